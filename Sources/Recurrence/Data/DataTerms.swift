/// What the data of a source, once they are open, allow the settings to ask of the output.
public struct DataTerms: Sendable, Equatable {
  /// Every loss that the targets allow.
  public let losses: [Loss]
  /// Every number of outputs that the targets allow; nil where they are made for any.
  public let outputs: ClosedRange<Int>?
  /// Where the loss reads the output unless the settings say otherwise.
  public let lossAt: LossPosition
  /// Every position that the targets allow.
  public let lossPositions: [LossPosition]

  /// The terms of a source; under a loss of one's own none is asked for by name.
  init(_ source: any DataSource, loss own: (any LossFunction)? = nil) {
    losses = own == nil ? source.losses : Loss.allCases
    outputs = source.possibleOutputs
    (lossAt, lossPositions) = (source.lossAt, source.lossPositions)
  }
}
