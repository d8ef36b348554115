/// The catalogue of analyses that leave tensors in a trace file.
public enum Analyses {
  /// Each as a file holds it, in the file's order. The Jacobians alone cost T singular value and eigenvalue problems a
  /// layer.
  public static let all: [any Analysis] = [
    RouteShares(), Contributions(), Precision(), Flow(.full), Reach(.full),
  ]

  /// The tensors of these analyses of every layer, bottom first; nil where `stop` ended the work early. What is refused
  /// leaves none. `progress` hears the share done.
  public static func tensors(
    _ trace: Trace, of analyses: [any Analysis] = all, stop: StopSignal = .never,
    progress: (Double) -> Void = { _ in }
  ) -> [NamedTensor]? {
    var tensors: [NamedTensor] = []
    let count = trace.shape.layers * analyses.count
    for layer in 0..<trace.shape.layers {
      for (k, analysis) in analyses.enumerated() {
        let done = layer * analyses.count + k
        do throws(Unfinished) {
          tensors += try analysis.runToTensors(Subject(trace, layer: layer), stop: stop) {
            progress((Double(done) + $0) / Double(count))
          }
        } catch {
          if error == .stopped { return nil }
        }
        progress(Double(done + 1) / Double(count))
      }
    }
    return tensors
  }
}

extension Analysis {
  /// The run's tensors, where the type of its value is not known.
  fileprivate func runToTensors(
    _ subject: Subject, stop: StopSignal, progress: (Double) -> Void
  ) throws(Unfinished) -> [NamedTensor] {
    tensors(try run(subject, stop: stop, progress: progress), layer: subject.layer)
  }
}
