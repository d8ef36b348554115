extension Settings {
  /// The update and what is clipped.
  static let update: [Setting] = [
    .choice(
      "optimizer", "the update rule", \.optimizer, called: "optimiser",
      brief: { "\($0.optimizer.rawValue) η \($0.learningRate.short())" }),
    .decimal(
      "learning-rate", "η", \.learningRate, called: "learning rate η", must: "be 0 or more", rule: { $0 >= 0 },
      next: { $0.nextRound(by: $1) }),
    .choice(
      "clip", "what is clipped: the update by value or norm, or ∂L/∂h_t inside BPTT", \.clipping.mode,
      called: "clipping:", isTryable: true, brief: { brief($0.clipping) }),
    .decimal(
      "theta", "the clipping threshold θ", \.clipping.threshold, called: "θ", must: "be above 0", rule: { $0 > 0 },
      isTryable: true, brief: { brief($0.clipping) }, next: { $0.nextRound(by: $1) },
      note: { $0.clipping.mode == .off ? " (clipping is off: m turns it on)" : "" }),
    // The source stays: it draws from the seed at each step.
    Setting(
      "seed", "seed of parameters and data", \.seed, effect: .start, brief: { "seed \($0.seed)" }, format: { "\($0)" },
      parse: { text in
        guard let seed = UInt64(text) else {
          throw SettingError("seed must be a whole number from 0 on, not \"\(text.shortened)\"")
        }
        return seed
      }),
  ]

  private static func brief(_ clipping: Clipping) -> String {
    clipping.mode == .off ? "clip off" : "clip \(clipping.mode.rawValue) θ \(clipping.threshold.short())"
  }
}
