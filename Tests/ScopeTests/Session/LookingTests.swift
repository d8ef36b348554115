import Scope
import Engine
import Recurrence
import Testing

struct LookingTests {
  @Test func aLensMarksWhatItWouldLose() throws {
    let session = Sample.session(try Sample.session(), after: [.lens(by: 1)])
    let canvas = Sample.screen(session, 80, 24)
    #expect(canvas.text.contains("float16 would make"))
    #expect(canvas.heatText(in: canvas.bounds).contains("z"))
    let plain = Sample.screen(try Sample.session(), 80, 24)
    let heat = Rect(x: 6, y: 3, width: 74, height: 8)
    #expect(!plain.heatText(in: heat).contains("z"))
  }

  @Test func aTruncatedGradientEndsAtItsWindow() throws {
    let session = Sample.session(try Sample.session { $0.forgetBias = 3 }, after: [.window(by: 4)])
    let truncation = try #require(session.reading?[Truncated(window: 10)].value)
    #expect(truncation.window == 10)
    #expect(truncation.norms[89] == 0 && truncation.norms[90] > 0)
    #expect(Sample.screen(session, 120, 40).text.contains("k=10: ∂L/∂W keeps cosine"))
  }
}
