import Engine
import Recurrence

/// What a language has to say: of the engine's figures and cases, and of what was done.
///
/// A language is one type that conforms, in a folder beside `English`; `Language` chooses it.
public protocol Words: Sendable {
  /// `vanishing: ×0.71 per step back, below 1e-6 of its last value at t ≤ 59`
  func line(_ verdict: Verdict) -> String
  /// `c_l0 is NaN at t = 17, unit 3, in training step 42`
  func line(_ divergence: Divergence) -> String
  /// The verdict on a step after it.
  func diverged(_ divergence: Divergence) -> String
  /// That training stands at its first NaN or Inf, and what helps.
  var standsAtNaN: String { get }
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
  /// What was done, or why nothing was.
  func line(_ remark: Remark) -> String
  /// What stands in a view in place of a picture, or beside it.
  func line(_ note: Note) -> String
  /// `forget gate`
  func title(_ plane: Plane) -> String
  /// `Wh_f`; into a state by its name.
  func title(_ route: Routes.Kind, into state: String) -> String
}

/// The language of the program: the one place that names it.
public enum Language {
  /// Its words.
  public static let words: any Words = English()
}
