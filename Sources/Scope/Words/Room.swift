/// How much room there is for a sentence that can be told in fewer words, the most first.
public enum Room: CaseIterable, Sendable { case much, some, little }

extension Look {
  /// The most of a sentence that has so many cells; its fewest words where not even those have.
  public func most(in width: Int, of sentence: (Room) -> String) -> String {
    let told = Room.allCases.map(sentence)
    return told.first { self.width(of: $0) <= width } ?? told[told.count - 1]
  }
}
