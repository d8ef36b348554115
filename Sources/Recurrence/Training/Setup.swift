/// Settings, and what they mean: the data, the sizes and the loss.
struct Setup: Sendable {
  var experiment: Experiment
  let source: any DataSource
  let shape: Shape
  let loss: any LossFunction
  let terms: DataTerms

  /// What the settings mean for a source of data; `own` takes the place of a loss by name. Throws, with the remedy, where
  /// they ask of the data what they don't have, or for more memory than there is.
  init(_ experiment: Experiment, _ source: any DataSource, loss own: (any LossFunction)?) throws {
    (self.experiment, self.source) = (experiment, source)
    shape = experiment.shape(for: source)
    let named = experiment.loss ?? source.loss
    loss = own ?? named
    terms = DataTerms(source, loss: own)
    try experiment.validate(for: terms)
    guard own != nil || !named.takesClasses || shape.outputs > 1 else {
      throw SettingError("loss \(named.name) over a single class is always 0; set outputs 2 or more, or loss mse")
    }
    try experiment.requireMemory(for: TraceLayout(shape, loss: loss))
  }
}
