import Foundation
import Testing

@testable import Recurrence

struct SettingsTests {
  @Test func everySettingGivesBackWhatItTook() throws {
    for setting in Settings.all {
      var experiment = Experiment()
      for text in setting.choices.filter({ !$0.hasSuffix(":") }) + [setting.get(experiment)] {
        try Settings.apply(setting.name, text, to: &experiment)
        #expect(setting.get(experiment) == text, "\(setting.name)")
      }
      #expect(!setting.help.isEmpty)
      #expect(try Settings.find(setting.name).name == setting.name)
    }
    #expect(Set(Settings.all.map(\.name)).count == Settings.all.count)
  }

  @Test func settingsByTheirBeginningsAndByMistake() throws {
    var experiment = Experiment()
    try Settings.apply("learn", "1e-2", to: &experiment)
    #expect(experiment.learningRate == 0.01)
    #expect(try Settings.find("loss").name == "loss")
    #expect(throws: SettingError("\"l\" may be layers or length or loss or loss-at or learning-rate; type more of it"))
    {
      try Settings.find("l")
    }
    for (name, text) in [
      ("cell", "lstmm"), ("hidden", "2.5"), ("hidden", "0"), ("gain", "nan"), ("gain", "0x1p3"), ("theta", "-1"),
      ("seed", "-1"), ("task", "text:"), ("loss", "mae"), ("nothing", "1"), ("length", "99999999999999999999"),
    ] {
      let before = experiment
      #expect(throws: SettingError.self, "\(name) \(text)") { try Settings.apply(name, text, to: &experiment) }
      #expect(experiment == before)
    }
    #expect(Settings.completions(for: "lo") == ["loss", "loss-at"])
  }

  /// What the table says of a change is what the trainer does, for each key, both ways, in each cell.
  @Test(arguments: Cells.all.map(\.name), Settings.all.filter { $0.turn != nil }.map(\.name))
  func aTurnInvalidatesWhatTheTableSays(_ cell: String, _ name: String) throws {
    let turn = try #require(Settings.named(name)?.turn)
    for step in [1, -1] {
      let trainer = try Trainer(try smallExperiment(cell))
      let before = trainer.experiment
      let trace = try #require(trainer.step())
      var new = before
      #expect(turn(&new, step, trace.terms) == nil)
      #expect(new != before)
      let keeps = try trainer.reconfigure(new)
      #expect(keeps == new.keepsParameters(of: before))
      if !keeps { #expect(trainer.parameters.all.values == (try Trainer(new)).parameters.all.values) }
    }
  }

  @Test func whatTheDataFixIsNotTurned() throws {
    var experiment = Experiment()
    experiment.task = .file(path: Fixture.path("models/nested-prefix.data.safetensors"))
    let terms = try #require(try Trainer(experiment).evaluate()?.terms)
    for (name, hindrance) in [("length", Hindrance.lengthOfFile), ("loss-at", .lossOfFile(.last))] {
      let before = experiment
      let turn = try #require(Settings.named(name)?.turn)
      #expect(turn(&experiment, 1, terms) == hindrance && experiment == before)
    }
    experiment.lossAt = .every
    #expect(throws: SettingError.self) { try experiment.validate(for: terms) }
  }

  /// An entry copies and compares the field that it reads and writes.
  @Test func everyEntryIsOfOneField() throws {
    for (setting, text) in try Settings.all.map({ ($0, try otherValue(of: $0)) }) {
      var changed = Experiment()
      try setting.set(&changed, text)
      #expect(Settings.differing(changed, Experiment()).map(\.name) == [setting.name])
      var copied = Experiment()
      setting.copy(&copied, changed)
      #expect(copied == changed && setting.isSame(copied, changed))
    }
  }

  @Test(arguments: Settings.all.map(\.name))
  func anExperimentComesBackFromItsJSON(_ name: String) throws {
    let setting = try #require(Settings.named(name))
    var experiment = Experiment()
    for text in setting.choices.filter({ !$0.hasSuffix(":") }) + [try otherValue(of: setting)] {
      try setting.set(&experiment, text)
      let data = try JSONEncoder().encode(experiment)
      #expect(try JSONDecoder().decode(Experiment.self, from: data) == experiment)
    }
  }

  @Test func aSeedAndANumberComeBackToTheBit() throws {
    var experiment = Experiment()
    (experiment.seed, experiment.learningRate, experiment.forgetBias) = (.max, 0.1 + 0.2, -1.5)
    experiment.task = .text(path: "a:b")
    let data = try JSONEncoder().encode(experiment)
    #expect(try JSONDecoder().decode(Experiment.self, from: data) == experiment)
    let text = String(decoding: data, as: UTF8.self)
    #expect(text.contains("\"seed\":18446744073709551615") && text.contains("\"task\":\"text:a:b\""))
  }

  @Test(arguments: [
    ("{\"cell\": \"lstn\"}", "unknown cell \"lstn\"; known: rnn, gru, lstm"),
    ("{\"layers\": 9}", "layers must be 1 … 4, not 9"),
    ("{\"hidden\": 2.5}", "hidden must be a whole number within reach, not \"2.5\""),
    ("{\"theta\": -1}", "theta must be above 0, not -1.0"),
    ("{\"gain\": null}", "gain must be a number or text, as in \"1.0\""),
  ])
  func whatIsImpossibleInJSONIsSaid(_ json: String, _ line: String) {
    #expect(throws: SettingError(line)) { try JSONDecoder().decode(Experiment.self, from: Data(json.utf8)) }
  }

  @Test func whatJSONLeavesOutIsAsUsual() throws {
    let some = try JSONDecoder().decode(Experiment.self, from: Data("{\"hidden\": \"7\"}".utf8))
    #expect(some.hidden == 7 && some.length == Experiment().length)
    #expect(throws: SettingError.self) { try JSONDecoder().decode(Experiment.self, from: Data("{\"hiden\": 7}".utf8)) }
  }
}
