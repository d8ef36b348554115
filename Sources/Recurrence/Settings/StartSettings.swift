extension Settings {
  /// How the parameters start.
  static let start: [Setting] = [
    .choice("init", "how the parameters start", \.initializer, effect: .start),
    .decimal(
      "gain", "factor on the recurrent weights at the start", \.gain, effect: .start,
      isTryable: true,
      whyNotTried: { $0.gain == 0 ? .gainOfZero : nil },
      adjust: { layer, _, old, new in
        // Nothing scales what a gain of 0 has left.
        guard old.gain != 0 else { return }
        let factor = new.gain / old.gain
        for k in 0..<layer.recurrentWeights.count { layer.recurrentWeights.pointer[k] *= factor }
      },
      next: { max(0, (($0 + 0.1 * Double($1)) * 1000).rounded() / 1000) }),
    gateBias(.forget, "added to the forget gate's bias at the start (LSTM)", \.forgetBias),
    gateBias(.update, "added to the update gate's bias at the start (GRU)", \.updateBias),
  ]

  /// What is added to a gate's input bias; a cell without such a gate has no use for it.
  private static func gateBias(
    _ bias: Gate.Bias, _ help: String, _ field: Setting.Field<Double>
  ) -> Setting {
    .decimal(
      bias.setting, help, field, effect: .start,
      isUsed: { $0.cell.gates.contains { $0.bias == bias } }, isTryable: true,
      adjust: { layer, shape, old, new in
        let difference = new[keyPath: field] - old[keyPath: field]
        for (k, gate) in shape.cell.gates.enumerated() where gate.bias == bias {
          for unit in 0..<shape.hidden { layer.inputBias.pointer[k * shape.hidden + unit] += difference }
        }
      },
      next: { $0 + 0.5 * Double($1) })
  }
}

extension Gate.Bias {
  /// The name of the setting that adds to it.
  fileprivate var setting: String {
    switch self {
    case .forget: "forget-bias"
    case .update: "update-bias"
    }
  }
}

extension CellKind {
  /// The setting that adds to the bias of one of its gates, where it has one.
  public var biasSetting: Setting? {
    gates.lazy.compactMap(\.bias).first.map { Settings.named($0.setting)! }
  }
}
