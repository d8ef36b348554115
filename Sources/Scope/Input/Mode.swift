/// What the keys are about, and what stands on the screen. What holds in each is in `Modes`, a file each.
public enum Mode: String, CaseIterable, Hashable, Sendable {
  /// Training, and looking at it: where every other mode comes back to.
  case exploring
  /// The backward sweep stands still at the cursor.
  case bptt
  /// Settings are tried on the step on show.
  case whatIf
  /// The page of all keys.
  case help
  /// The page that says why the gradient does what it does.
  case explanation
  /// The page of the gradients' check against finite differences.
  case check
}
