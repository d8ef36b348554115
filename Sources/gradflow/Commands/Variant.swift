import ArgumentParser
import Recurrence

/// One of the settings that are compared: as it was typed, and what it means over the options of all.
struct Variant {
  let name: String
  let weights: WeightsFile?
  let experiment: Experiment
  /// Whether it brings weights of its own, and not those of all.
  let hasOwnWeights: Bool
  private let namesSeed: Bool
  private let files: [(option: String, path: String)]

  /// The settings of a text over those that `base` and, where the program begins, the user's file give.
  init(_ text: String, over base: ExperimentOptions, from start: [SettingValue] = []) throws {
    name = text
    do {
      let words = try shellWords(text)
      let own = try ExperimentOptions.parse(words)
      let options = try ExperimentOptions.parse(words + base.words(besides: own))
      (experiment, weights) = try options.resolve(from: start)
      (hasOwnWeights, namesSeed, files) = (own.weights != nil, options.names.contains("seed"), options.files)
    } catch {
      let message =
        ExperimentOptions.exitCode(for: error).isSuccess ? "holds no settings" : ExperimentOptions.message(for: error)
      throw SettingError("--vs \"\(text)\": \(message.isEmpty ? "\(error)" : message)")
    }
  }

  /// The variants that were typed; throws where one is impossible, or where their losses say nothing of one another.
  static func all(_ texts: [String], over base: ExperimentOptions) throws -> [Variant] {
    guard !texts.isEmpty else {
      throw SettingError("nothing to compare; give the settings of each variant, as in --vs \"--cell gru\"")
    }
    let variants = try texts.map { try Variant($0, over: base) }
    if let seeded = variants.first(where: \.namesSeed) {
      throw SettingError("--vs \"\(seeded.name)\": the seeds come from --seeds; leave --seed away")
    }
    // The data are opened once for each, so that what is wrong with them is told before anything is trained.
    let terms = try variants.map { variant in
      do {
        let trainer = try Trainer(variant.experiment, weights: variant.weights?.parameters)
        return ["task \(variant.experiment.task.name)", "loss \(trainer.loss.name)", "loss-at \(trainer.shape.lossAt)"]
      } catch { throw SettingError("--vs \"\(variant.name)\": \(error)") }
    }
    for (variant, own) in zip(variants, terms) {
      for (mine, first) in zip(own, terms[0]) where mine != first {
        throw SettingError(
          "--vs \"\(variant.name)\": \(mine) can't be compared with \(first) of \"\(texts[0])\"; take one for all")
      }
    }
    return variants
  }

  /// The network of a seed.
  func job(seed: UInt64) -> Sweep.Job {
    var experiment = experiment
    experiment.seed = seed
    return Sweep.Job(experiment, weights: weights?.parameters)
  }

  /// Throws where a file that is to be written is one that is read.
  func requireOther(_ path: String, than writing: String) throws {
    for file in files where isSameFile(file.path, path) {
      throw FileError(path, "is the file of --\(file.option)", remedy: "name another for --\(writing)")
    }
  }
}

/// The words of a line, as a shell would take them: apart at blanks, but for what stands in quotes of either kind.
func shellWords(_ line: String) throws -> [String] {
  var words: [String] = []
  var word: String?
  var quote: Character?
  for character in line {
    if character == quote {
      quote = nil
    } else if quote == nil, character == "\"" || character == "'" {
      quote = character
      word = word ?? ""
    } else if quote == nil, character.isWhitespace {
      if let word { words.append(word) }
      word = nil
    } else {
      word = (word ?? "") + String(character)
    }
  }
  if let quote { throw SettingError("a \(quote) without its end") }
  return words + (word.map { [$0] } ?? [])
}
