#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How much memory the process may come to use.
struct AvailableMemory {
  /// The bytes.
  let bytes: Int
  /// What sets that bound, after "half of": `this machine's`.
  let bound: String

  /// The least of what the machine has, its control groups allow, and `ulimit` allows beyond what is in use before the
  /// first trace.
  static var now: AvailableMemory {
    var all = [AvailableMemory(bytes: physical, bound: "this machine's")]
    if let groups = text(of: "/proc/self/cgroup"), let bytes = ControlGroups.memoryLimit(groups, read: text) {
      all.append(AvailableMemory(bytes: bytes, bound: "what its control group allows"))
    }
    if let limit = limit(RLIMIT_AS) {
      all.append(AvailableMemory(bytes: max(0, limit - inUse.space), bound: "what ulimit -v allows"))
    }
    if let limit = limit(RLIMIT_DATA) {
      all.append(AvailableMemory(bytes: max(0, limit - inUse.data), bound: "what ulimit -d allows"))
    }
    return all.min { $0.bytes < $1.bytes }!
  }

  static var physical: Int {
    let (pages, size) = (sysconf(Int32(_SC_PHYS_PAGES)), sysconf(Int32(_SC_PAGESIZE)))
    return pages > 0 && size > 0 ? pages * size : 4 << 30
  }

  /// The bytes of address space, and of data, when it was first asked for.
  private static let inUse: (space: Int, data: Int) = {
    let pages = text(of: "/proc/self/statm")?.split { !$0.isNumber }.compactMap { Int($0) } ?? []
    let size = sysconf(Int32(_SC_PAGESIZE))
    return pages.count > 5 ? (pages[0] * size, pages[5] * size) : (0, 0)
  }()

  #if canImport(Glibc)
    private typealias Resource = __rlimit_resource
    private static func resource(_ resource: Resource) -> __rlimit_resource_t { .init(resource.rawValue) }
  #else
    private typealias Resource = Int32
    private static func resource(_ resource: Resource) -> Int32 { resource }
  #endif

  /// A limit that was set; nil where there is none.
  private static func limit(_ which: Resource) -> Int? {
    var limit = rlimit()
    guard getrlimit(resource(which), &limit) == 0 else { return nil }
    return Int(exactly: limit.rlim_cur)
  }

  /// The first kilobytes of a file; nil where it can't be read.
  private static func text(of path: String) -> String? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = read(file, &bytes, bytes.count)
    return count > 0 ? String(decoding: bytes[..<count], as: UTF8.self) : nil
  }
}
