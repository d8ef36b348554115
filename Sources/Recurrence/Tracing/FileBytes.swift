#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The bytes of a regular file, mapped: nothing is read, nor memory taken, before it is looked at.
final class FileBytes: @unchecked Sendable {
  let bytes: UnsafeRawBufferPointer

  init(_ path: String) throws {
    let file = try RegularFile(path)
    guard file.count > 0 else {
      bytes = UnsafeRawBufferPointer(start: nil, count: 0)
      return
    }
    let base = withExtendedLifetime(file) {
      mmap(nil, file.count, PROT_READ, MAP_PRIVATE, file.descriptor, 0)
    }
    guard let base, base != MAP_FAILED else { throw FileError.system(path, "can't be read", errno) }
    bytes = UnsafeRawBufferPointer(start: base, count: file.count)
  }

  deinit {
    if let base = bytes.baseAddress { munmap(UnsafeMutableRawPointer(mutating: base), bytes.count) }
  }
}
