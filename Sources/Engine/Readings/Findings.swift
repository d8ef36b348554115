import Recurrence

/// A request for an analysis, of whatever type.
public struct AnyAnalysis: Hashable, Sendable {
  /// The analysis itself.
  public let base: any Analysis

  /// The request for an analysis.
  public init(_ base: any Analysis) { self.base = base }

  /// Equal where type and request are.
  public static func == (a: AnyAnalysis, b: AnyAnalysis) -> Bool { AnyHashable(a.base) == AnyHashable(b.base) }

  /// As of the analysis itself.
  public func hash(into hasher: inout Hasher) { hasher.combine(AnyHashable(base)) }
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
  private var all: [AnyAnalysis: Finding<any Sendable>] = [:]

  /// Makes what is wanted; what `stop` stops is left out.
  init(_ trace: Trace, layer: Int, wanted: Set<AnyAnalysis>, stop: StopSignal) {
    for request in wanted {
      do throws(Unfinished) {
        all[request] = .done(try request.base.run(trace, layer: layer, stop: stop))
      } catch {
        if case .refused(let refusal) = error { all[request] = .refused(refusal) }
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
