/// Why a setting stays as it is.
public enum Hindrance: Sendable, Equatable {
  /// T is as long as the file's x.
  case lengthOfFile
  /// The file's targets are for a loss there alone.
  case lossOfFile(LossPosition)
  /// T is the longest, or the shortest, that a key goes to.
  case lastByKey(length: Int, isLongest: Bool)
  /// Nothing scales what a gain of 0 has left.
  case gainOfZero
}
