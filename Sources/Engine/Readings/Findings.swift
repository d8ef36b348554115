import Recurrence

/// A request for an analysis of a layer, of whatever type.
public struct AnyAnalysis: Hashable, Sendable {
  /// The analysis itself.
  public let base: any Analysis
  /// The layer, from 0; any beyond the last is the last.
  public let layer: Int

  /// The request for an analysis.
  public init(_ base: any Analysis, layer: Int = 0) { (self.base, self.layer) = (base, layer) }

  /// Equal where type and request are.
  public static func == (a: AnyAnalysis, b: AnyAnalysis) -> Bool {
    a.layer == b.layer && AnyHashable(a.base) == AnyHashable(b.base)
  }

  /// As of the analysis itself.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(AnyHashable(base))
    hasher.combine(layer)
  }
}

/// How an analysis that a screen draws from stands.
public enum Finding<Value: Sendable>: Sendable {
  /// It was not asked for, or has been stopped, or is under way.
  case notYet
  /// It is made.
  case done(Value)
  /// It can't be made of this trace.
  case refused(Refusal)

  /// What was found.
  public var value: Value? { if case .done(let value) = self { value } else { nil } }
}

/// The analyses of one layer that were wanted, each made only where it is looked at.
struct Findings: Sendable {
  // The layer is the same for all: it is left out of the keys.
  private var all: [AnyAnalysis: Finding<any Sendable>] = [:]

  /// Makes what is wanted and not there yet, and drops what is wanted no more; what `stop` stops is left out.
  /// `progress` hears the share done.
  mutating func make(
    _ wanted: [any Analysis], of subject: Subject, stop: StopSignal, progress: (Double) -> Void
  ) {
    let old = all
    all = [:]
    for analysis in wanted { all[AnyAnalysis(analysis)] = old[AnyAnalysis(analysis)] }
    let missing = wanted.filter { all[AnyAnalysis($0)] == nil }
    for (k, analysis) in missing.enumerated() {
      do throws(Unfinished) {
        all[AnyAnalysis(analysis)] = .done(
          try analysis.run(subject, stop: stop) { progress((Double(k) + $0) / Double(missing.count)) })
      } catch {
        if case .refused(let refusal) = error { all[AnyAnalysis(analysis)] = .refused(refusal) }
      }
    }
  }

  subscript<A: Analysis>(_ analysis: A) -> Finding<A.Value> {
    switch all[AnyAnalysis(analysis)] {
    case .done(let value as A.Value): .done(value)
    case .refused(let refusal): .refused(refusal)
    default: .notYet
    }
  }

  func last<A: Analysis>(_ type: A.Type) -> A.Value? {
    all.lazy.filter { $0.key.base is A }.compactMap { $0.value.value as? A.Value }.first
  }
}
