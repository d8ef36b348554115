/// The control groups of Linux that a process is in.
enum ControlGroups {
  /// The bytes that they allow: the least of the process's own group and those above it, nil where none has a limit.
  ///
  /// `groups` is the text of /proc/self/cgroup; `read` yields a file's text, nil where there is none.
  static func memoryLimit(_ groups: String, read: (String) -> String?) -> Int? {
    var limits: [Int] = []
    for line in groups.split(separator: "\n") {
      // hierarchy:controllers:path, the controllers of version 2 empty
      let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3, parts[1].isEmpty || parts[1].split(separator: ",").contains("memory") else { continue }
      let (root, file) =
        parts[1].isEmpty ? ("/sys/fs/cgroup", "memory.max") : ("/sys/fs/cgroup/memory", "memory.limit_in_bytes")
      var path = parts[2]
      while true {
        // `max` where there is none.
        if let text = read("\(root)\(path)/\(file)"), let bytes = Int(text.prefix { $0.isNumber }) {
          limits.append(bytes)
        }
        guard let slash = path.lastIndex(of: "/") else { break }
        path = path[..<slash]
      }
    }
    return limits.min()
  }
}
