/// Weights to start from in place of drawn ones, and the settings that they stand in for.
final class GivenWeights: Sendable {
  let weights: Parameters
  let experiment: Experiment

  /// Weights that were given to a trainer of these settings, which act on them as on drawn ones.
  init(_ weights: Parameters, for experiment: Experiment) {
    (self.weights, self.experiment) = (weights, experiment.withoutAdjustments)
  }
}

extension Experiment {
  /// Fills parameters as training begins under these settings: with the weights that were given, where they are still
  /// meant and fit, and as the seed says elsewhere. True where they are those that were given.
  func begin(_ parameters: Parameters, shape: Shape, given: GivenWeights?) -> Bool {
    guard let given, takesWeights(of: given.experiment), given.weights.fit(parameters) else {
      draw(parameters, shape: shape)
      return false
    }
    parameters.copy(from: given.weights)
    // A gain or bias that was changed since is a change of the weights that were given.
    Settings.adjust(parameters, shape: shape, from: given.experiment, to: self)
    return true
  }
}
