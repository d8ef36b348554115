#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A regular file, open for reading; directories, FIFOs and devices are refused.
package final class RegularFile: Sendable {
  package let path: String
  /// What it was when it was opened.
  package let version: Version
  /// Its bytes then.
  package var count: Int { version.count }
  let descriptor: Int32

  /// What tells a file from the one that was there before: equal where nobody has written to it since.
  package struct Version: Equatable, Sendable {
    let count: Int
    private let file: [UInt64]

    fileprivate init(_ status: stat) {
      count = Int(status.st_size)
      #if canImport(Darwin)
        let changed = status.st_mtimespec
      #else
        let changed = status.st_mtim
      #endif
      file = [
        UInt64(truncatingIfNeeded: status.st_dev), UInt64(status.st_ino), UInt64(bitPattern: Int64(changed.tv_sec)),
        UInt64(changed.tv_nsec),
      ]
    }
  }

  package init(_ path: String) throws {
    // Before it is opened as well: opening a device can set it going.
    var status = stat()
    guard stat(path, &status) == 0 else { throw FileError.system(path, "can't be opened", errno) }
    try RegularFile.require(status, path)
    // Not to wait for a writer, should it have become a FIFO since.
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError.system(path, "can't be opened", errno) }
    do {
      guard fstat(descriptor, &status) == 0 else { throw FileError.system(path, "can't be read", errno) }
      try RegularFile.require(status, path)
    } catch {
      close(descriptor)
      throw error
    }
    (self.path, self.descriptor, version) = (path, descriptor, Version(status))
  }

  deinit { close(descriptor) }

  /// Throws where a file is not a regular one.
  static func require(_ status: stat, _ path: String) throws {
    let kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: ""
      case S_IFDIR: "a directory"
      case S_IFIFO: "a FIFO"
      case S_IFCHR, S_IFBLK: "a device"
      case S_IFSOCK: "a socket"
      default: "something else"
      }
    guard kind.isEmpty else { throw FileError(path, "is \(kind)", remedy: "name a regular file") }
  }

  /// Fills a buffer with the bytes from `offset` on.
  ///
  /// Read, not mapped: a mapping crashes where another program shortens the file.
  package func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws {
    var done = 0
    while done < buffer.count {
      // Darwin refuses more than 2 GiB at a time.
      let size = min(buffer.count - done, 1 << 30)
      let count = pread(descriptor, buffer.baseAddress! + done, size, off_t(offset + done))
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw FileError.system(path, "can't be read", errno) }
      guard count > 0 else {
        throw FileError(
          path, "was shortened while it was read", remedy: "try again once nothing writes to it")
      }
      done += count
    }
  }
}
