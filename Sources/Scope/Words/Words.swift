import Engine
import Recurrence

/// What a language has to say: of the engine's figures and cases, and of what was done.
///
/// A language is one type that conforms, in a folder beside `English`; `Language` chooses it.
public protocol Words: Sendable {
  /// `vanishing: ×0.71 per step back, below 1e-6 of its last value at t ≤ 59`
  func line(_ verdict: Verdict, _ room: Room) -> String
  /// `c_l0 is NaN at t = 17, unit 3, in training step 42`
  func line(_ divergence: Divergence) -> String
  /// The verdict on a step after it.
  func diverged(_ divergence: Divergence, _ room: Room) -> String
  /// That training stands at its first NaN or Inf, and what helps; where the run is remembered, how to go back.
  func standsAtNaN(isRemembered: Bool) -> String
  /// A sentence.
  func line(_ statement: Explanation.Statement) -> String
  /// Why a suggestion should help.
  func line(_ reason: Explanation.Reason) -> String
  /// What it did on this step.
  func line(_ outcome: Explanation.Outcome) -> String
  /// That there is nothing to mend, or that nothing that was tried helps.
  func nothingToTry(isWell: Bool) -> String
  /// Why an analysis can't be made, and the remedy.
  func line(_ refusal: Refusal) -> String
  /// `passed: 72 of 72 components agree, 70 of them resolved, largest relative error 3.1e-10`
  func line(_ check: GradientCheck) -> String
  /// `largest relative error 3.1e-10`
  func accuracy(_ part: GradientCheck.Part) -> String
  /// `dh_l0 at t = 17`
  func title(_ part: GradientCheck.Part) -> String
  /// `the weights stay`
  func weights(_ start: WeightsStart) -> String
  /// `by value, at the update`
  func title(_ mode: Clipping.Mode) -> String
  /// `10 steps/s`
  func title(_ speed: Speed) -> String
  /// `1.2 of 10 steps/s`
  func title(_ speed: Speed, reached: Double) -> String
  /// A setting in a few words, with its value: `forget bias 2`.
  func brief(_ setting: Setting, _ experiment: Experiment) -> String
  /// Why a setting stays as it is, and the remedy.
  func line(_ hindrance: Hindrance) -> String
  /// What was done, or why nothing was.
  func line(_ remark: Remark) -> String
  /// What stands in a view in place of a picture, or beside it.
  func line(_ note: Note) -> String
  /// A word for the footer.
  func label(_ meaning: Hint.Meaning) -> String
  /// A line for the help.
  func help(_ action: Action) -> String
  /// Where the help lists keys.
  func title(_ group: Binding.Group) -> String
  /// The head of the table of keys as Markdown.
  var keyTableHead: String { get }
  /// What the picture means, in plain words.
  func picture(hasManyLosses: Bool) -> (heading: String, text: [String])
  /// Over the keys of the mode that help was asked for in.
  func here(_ mode: Mode) -> String
  /// What can be typed behind `:` besides a setting.
  var typed: (heading: String, lines: [(line: String, meaning: String)]) { get }
  /// What else is on the screen.
  var glossary: (heading: String, terms: [(term: String, meaning: String)]) { get }
  /// What a view is called, and what its labels say.
  func title(_ caption: Caption) -> String
  /// What the panel of one timestep of BPTT says.
  func title(_ caption: SweepCaption) -> String
  /// A gate's caption, the longest first: what has room is drawn.
  func captions(_ plane: Plane) -> [String]
  /// `forget gate`
  func title(_ plane: Plane) -> String
  /// `Wh_f`; into a state by its name.
  func title(_ route: Routes.Kind, into state: String) -> String
}

extension Words {
  /// A verdict in as many words as there are.
  public func line(_ verdict: Verdict) -> String { line(verdict, .much) }
}

/// The language of the program: the one place that names it.
public enum Language {
  /// Its words.
  public static let words: any Words = English()
}
