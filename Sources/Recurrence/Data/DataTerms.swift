/// What the data of a source, once they are open, allow the settings to ask of the output.
public struct DataTerms: Sendable, Equatable {
  /// Every loss that the targets allow.
  public let losses: [Loss]
  /// Where the loss reads the output unless the settings say otherwise.
  public let lossAt: LossPosition
  /// Every position that the targets allow.
  public let lossPositions: [LossPosition]

  /// The terms of a source; under a loss of one's own none is asked for by name.
  init(_ source: any DataSource, loss own: (any LossFunction)? = nil) {
    losses = own == nil ? source.losses : Loss.allCases
    (lossAt, lossPositions) = (source.lossAt, source.lossPositions)
  }
}
