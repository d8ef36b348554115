/// An analysis of one layer of a trace, all of it in one place: what it needs, how it runs, why it can't, and the
/// tensors that it leaves in a trace file.
///
/// A value of the type is a request: equal values ask for the same. Analyses are pure functions of a trace, made on
/// demand; one that takes long tells its progress, and looks at `stop` a few times a second. One that `gradflow trace --analysis` is to write is a line in `Analyses` besides.
public protocol Analysis: Hashable, Sendable {
  /// What it finds.
  associatedtype Value: Sendable
  /// What is found in a layer of a trace. `progress` hears the share done.
  ///
  /// Throws a refusal where the trace is none for it, or that `stop` ended the work early.
  func run(_ subject: Subject, stop: StopSignal, progress: (Double) -> Void) throws(Unfinished) -> Value
  /// What was found, as a trace file holds it; docs/trace-files.md lists the names. None by default.
  func tensors(_ value: Value, layer: Int) -> [NamedTensor]
}

extension Analysis {
  /// None.
  public func tensors(_ value: Value, layer: Int) -> [NamedTensor] { [] }

  /// What is found in a layer of a trace.
  public func run(_ trace: Trace, layer: Int, stop: StopSignal = .never) throws(Unfinished) -> Value {
    try run(Subject(trace, layer: layer), stop: stop) { _ in }
  }
}

/// A tensor and its name in a trace file.
public typealias NamedTensor = (name: String, tensor: Tensor)

/// How much of an analysis is asked for.
public enum Extent: Hashable, Sendable {
  /// What a screen has room for; a trace that makes no picture is refused.
  case glance
  /// All of it, whatever it costs and whatever it comes to, as a file holds it.
  case full
}

/// Why an analysis has no value.
public enum Unfinished: Error, Equatable {
  /// It was stopped, and may be made again.
  case stopped
  /// It can't be made of this trace.
  case refused(Refusal)
}

/// Why a trace is none for an analysis.
public enum Refusal: Hashable, Sendable {
  /// A Jacobian has so many rows, above the limit: its spectrum could not be stopped for minutes.
  case jacobiansTooLarge(rows: Int, limit: Int)
  /// Something in the trace is NaN or Inf.
  case notFinite
  /// There is one loss, at T, where several are to be compared.
  case singleLoss
}

extension Tensor {
  /// A vector.
  init(_ values: [Double]) { self.init(shape: [values.count], values: values) }
}
