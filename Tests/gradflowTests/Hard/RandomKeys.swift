import Recurrence

/// Keys, halves of keys and no keys; none of them ends the program or stops it.
struct RandomKeys {
  private var random: Random

  init(seed: UInt64) { random = Random(seed: seed, purpose: .data) }

  mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

  mutating func choose<T>(_ all: [T]) -> T { all.randomElement(using: &random)! }

  /// Bytes as a terminal would send them, and as none would. If wanted, without the space bar and the click on its place in
  /// the footer, which let things go on by themselves; the `:` line takes = as well.
  mutating func next(keepingPaused: Bool = false) -> [UInt8] {
    while true {
      let bytes = any()
      if !keepingPaused { return bytes }
      if !bytes.starts(with: "\u{1B}[<".utf8) { return bytes.map { $0 == UInt8(ascii: " ") ? UInt8(ascii: "=") : $0 } }
    }
  }

  private mutating func any() -> [UInt8] {
    let letters = Array("nb+=-xXorORmMtTcCaAlLpiIgGfFkKzZsvV.,ew!yYuU12 ?hdDjJ|*&dj[[]]{{}}'N\u{15}\t\t\r\u{7F}\u{1}")
      .map(String.init)
    let sequences = [
      "[A", "[B", "[C", "[D", "OA", "OD", "[1;2C", "[1;2D", "[H", "[F", "[5~", "[6~", "[Z", "[3~", "OP", "[15~", "",
    ]
    let halves = ["[<", "[<0;5", "[M", "[1;", "O", "[", "]0;x", "P+r", "[<" + String(repeating: "9", count: 60)]
    let settings = [
      "cell gru", "cell x", "layers 2", "hidden 7", "hidden 0", "length 1", "length 333", "length -5", "batch 3",
      "task adding", "task file:/dev/zero", "gain nan", "gain 1e308", "theta 5e-324", "init orthogonal", "loss xent",
      "clip bptt-norm", "optimizer adam", "learning-rate 1e308", "seed -1", "len\t 5", "vs cell rnn", "step 3",
      "step 1", "step -1", "step 99999999999999999999", "step",
      "vs --hidden 3 --gain x", "vs", "all theta 0.1", "all", "é日\u{301} 1", "",
    ]
    switch number(0...99) {
    case ..<50: return Array(choose(letters).utf8)
    case ..<70: return Array(("\u{1B}" + choose(sequences)).utf8)
    case ..<78:
      let (x, y) = (number(0...320), number(0...110))
      return Array("\u{1B}[<\(number(0...70));\(x);\(y)\(choose(["M", "m"]))".utf8)
    case ..<88: return Array((":" + choose(settings) + choose(["\r", "\r", "\r", "\u{1B}", ""])).utf8)
    case ..<94: return Array(("\u{1B}" + choose(halves)).utf8)
    // Bytes, but for q, Ctrl-C and Ctrl-Z.
    default: return (0..<number(1...40)).map { _ in UInt8(number(0...255)) }.filter { ![113, 3, 26].contains($0) }
    }
  }
}
