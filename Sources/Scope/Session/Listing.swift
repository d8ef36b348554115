/// What there is that a path may become.
public struct Listing: Sendable, Equatable {
  /// The beginning of a path that was asked for.
  public let path: String
  /// The names in its folder that begin as its last part does, in order; a folder's ends in `/`.
  public let names: [String]
  /// Whether there are more.
  public let isCut: Bool

  /// What was found for the beginning of a path.
  public init(of path: String, names: [String], isCut: Bool = false) {
    (self.path, self.names, self.isCut) = (path, names, isCut)
  }

  /// What of the path stands behind its folder.
  public var lastPart: String {
    path.split(separator: "/", omittingEmptySubsequences: false).last.map(String.init) ?? ""
  }
}

extension Session {
  /// The beginning of a path of which the `:` line wants to know what there is. The program has the disk; here is none.
  public var wantedPath: String? { prompt?.wantedPath }

  /// Takes in what there is; nothing happens where it isn't wanted any more.
  public mutating func receive(_ listing: Listing) { prompt?.take(listing) }
}
