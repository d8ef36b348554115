/// The analyses of a trace as named tensors, for its file; docs/trace-files.md lists the names.
///
/// Made on demand: the Jacobians alone cost T singular value and eigenvalue problems per layer.
public enum AnalysisTensors {
  /// Every analysis of every layer, the Jacobians for `sample` of the batch; nil where `stop` ended the work early.
  /// `progress` hears the share done.
  public static func all(
    _ trace: Trace, sample: Int = 0, stop: StopSignal = .never, progress: (Double) -> Void = { _ in }
  ) -> [(name: String, tensor: Tensor)]? {
    var tensors: [(name: String, tensor: Tensor)] = []
    let layers = trace.shape.layers
    for layer in 0..<layers {
      // The Jacobians, the costly part, are done in quarters beside the flow.
      var quarter = 0
      let report: (Double) -> Void = { progress((Double(layer) + (Double(quarter) + $0) / 4) / Double(layers)) }
      tensors += routes(trace, layer)
      tensors += contributions(trace, layer)
      tensors += FloatFormat.all.map { ("fate_\($0.name)_l\(layer)", fates(trace.layers[layer].dh, $0)) }
      guard let flow = FlowTriangle(trace, layer: layer, stop: stop, progress: report) else { return nil }
      tensors += [
        ("flow_l\(layer)", flow.norms), ("flow_sources_l\(layer)", vector(flow.sources.map(Double.init))),
      ]
      quarter = 1
      guard let spectra = JacobianSpectra(trace, layer: layer, sample: sample, stop: stop, progress: report) else {
        return nil
      }
      let sigma = spectra.singularValues
      tensors += [
        ("jacobian_sigma_l\(layer)", Tensor(shape: [sigma.count, sigma[0].count], values: sigma.flatMap { $0 })),
        ("jacobian_radius_l\(layer)", vector(spectra.spectralRadii)),
      ]
      quarter = 2
      guard let product = JacobianProduct(trace, layer: layer, sample: sample, stop: stop, progress: report) else {
        return nil
      }
      tensors += [
        ("jacobian_log10_product_l\(layer)", vector(product.norms)),
        ("jacobian_log10_bound_l\(layer)", vector(product.bounds)),
      ]
      quarter = 3
      guard let exponents = LyapunovExponents(trace, layer: layer, sample: sample, stop: stop, progress: report)
      else { return nil }
      tensors.append(("lyapunov_l\(layer)", vector(exponents.values)))
    }
    return tensors
  }

  private static func routes(_ trace: Trace, _ layer: Int) -> [(name: String, tensor: Tensor)] {
    Routes(trace, layer: layer).states.flatMap(\.routes).flatMap { route in
      [
        ("route_\(route.key)_l\(layer)", vector(route.norms)),
        ("route_share_\(route.key)_l\(layer)", vector(route.shares)),
      ]
    }
  }

  private static func contributions(_ trace: Trace, _ layer: Int) -> [(name: String, tensor: Tensor)] {
    let parts = WeightContributions(trace, layer: layer).parts
    let names = ["weight_ih_l\(layer)", "weight_hh_l\(layer)"]
    return parts.map { ("contribution_\($0.gate).\($0.tensor)", vector($0.norms)) }
      + names.map { name in
        ("cancellation.\(name)", vector(parts.filter { $0.tensor == name }.map(\.cancellation)))
      }
  }

  /// What the format makes of each element: 0 kept, 1 subnormal, 2 made zero, 3 made ±Inf, 4 zero, NaN or Inf already.
  private static func fates(_ tensor: Tensor, _ format: FloatFormat) -> Tensor {
    let codes = PrecisionLens(tensor, format).fates.map { fate -> Double in
      switch fate {
      case .normal: 0.0
      case .subnormal: 1
      case .flushed: 2
      case .overflowed: 3
      case .zero, .notFinite: 4
      }
    }
    return Tensor(shape: tensor.shape, values: codes)
  }

  /// Truncated BPTT over `window` timesteps: its ∂L/∂h_t and ∂L/∂W.
  public static func truncated(_ trace: Trace, window: Int) -> [(name: String, tensor: Tensor)] {
    guard let truncation = Truncation(trace, window: window) else { return [] }
    return truncation.trace.layers.enumerated().map { ("truncated_dh_l\($0.offset)", $0.element.dh) }
      + truncation.trace.gradients.entries.map { ("truncated_grad.\($0.name)", $0.tensor) }
  }

  private static func vector(_ values: [Double]) -> Tensor { Tensor(shape: [values.count], values: values) }
}
