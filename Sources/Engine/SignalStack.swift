#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Memory in which a signal handler can run where a thread's own stack has run out: each thread needs its own.
public enum SignalStack {
  /// Gives the calling thread one, for as long as the process lives.
  public static func install() {
    var stack = stack_t()
    stack.ss_size = 65_536
    stack.ss_sp = UnsafeMutableRawPointer.allocate(byteCount: stack.ss_size, alignment: 16)
    sigaltstack(&stack, nil)
  }
}
