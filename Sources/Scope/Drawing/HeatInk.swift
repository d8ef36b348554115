/// How one value of a heat map becomes a glyph, where a character holds one value.
struct HeatInk {
  let look: Look

  /// One glyph for one value.
  func glyph(_ role: Role) -> Glyph {
    if let special = special(role) { return special }
    guard let (value, ramp, isNegative) = HeatInk.level(of: role) else { return Glyph(" ", Style(role)) }
    let stops = ramp.indices(on: look).count
    if look.colors > .none && look.unicode { return mixed(value, stops, isNegative, role) }
    return shaded(value, isNegative, role)
  }

  /// What is no number on the scale: a glyph of its own, on a colour of its own.
  func special(_ role: Role) -> Glyph? {
    let mono = look.colors == .none
    switch role {
    case .zero: return Glyph(look.unicode ? "·" : "0", Style(mono ? .zero : .dim, on: mono ? .background : .zero))
    case .nan: return Glyph("?", Style(.onLoud, on: .nan, bold: true))
    case .infinite: return Glyph(look.unicode ? "∞" : "I", Style(.onLoud, on: .infinite, bold: true))
    case .below: return Glyph(" ", Style(.below, on: .below))
    case .pending: return Glyph(look.unicode ? "╌" : "-", Style(.pending))
    default: return nil
    }
  }

  /// Without colours, or in ASCII: shades for a magnitude; a sign below zero takes strokes instead.
  private func shaded(_ value: Double, _ isNegative: Bool, _ role: Role) -> Glyph {
    let signed = if case .signed = role { true } else { false }
    let glyphs: [Unicode.Scalar] =
      switch (look.unicode, signed, isNegative) {
      case (true, _, false): ["░", "▒", "▓", "█"]
      case (true, _, true): ["╴", "=", "≡", "≣"]
      case (false, false, _): [".", ":", ";", "=", "+", "*", "#", "%", "@"]
      case (false, true, false): [".", "+", "*", "#"]
      case (false, true, true): [",", "~", "=", "%"]
      }
    return Glyph(glyphs[HeatInk.step(value, of: glyphs.count)], Style(visible(role)))
  }

  /// With few colours: a shade of the next colour over the last one. The mixture's luminance rises all the way.
  private func mixed(_ value: Double, _ stops: Int, _ isNegative: Bool, _ role: Role) -> Glyph {
    let shades: [Unicode.Scalar] = [" ", "░", "▒", "▓"]
    let last = stops - 1
    // The plain first colour is left to what lies below the scale.
    let step = 1 + HeatInk.step(value, of: last * shades.count)
    let lower = min(step / shades.count, last)
    func stop(_ i: Int) -> Role {
      let v = Double(min(i, last)) / Double(last)
      return switch role {
      case .gate: .gate(v)
      case .signed: .signed(isNegative ? -v : v)
      default: .heat(v)
      }
    }
    return Glyph(shades[step % shades.count], Style(stop(lower + 1), on: stop(lower)))
  }

  /// The ramps begin near the background: as thin ink on it their first colours would not be seen.
  private func visible(_ role: Role) -> Role {
    guard look.colors > .none else { return role }
    let floor = look.theme == .light ? 0.62 : 0.4
    return switch role {
    case .heat(let v): .heat(max(v, floor))
    case .signed(let v): .signed(v < 0 ? min(v, -floor) : max(v, floor))
    case .gate(let v): .gate(max(v, floor))
    default: role
    }
  }

  /// Which of `count` equal steps 0…1 falls into.
  static func step(_ value: Double, of count: Int) -> Int { min(Int(value * Double(count)), count - 1) }

  /// A ramp's value 0…1, and whether it stands for a negative one.
  static func level(of role: Role) -> (value: Double, ramp: ColorRamp, isNegative: Bool)? {
    switch role.normalized {
    case .heat(let v): (v, .heat, false)
    case .gate(let v): (v, .gate, false)
    case .signed(let v): (abs(v), v < 0 ? .negative : .positive, v < 0)
    default: nil
    }
  }
}
