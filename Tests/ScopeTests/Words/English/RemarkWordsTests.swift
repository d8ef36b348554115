import Recurrence
import Scope
import Testing

struct RemarkWordsTests {
  private func line(_ remark: Remark) -> String { English().line(remark) }

  @Test func aChangeTellsWhatBecomesOfTheWeights() throws {
    let (theta, cell) = (try Settings.find("theta"), try Settings.find("cell"))
    let old = Experiment()
    var new = old
    (new.clipping, new.cell) = (Clipping(.norm, threshold: 2), Cells.named("rnn")!)
    #expect(line(.turned(theta, from: old, to: new, .kept)) == "θ 1 → 2; the weights stay")
    #expect(
      line(.turned(cell, from: old, to: new, .drawn(seed: 3)))
        == "cell LSTM → RNN; the weights start anew (seed 3), step 0")
    #expect(line(.typed(theta, from: old, to: new, .kept)) == "theta 1.0 → 2.0, clip norm; the weights stay")
    #expect(line(.typed(cell, from: old, to: new, .kept)) == "cell lstm → rnn; the weights stay")
    #expect(line(.alreadyThere(theta, old)) == "θ is 1 already")
  }

  @Test func whatStandsStillTellsWhatMovesIt() {
    #expect(line(.speed(.two, isRunning: true)) == "speed: 2 steps/s")
    #expect(line(.speed(.two, isRunning: false)) == "speed: 2 steps/s (paused: Space trains)")
  }

  @Test func aSettingTellsItsValueWhatItIsForAndWhatElseItCanBe() throws {
    func setting(_ name: String) throws -> String { line(.asked(try Settings.find(name), Experiment())) }
    #expect(try setting("theta") == "theta is 1.0: the clipping threshold θ")
    #expect(try setting("cell") == "cell is lstm: the recurrent cell (rnn, gru, lstm)")
    // Once is enough.
    #expect(try setting("task").hasSuffix("noise, adding, text:FILE, file:FILE"))
  }

  @Test func ofAPasteTheFirstLineIsToldBeforeTheRest() {
    #expect(line(.pastedFirstLine("θ 1 → 2")) == "θ 1 → 2; of the pasted lines only the first counts")
    #expect(line(.pastedFirstLine(nil)) == "of the pasted lines only the first counts")
  }

  @Test func oneIsNoPlural() {
    #expect(line(.window(1)).contains("k = 1 timestep beside") && line(.window(2)).contains("k = 2 timesteps beside"))
    #expect(line(.playSpeed(.one, isPlaying: true)) == "1 timestep a second")
    #expect(line(.fewestTimesteps(1)) == "1 timestep on show: no fewer make a picture")
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
