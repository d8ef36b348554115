/// Where every tensor of a trace lies within the trace's memory: the one table of their names, shapes and sizes.
final class TraceLayout: Sendable {
  let shape: Shape
  /// (T, B, I)
  let x: Region
  /// (loss steps, B, O), or (loss steps, B) class numbers.
  let target: Region
  let layers: [LayerLayout]
  /// (loss steps, B, O)
  let y: Region
  /// (loss steps, B, O)
  let dy: Region
  /// (loss steps)
  let losses: Region
  /// The order within each of the three below.
  let parameterOrder: ParameterLayout
  let parameters: Region
  let gradients: Region
  let clipped: Region
  /// The doubles of the whole.
  let count: Int

  /// The layout for a network whose loss takes so much of a target; without `recordsGradients`, ∂L/∂states and
  /// ∂L/∂gates have room for one timestep.
  init(_ shape: Shape, loss: any LossFunction, recordsGradients: Bool = true) {
    var plan = ArenaPlan()
    self.shape = shape
    x = plan.place([shape.length, shape.batch, shape.inputs])
    let width = loss.targets(outputs: shape.outputs)
    target = plan.place([shape.lossSteps, shape.batch] + (loss.takesClasses ? [] : [width]))
    layers = (0..<shape.layers).map { _ in LayerLayout(shape, recordsGradients: recordsGradients, plan: &plan) }
    y = plan.place([shape.lossSteps, shape.batch, shape.outputs])
    dy = plan.place(y.shape)
    losses = plan.place([shape.lossSteps])
    parameterOrder = ParameterLayout(shape)
    parameters = plan.place([parameterOrder.count])
    gradients = plan.place([parameterOrder.count])
    clipped = plan.place([parameterOrder.count])
    count = plan.count
  }

  /// The bytes of a trace.
  var bytes: Int { count * MemoryLayout<Double>.stride }
}
