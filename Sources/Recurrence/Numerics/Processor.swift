import CKernels
import RecurrentCells
import Kernels

#if arch(x86_64)
  import KernelsAVX2
  import KernelsAVX512
#endif

extension KernelSet {
  /// The builds of the kernels that this processor can run, by the name of what it needs; the widest last.
  static let supported: [(name: String, kernels: KernelSet)] = {
    var sets = [(name: "baseline", kernels: Kernels.kernels)]
    #if arch(x86_64)
      if processor_has_avx2() != 0 { sets.append(("AVX2", KernelsAVX2.kernels)) }
      if processor_has_avx512() != 0 { sets.append(("AVX-512", KernelsAVX512.kernels)) }
    #endif
    return sets
  }()

  /// The one in use.
  static let best = supported.last!.kernels
}
