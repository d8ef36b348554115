import Scope

/// What pictures are shown on and keys come from. One at a time, used from one thread.
protocol Surface: AnyObject {
  /// Columns and rows.
  var size: (width: Int, height: Int) { get }
  /// What it can show.
  var look: Look { get }
  /// What poll() calls readable when a key may be waiting.
  var descriptor: Int32 { get }
  /// Brings it to this picture.
  func show(_ canvas: Canvas)
  /// The next key that is waiting, or nil. Never waits for one.
  func nextKey() -> Key?
  /// When there may be a key though the descriptor tells of nothing; nil for never.
  var keyDue: ContinuousClock.Instant? { get }
  /// Where poll() tells that `push` can go on with the picture, while it isn't out; nil if it is.
  var writing: Int32? { get }
  /// Goes on with the picture that isn't out.
  func push()
  /// Takes up a new size.
  func resized()
  /// Forgets what it shows: the next picture is painted whole.
  func redraw()
  /// Gives the terminal back and stops, as Ctrl-Z does; returns when it has been taken again.
  func suspend()
  /// Takes the terminal again after someone else had it.
  func resume()
}
