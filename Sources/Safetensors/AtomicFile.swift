#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Writes a file so that it appears whole or not at all: under another name in its directory, then moved into
/// place.
struct AtomicFile {
  private let path: String
  private let descriptor: Int32

  /// Writes what `body` hands to its argument; where anything fails, what was at `path` stays as it was.
  static func replace(_ path: String, _ body: (AtomicFile) throws -> Void) throws {
    // A link stays one: what it points at is replaced.
    let target = resolve(path)
    let permissions = try permissions(of: target, path)
    let (descriptor, temporary) = try create(beside: target, path)
    var isOpen = true
    do {
      if let permissions { fchmod(descriptor, permissions) }
      try body(AtomicFile(path: path, descriptor: descriptor))
      isOpen = false
      guard close(descriptor) == 0 else { throw FileError.system(path, "can't be written", errno) }
      guard rename(temporary, target) == 0 else { throw FileError.system(path, "can't be written", errno) }
    } catch {
      if isOpen { close(descriptor) }
      unlink(temporary)
      throw error
    }
  }

  /// Appends bytes.
  func append(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      // Darwin refuses more than 2 GiB at a time.
      let part = UnsafeRawBufferPointer(rebasing: rest.prefix(1 << 30))
      let count = write(descriptor, part.baseAddress!, part.count)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw FileError.system(path, "can't be written", errno) }
      rest = rest.dropFirst(count)
    }
  }

  private static func resolve(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// The permissions of the file that is to be replaced; nil where there is none.
  private static func permissions(of target: String, _ path: String) throws -> mode_t? {
    var status = stat()
    guard stat(target, &status) == 0 else { return nil }
    // Else the move would put a file in the place of /dev/null.
    try RegularFile.require(status, path)
    guard access(target, W_OK) == 0 else { throw FileError.system(path, "can't be written", errno) }
    return status.st_mode & 0o777
  }

  /// A new file, which was not there before: never another's, nor one behind a link that was laid there.
  private static func create(beside target: String, _ path: String) throws -> (Int32, String) {
    let directory = target.lastIndex(of: "/").map { String(target[...$0]) } ?? ""
    for attempt in 0..<1000 {
      let temporary = "\(directory).gradflow-\(getpid())-\(attempt).part"
      let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      if descriptor >= 0 { return (descriptor, temporary) }
      guard errno == EEXIST else { throw FileError.system(path, "can't be written", errno) }
    }
    throw FileError.system(path, "can't be written", EEXIST)
  }
}
