import Dispatch
import Glibc
import Scope
import Synchronization

/// Finds what a path may become, for Tab. On other threads: a folder may be huge, or on a disk that doesn't answer.
final class FileLister {
  private let shared = Shared()
  private let wake: @Sendable () -> Void

  /// A lister that is asked nothing; `wake` is called from another thread when there is an answer.
  init(wake: @escaping @Sendable () -> Void) { self.wake = wake }

  /// Looks for what begins so, instead of what was asked before; nil asks for nothing.
  func follow(_ path: String?) {
    let isNew = shared.state.withLock { state in
      guard path != state.path else { return false }
      state = (path, nil)
      return path != nil
    }
    guard isNew, let path else { return }
    DispatchQueue.global(qos: .userInitiated).async { [shared, wake] in
      let found = FileLister.list(path) { shared.state.withLock { $0.path == path } }
      shared.state.withLock { if $0.path == path { $0.found = found } }
      wake()
    }
  }

  /// What was found, once.
  func take() -> Listing? { shared.state.withLock { $0.found.take() } }

  /// What there is that begins so, or as many as `most` of it. Names that are no UTF-8 are left out, as nobody could type
  /// them, and hidden ones unless they are asked for.
  static func list(_ path: String, most: Int = 1000, while isWanted: () -> Bool = { true }) -> Listing {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    let beginning = path.dropFirst(folder.count)
    var names: [String] = []
    let home = folder.hasPrefix("~/") ? UserHome.path : nil
    guard let stream = opendir(home.map { $0 + folder.dropFirst() } ?? (folder.isEmpty ? "." : folder)) else {
      return Listing(of: path, names: [])
    }
    defer { closedir(stream) }
    while isWanted(), let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) {
        String(validatingCString: $0.bindMemory(to: CChar.self).baseAddress!)
      }
      guard let name, name.utf8.starts(with: beginning.utf8), name.first != "." || beginning.first == "." else {
        continue
      }
      guard name != ".", name != ".." else { continue }
      if names.count == most { return Listing(of: path, names: names.sorted(), isCut: true) }
      var status = stat()
      let isFolder = fstatat(dirfd(stream), name, &status, 0) == 0 && status.st_mode & S_IFMT == S_IFDIR
      names.append(isFolder ? name + "/" : name)
    }
    return Listing(of: path, names: names.sorted())
  }

  private final class Shared: Sendable {
    let state = Mutex<(path: String?, found: Listing?)>((nil, nil))
  }
}
