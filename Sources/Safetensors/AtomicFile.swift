#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Writes a file so that it appears whole or not at all: without a name where the system can do that, so that a process
/// that is killed leaves nothing; else under another name in its directory. Then it is moved into place.
package struct AtomicFile {
  private let path: String
  private let descriptor: Int32

  /// Writes what `body` hands to its argument; where anything fails, what was at `path` stays as it was.
  package static func replace(_ path: String, _ body: (AtomicFile) throws -> Void) throws {
    var place = try Place(for: path)
    var isOpen = true
    do {
      if let permissions = place.permissions { fchmod(place.descriptor, permissions) }
      try body(AtomicFile(path: path, descriptor: place.descriptor))
      if place.temporary == nil {
        let own = "/proc/self/fd/\(place.descriptor)"
        place.temporary = try named(in: place.directory, path) {
          linkat(AT_FDCWD, own, AT_FDCWD, $0, AT_SYMLINK_FOLLOW)
        }.1
      }
      isOpen = false
      guard close(place.descriptor) == 0 else { throw FileError.system(path, "can't be written", errno) }
      guard rename(place.temporary!, place.target) == 0 else { throw FileError.system(path, "can't be written", errno) }
    } catch {
      if isOpen { close(place.descriptor) }
      if let temporary = place.temporary { unlink(temporary) }
      throw error
    }
  }

  /// Throws where `replace` would fail for the file's place, before there is anything to write.
  package static func requireWritable(_ path: String) throws {
    let place = try Place(for: path)
    close(place.descriptor)
    if let temporary = place.temporary { unlink(temporary) }
  }

  /// An open file beside the one that it is to replace.
  private struct Place {
    let target: String
    let directory: String
    let permissions: mode_t?
    let descriptor: Int32
    /// Its name; nil as long as it has none.
    var temporary: String?

    init(for path: String) throws {
      target = try resolve(path)
      permissions = try AtomicFile.permissions(of: target, path)
      directory = target.lastIndex(of: "/").map { [target] in String(target[...$0]) } ?? ""
      let nameless = nameless(in: directory)
      if nameless >= 0 {
        descriptor = nameless
      } else {
        (descriptor, temporary) = try named(in: directory, path) {
          open($0, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        }
      }
    }
  }

  /// Appends bytes.
  package func append(_ bytes: UnsafeRawBufferPointer) throws {
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

  /// The file itself: a link stays one, and what it points at is replaced.
  private static func resolve(_ path: String) throws -> String {
    if let resolved = realpath(path, nil) {
      defer { free(resolved) }
      return String(cString: resolved)
    }
    var status = stat()
    guard lstat(path, &status) != 0 || status.st_mode & S_IFMT != S_IFLNK else {
      throw FileError(path, "is a link to nothing", remedy: "make what it points at, or name another file")
    }
    return path
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

  /// A file without a name in a directory; below 0 where the file system has none such.
  private static func nameless(in directory: String) -> Int32 {
    #if os(Linux)
      let temporary: Int32 = 0o20000000 | O_DIRECTORY  // O_TMPFILE, which is too much of a macro for Swift
      return open(directory.isEmpty ? "." : directory, O_WRONLY | temporary | O_CLOEXEC, 0o666)
    #else
      return -1
    #endif
  }

  /// A name that was not there before, as `make` took it: never another's, nor one behind a link that was laid there.
  private static func named(in directory: String, _ path: String, _ make: (String) -> Int32) throws -> (Int32, String) {
    for attempt in 0..<1000 {
      let name = "\(directory).gradflow-\(getpid())-\(attempt).part"
      let result = make(name)
      if result >= 0 { return (result, name) }
      guard errno == EEXIST else { throw FileError.system(path, "can't be written", errno) }
    }
    throw FileError.system(path, "can't be written", EEXIST)
  }
}
