extension Settings {
  /// The update and what is clipped.
  static let update: [Setting] = [
    .choice("optimizer", "the update rule", \.optimizer),
    .decimal(
      "learning-rate", "the learning rate η, by which each update is multiplied", \.learningRate, must: "be 0 or more",
      rule: { $0 >= 0 },
      next: { $0.nextRound(by: $1) }),
    .choice(
      "clip", "what is clipped: the update by value or norm, or ∂L/∂h_t inside BPTT", \.clipping.mode,
      isTryable: true),
    .decimal(
      "theta", "the clipping threshold θ", \.clipping.threshold, must: "be above 0", rule: { $0 > 0 },
      isTryable: true, next: { $0.nextRound(by: $1) }),
    // The source stays: it draws from the seed at each step.
    Setting(
      "seed", "seed of parameters and data", \.seed, effect: [.start, .terms], format: { "\($0)" },
      parse: { text in
        guard let seed = UInt64(text) else {
          throw SettingError("seed must be a whole number from 0 on, not \"\(text.shortened)\"")
        }
        return seed
      }),
  ]
}
