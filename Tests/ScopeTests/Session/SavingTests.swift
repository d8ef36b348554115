import Engine
import Foundation
import Recurrence
import Testing

@testable import Scope

struct SavingTests {
  @Test func allAreAskedForAndTheOutcomeIsSaid() throws {
    var session = try Sample.comparison([["cell": "gru"]])
    session.type("save a b/net.safetensors")
    #expect(session.saving == "a b/net.safetensors" && session.channels.map(\.orders.saves) == [1, 1])
    #expect(session.message == .done("saving to a b/net.safetensors …"))
    session.type("save other")
    #expect(session.message == .warning("the last :save is still being written") && session.orders.saves == 1)
    session.receiveSaved(step: 4)
    #expect(
      session.message
        == .done("saved to a b/net.safetensors at step 4; gradflow --resume goes on from there"))
    session.type("save")
    #expect(session.saving == "a b/net.safetensors" && session.orders.saves == 2)
  }

  @Test func aNameIsNeededOnceAndAFailureLeavesTheLastOne() throws {
    var session = try Sample.session()
    session.type("save")
    #expect(session.message == .warning(":save has no file yet: name one, as in :save net.safetensors"))
    #expect(session.saving == nil && session.orders.saves == 0)
    session.type("save /no/such")
    session.receiveUnsaved("can't be written (/no/such)")
    #expect(session.message == .warning("can't be written (/no/such)") && session.saving == nil)
    session.type("save")
    #expect(session.message?.isWarning == true && session.saving == nil)
  }

  /// Nobody leaves before the file is there, or it is known why it isn't; whoever asks twice does.
  @Test func leavingWaitsForTheFile() throws {
    var session = try Sample.session()
    session.type("save net")
    session.press(.character("q"))
    #expect(session.isQuitting && session.saving == "net")
    var failed = session
    failed.receiveUnsaved("can't be written (net)")
    #expect(!failed.isQuitting && failed.message == .warning("can't be written (net)"))
    session.press(.character("q"))
    #expect(session.isQuitting && session.saving == nil)
  }

  /// The steps that were not told of yet take the place of those that a branch has left; bookmarks are the channel's.
  @Test func theCourseIsThatUpToTheSave() throws {
    let session = try Sample.session(steps: 6)
    let trainer = try Trainer(session.experiment, memory: 1 << 20)
    let points = (0..<5).map { _ in HistoryPoint(trainer.step()!) }
    let saved = session.channel.saved(trainer.saved, adding: Array(points[3...]), isAnew: false)
    #expect(saved.run.step == 5 && saved.history.points.map(\.step) == [0, 1, 2, 3, 4])
    let anew = session.channel.saved(trainer.saved, adding: points, isAnew: true)
    #expect(anew.history.points.map(\.step) == [0, 1, 2, 3, 4])
    var channel = session.channel
    channel.timeline = trainer.timeline
    channel.timeline?.toggleBookmark(at: 2)
    #expect(channel.saved(trainer.saved, adding: [], isAnew: false).run.timeline?.bookmarks == [2])
  }

  @Test func theFileIsCompletedByTab() throws {
    var session = try Sample.session()
    session.apply(.openPrompt)
    for character in "sav" { session.apply(.typed(character)) }
    session.apply(.complete)
    #expect(session.prompt?.text == "save ")
    session.apply(.typed("n"))
    session.apply(.complete)
    #expect(session.wantedPath == "n")
    session.receive(Listing(of: "n", names: ["net.safetensors"]))
    #expect(session.prompt?.text == "save net.safetensors ")
  }
}

struct SavedSessionTests {
  private func resumed(_ session: Session, editing edit: (String) -> String = { $0 }) throws -> Session {
    let text = String(decoding: try JSONEncoder().encode(SavedSession(session)), as: UTF8.self)
    let saved = try JSONDecoder().decode(SavedSession.self, from: Data(edit(text).utf8))
    let runs = try session.channels.map { (try Trainer($0.orders.experiment).saved, $0.history) }
    return Session(resuming: saved, runs: runs, file: "net")
  }

  @Test func theViewIsAsItWas() throws {
    var session = try Sample.comparison([["cell": "gru"], ["hidden": "7"]])
    for action: Action in [
      .moveCursor(by: -30), .zoom(by: 1), .moveUnit(by: 3), .focus(by: 4), .confirm, .shiftScale(by: 2), .toggleSign,
      .toggleRelative, .gate(by: 1), .lens(by: 1), .window(by: 2), .comparison(by: 1), .toggleAll, .channel(by: 1),
      .speed(by: 1),
    ] { session.apply(action) }
    let again = try resumed(session)
    var was = session.view
    was.scroll = 0
    #expect("\(again.view)" == "\(was)")
    #expect(again.orders.speed == session.orders.speed && again.orders.isRunning == session.orders.isRunning)
    #expect(again.channels.map(\.orders.wanted) == session.channels.map(\.orders.wanted))
    #expect(again.shown.map(\.name) == ["A", "B", "C"])
    var copied = again
    copied.apply(.copyChannel)
    #expect(Set(copied.channels.map(\.id)).count == 4)
    #expect(again.channels.map(\.history) == session.channels.map(\.history))
    #expect(again.channels.map(\.orders.experiment) == session.channels.map(\.orders.experiment))
  }

  /// From a file that may say anything.
  @Test func whatCantBeLookedAtIsAsUsual() throws {
    let session = try Sample.session()
    for (word, other) in [
      ("\"channel\":0", "\"channel\":-7"), ("\"channel\":0", "\"channel\":9"), ("\"unit\":0", "\"unit\":-1"),
      ("\"focus\":\"heat\"", "\"focus\":\"x\""), ("\"lowest\":-12", "\"lowest\":99"),
      ("\"gate\":0", "\"gate\":99999"), ("\"layer\":0", "\"layer\":-5"), ("\"speed\":10", "\"speed\":3"),
      ("\"unit\":0", "\"unit\":0,\"zoom\":[-5,9]"), ("\"unit\":0", "\"unit\":0,\"cursor\":9223372036854775807"),
      ("\"unit\":0", "\"unit\":9223372036854775807"), ("\"unit\":0", "\"unit\":0,\"window\":-3"),
    ] {
      var again = try resumed(session) {
        #expect($0.contains(word))
        return $0.replacingOccurrences(of: word, with: other)
      }
      let engine = SteppedEngine(again.allOrders, trainer: try Trainer(again.experiment))
      for report in engine.advance() { again.receive(report) }
      #expect(Sample.screen(again, 120, 40).text.contains("LSTM"), "\(other)")
    }
  }
}
