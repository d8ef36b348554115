import Recurrence
import Scope
import Testing

struct SettingWordsTests {
  /// Every setting that has a key says by it what it was and what it is, the one apart whose value has words.
  @Test(arguments: Settings.all.filter { $0.turn != nil }.map(\.name), Cells.all)
  func aKeyTellsBothValues(name: String, cell: CellKind) throws {
    let setting = try #require(Settings.named(name))
    var old = Experiment()
    old.cell = cell
    var new = old
    #expect(setting.turn?(&new, 1, nil) == nil)
    let line = English().line(.turned(setting, from: old, to: new, .kept))
    #expect(line.hasSuffix("; the weights stay"))
    switch name {
    case "clip": #expect(line.hasPrefix("clipping: no clipping → by value, at the update"))
    case "loss-at": #expect(line.hasPrefix("loss at every timestep: L = Σ_t L_t"))
    default: #expect(line.contains("\(setting.shown(old)) → \(setting.shown(new))"))
    }
  }

  @Test func aThresholdThatIsNotUsedTellsTheWayOn() throws {
    let theta = try #require(Settings.named("theta"))
    var (old, new) = (Experiment(), Experiment())
    new.clipping.threshold = 2
    #expect(English().line(.tried(theta, from: old, to: new)) == "what if: θ 1 → 2 (clipping is off: m turns it on)")
    (old.clipping.mode, new.clipping.mode) = (.norm, .norm)
    #expect(English().line(.tried(theta, from: old, to: new)) == "what if: θ 1 → 2")
  }

  @Test func whatStaysTellsWhy() {
    let words = English()
    #expect(
      words.line(Hindrance.lastByKey(length: 5, isLongest: false)).contains("T is 5 already, the shortest by key"))
    #expect(words.line(Hindrance.lengthOfFile).contains(":task noise leaves the file"))
    #expect(words.line(Hindrance.lossOfFile(.every)).contains("a loss at every timestep"))
    #expect(words.line(Hindrance.gainOfZero).contains("gain of 0"))
  }

  @Test func theHeaderTellsSettingsInAFewCells() throws {
    var experiment = Experiment()
    experiment.clipping = Clipping(.bpttNorm, threshold: 0.5)
    experiment.forgetBias = 1.5
    let briefs = try [
      "length", "hidden", "clip", "theta", "forget-bias", "optimizer", "loss-at", "seed", "learning-rate", "inputs",
    ].map {
      English().brief(try Settings.find($0), experiment)
    }
    #expect(
      briefs == [
        "T 100", "H 20", "clip bptt-norm θ 0.5", "clip bptt-norm θ 0.5", "forget bias 1.5", "sgd η 0.001", "loss at T",
        "seed 1", "η 0.001", "I 10",
      ])
  }
}
