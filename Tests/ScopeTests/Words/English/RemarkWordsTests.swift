import Recurrence
import Scope
import Testing

struct RemarkWordsTests {
  private func line(_ remark: Remark) -> String { English().line(remark) }

  @Test func aChangeTellsWhatBecomesOfTheWeights() {
    #expect(line(.changed("θ 1 → 2", .kept)) == "θ 1 → 2; the weights stay")
    #expect(
      line(.changed("cell LSTM → RNN", .drawn(seed: 3)))
        == "cell LSTM → RNN; the weights start anew (seed 3), step 0")
  }

  @Test func whatStandsStillTellsWhatMovesIt() {
    #expect(line(.speed(.two, isRunning: true)) == "speed: 2 steps/s")
    #expect(line(.speed(.two, isRunning: false)) == "speed: 2 steps/s (paused: Space trains)")
  }

  @Test func aSettingTellsItsValueWhatItIsForAndWhatElseItCanBe() throws {
    func setting(_ name: String) throws -> String { line(.setting(try Settings.find(name), Experiment())) }
    #expect(try setting("theta") == "theta is 1.0: the clipping threshold θ")
    #expect(try setting("cell") == "cell is lstm: the recurrent cell (rnn, gru, lstm)")
    // Once is enough.
    #expect(try setting("task").hasSuffix("noise, adding, text:FILE, file:FILE"))
  }

  @Test func ofAPasteTheFirstLineIsToldBeforeTheRest() {
    #expect(line(.pastedFirstLine("θ 1 → 2")) == "θ 1 → 2; of the pasted lines only the first counts")
    #expect(line(.pastedFirstLine(nil)) == "of the pasted lines only the first counts")
  }

  @Test func layersCountFromOne() { #expect(line(.layer(0, of: 2)) == "layer 1 of 2 on show") }

  @Test func whatIsSwitchedOffIsTold() {
    #expect(line(.lens(nil)) == "seen in float64, as it is" && line(.window(nil)) == "no truncated BPTT on show")
    #expect(line(.lens(.float16)).contains("float16") && line(.window(7)).contains("k = 7"))
  }

  @Test func aKeyThatDoesNothingTellsTheWayOn() {
    #expect(line(.unboundKey(.function(5), onPage: true)) == "F5 does nothing on this page; Esc goes back")
    #expect(line(.unboundKey(.function(5), onPage: false)) == "F5 does nothing here; ? lists the keys")
  }
}
