/// What the panel of one timestep of BPTT says beside its equations. Timesteps, layers, units and samples are counted
/// from 1.
public enum SweepCaption: Sendable {
  case title(t: Int, of: Int)
  /// Timesteps a second.
  case playing(Int)
  /// Of which timestep ← is.
  case comesFrom(t: Int)
  case nothingComes
  /// Whose numbers a column holds; the sample where there are several.
  case unit(Int, sample: Int?)
  case allUnits
  case atUnit(Int)

  case direct(Direct)
  case recurrent(String)
  case total(isClipped: Bool)

  case begins
  /// ‖recurrent‖ over ‖∂L/∂h_t‖ of the timestep it comes from.
  case change(Double, from: Int, Trend)
  case changeAlone(Double, from: Int)
  /// ‖∂L/∂h_t‖ over ‖∂L/∂h_T‖.
  case left(Double, t: Int)
  case leftAlone(Double)

  case addingUp
  /// The gradient of which preactivations is added: `δ`, `δh`.
  case adds(String)
  case ofTheWhole(String)
  case soFar(String)
  case soFarOfTheWhole(String, String)
  case forward

  /// What comes straight into ∂L/∂h_t.
  public enum Direct: Sendable {
    case layer(Int)
    case lossAtTimestep
    case lossAtEnd
    case none(t: Int)
  }

  /// How the gradient changes from t+1 to t.
  public enum Trend: Sendable { case shrinks, grows, nothing, notANumber }
}
