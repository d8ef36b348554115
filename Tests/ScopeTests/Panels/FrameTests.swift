import Engine
import Recurrence
import Testing

@testable import Scope

struct FrameTests {
  private func title(_ title: String, _ detail: String, _ width: Int) -> String {
    var canvas = Canvas(width: width, height: 1)
    _ = canvas.frame(title, detail: detail, in: canvas.bounds, focused: false)
    return canvas.text.replacing("─", with: "").trimmingCharacters
  }

  @Test func theRightEndShortensAndIsToldBeforeTheEndOfTheTitle() {
    #expect(title("training: loss, θ", "loss 2.9e-05  step 139", 60) == "training: loss, θ  loss 2.9e-05  step 139")
    #expect(title("training: loss, θ", "loss 2.9e-05  step 139", 36) == "training: loss, θ  loss 2.9e-05")
    #expect(title("training: loss, θ", "loss 2.9e-05  step 139", 31) == "training: los… loss 2.9e-05")
    // No part of a number is told.
    #expect(title("training: loss, θ", "loss 2.9e-05", 20) == "training: loss, θ")
    #expect(title("training: loss, θ", "", 12) == "training:…")
    for width in 0..<70 { _ = title("a title", "of  several parts", width) }
  }

  /// The loss is on the first screen and in the training panel's title, however far the run is.
  @Test(arguments: [139, 99_999])
  func theLossIsAlwaysTold(_ step: Int) throws {
    var session = try Sample.session()
    let trace = try #require(session.trace)
    var point = HistoryPoint(trace)
    point.step = step
    session.receive(.trained(points: [point], trace: trace, readings: session.channel.readings))
    let loss = "loss \(trace.loss.scientific(2))"
    for (width, height) in [(60, 16), (80, 24), (120, 40)] {
      let lines = Sample.screen(session, width, height).text.split(separator: "\n")
      #expect(lines[0].contains(loss), "\(width)")
      if width == 120 { #expect(lines.contains { $0.contains("training: ") && $0.contains(loss) }) }
    }
  }

  /// Whose gradient it is stands where nothing is cut.
  @Test func theLayerIsAlwaysTold() throws {
    let session = try Sample.session { ($0.layers, $0.batch, $0.lossAt) = (2, 3, .every) }
    for (width, height) in [(60, 16), (80, 24), (120, 40), (200, 60)] {
      let titles = Sample.screen(session, width, height).text.split(separator: "\n").filter { $0.contains("─ ") }
      #expect(titles.count { $0.contains(" layer 1/2 · ") } >= 2, "\(width)")
    }
  }

  /// At every width at which there is a screen.
  @Test func whatClippingDoesIsNotCut() throws {
    for mode in Clipping.Mode.allCases where mode != .off {
      let session = Sample.session(
        try Sample.session(steps: 2) { $0.clipping = Clipping(mode, threshold: 0.01) }, after: [.focus(by: 3)])
      for width in 60...130 {
        let text = Sample.screen(session, width, 40).text
        let line = try #require(text.split(separator: "\n").first { $0.contains("clipped: ") })
        let end = line[line.range(of: "clipped: ")!.lowerBound...].split(separator: "  ")[0]
        #expect(end.hasSuffix("components") || end.hasSuffix("%"), "\(width): \(end)")
        // The header tells it, too.
        #expect(text.split(separator: "\n")[0].contains("clip \(mode.rawValue) θ 0.01"), "\(width)")
      }
    }
  }
}

extension String {
  fileprivate var trimmingCharacters: String {
    split(separator: " ", omittingEmptySubsequences: false).map(String.init).joined(separator: " ")
      .replacing("   ", with: "  ").trimmed
  }
  private var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
