extension KeyBindings {
  /// The table as Markdown, for the README.
  public static func markdown(in words: any Words) -> String {
    let rows = all.map { "| `\($0.keyText)` | \(words.help($0.action)) |" }
    return ([words.keyTableHead, "|---|---|"] + rows).joined(separator: "\n")
  }
}
