#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Sends on what was printed.
func flushOutput() { fflush(nil) }
