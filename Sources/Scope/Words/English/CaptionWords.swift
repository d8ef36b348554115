import Engine
import Recurrence

extension English {
  /// What a view is called, and what its labels say.
  public func title(_ caption: Caption) -> String {
    switch caption {
    case .loss(let loss): "loss \(loss.scientific(2))"
    case .step(let step): "step \(step)"
    case .paused: "paused"
    case .past(let step, let count, let isEarlier):
      "step \(grouped(step)) of \(grouped(count)), looking back" + (isEarlier ? " before the last start" : "")
    case .seeking(let step, let share): "to step \(grouped(step)): \(percent(share))"
    case .layer(let layer, let count): "layer \(layer)/\(count)"
    case .notOf(let file): "random, not \(file)"

    case .heat(let over, let window):
      "∂L/∂h_t\(over.isEmpty ? " total" : over): "
        + (window.map { "t \($0.lowerBound)…\($0.upperBound)" } ?? "time") + " → units ↓"
    case .value(let value, let t, let unit): "t=\(t) unit \(unit): \(value.scientific(2))"
    case .norms(let over): "‖∂L/∂h_t‖\(over) in decades"
    case .waterfall(let over): "waterfall: ‖∂L/∂h_t‖\(over) of each training step"
    case .stepsPerRow(let steps): steps > 1 ? "\(steps) steps a row, newest below" : "newest below"
    case .belowScale: "below"
    case .unit(let reference): " of ‖∂L/∂h_T‖ \(reference.scientific())"
    case .middle(let magnitude): "±\(magnitude) at the middle"

    case .gates(let names): "gates " + names.joined(separator: " ")
    case .hiddenState: "hidden state h"
    case .shut: "0 shut"
    case .open: "1 open"
    case .mean(let name, let t, let mean): "t=\(t) mean \(name) \(mean.fixed(2))"

    case .trainingPanel: "training: loss, ‖∂L/∂W‖, θ"
    case .lossLine: "loss"
    case .afterClipping(let norm): "after \(norm.short())"
    case .steps(let steps): "steps \(steps.lowerBound)…\(steps.upperBound)"
    case .noClipping: "clipping off"
    case .threshold(let theta, let mode): "θ \(theta.short()) \(title(mode))"

    case .routes: "routes into ∂L/∂h_t: who carries the gradient"
    case .shares(let t): "shares at t=\(t)"
    case .reach: "reach: Jacobians ∂s_t/∂s_(t−1)"
    case .singularValues(let values, let count, let exponents):
      " σ of \(count): " + values.map { $0.short(2) }.joined(separator: " … ") + "   λ "
        + exponents.map { $0.fixed(2) }.joined(separator: " ")
    case .flow: "flow: ‖∂L_s/∂h_t‖, t → s ↓"
    case .teacher(let source, let t, let norm): "h_\(t) most from L_\(source): \(norm.scientific())"
    case .contributions: "∂L/∂Wh: what each t adds, in decades"
    case .leftOfRecurrent(let gate, let share): "\(gate) \(left(share)) left"
    case .leftOfInputs(let gates, let room):
      (room == .much ? " left: what doesn't cancel over t; of ∂L/∂Wx " : " of ∂L/∂Wx left: ")
        + gates.map { "\($0.gate) \(left($0.share))" }.joined(separator: "  ")
    case .whatIf(let changes):
      "what if: " + (changes.isEmpty ? "nothing changed yet (m t a f g)" : changes.joined(separator: ", "))
    case .whatIfLine: "what if"
    case .lossChange(let old, let new): "loss \(old.scientific()) → \(new.scientific())"

    case .network(let name, let settings): ([name] + settings).joined(separator: " · ")
    case .factor(let verdict): factor(of: verdict)
    case .parameters(let count, let isShort): isShort ? "\(count) par" : "\(count) parameters"
    case .cost(let seconds): seconds < 0.001 ? "\((seconds * 1e6).fixed(0)) µs" : "\((seconds * 1e3).short()) ms"
    case .clippedSteps(let share, let isShort): isShort ? "clip \(percent(share))" : "\(percent(share)) clipped"
    case .comparability(.sameWeights, let isShort): isShort ? "same weights" : "same data, same weights"
    case .comparability(.ownWeights, let isShort): isShort ? "own weights" : "same data, own weights"
    case .comparability(.otherStep(let step), let isShort): isShort ? "of step \(step)" : "a picture of step \(step)"
    case .comparability(.none(let settings), let isShort):
      (isShort ? "other " : "not comparable: another ") + settings.map(\.name).joined(separator: ", ")
    case .difference(let name, let over, let isByUnit):
      "\(isByUnit ? "∂L/∂h_t" : "‖∂L/∂h_t‖") of \(name) over \(over)'s, in decades"
    case .smaller(let decades): "×1e-\(decades)"
    case .larger(let decades): "×1e+\(decades)"
    case .losses: "training: loss"
    case .allSettings: "settings of all"

    case .helpPage: "help"
    case .explanationPage: "why"
    case .atStep(let step): "training step \(step)"
    case .checkPage: "check: BPTT against finite differences"
    case .checked(let part):
      "\(part.isPassed ? "ok  " : "FAIL")  \(title(part)): \(part.resolved) of \(part.components.count) resolved, "
        + accuracy(part)
    case .lines(let lines, let count): "lines \(lines.lowerBound)–\(lines.upperBound) of \(count)"
    case .more(let above, let below): (above ? "↑" : "") + (below ? "↓" : "") + " more"
    case .whatToTry: "What to try"
    }
  }

  /// A gate's caption, the longest first: what has room is drawn.
  public func captions(_ plane: Plane) -> [String] {
    let title = title(plane)
    guard let statistics = plane.statistics, plane.kind == .logistic else {
      return ["\(title)  largest \(plane.largest.short(2))", title]
    }
    let mean = "\(title)  mean \(statistics.mean.fixed(2))"
    return [
      "\(mean)  saturated: \(percent(statistics.closed)) < .05, \(percent(statistics.open)) > .95", mean,
    ]
  }

  /// `1,200`
  func grouped(_ number: Int) -> String {
    var (groups, rest) = ([String](), String(number))
    while rest.count > 3 {
      groups.insert(String(rest.suffix(3)), at: 0)
      rest.removeLast(3)
    }
    return ([rest] + groups).joined(separator: ",")
  }

  /// The share of a sum that doesn't cancel.
  private func left(_ share: Double) -> String { share.isNaN ? "–" : percent(share) }
}
