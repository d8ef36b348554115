import Recurrence

/// Files as no program writes them, made of good ones.
struct RandomFiles {
  var random: RandomKeys

  init(seed: UInt64) { random = RandomKeys(seed: seed) }

  /// A safetensors file that is broken somewhere, or is not.
  mutating func broken(_ file: [UInt8]) -> [UInt8] {
    let (header, body) = RandomFiles.parts(file)
    switch random.number(0...8) {
    case 0: return flipped(file, random.number(1...20))
    case 1: return RandomFiles.joined(flipped(header, random.number(1...5)), body)
    case 2: return RandomFiles.joined(header, flipped(body, random.number(1...60)))
    case 3:
      let sizes: [UInt64] = [0, 1, 100_000_000, 100_000_001, 1 << 32, 1 << 63 - 1, 1 << 63, .max]
      let near = UInt64(header.count + random.number(0...3)) &- 1
      return RandomFiles.joined(header, body, length: random.choose(sizes + [near, near]))
    case 4: return Array(file.prefix(random.number(0...file.count - 1)))
    case 5: return file + (0..<random.choose([1, 7, 8, 1000])).map { UInt8(truncatingIfNeeded: $0) }
    case 6: return RandomFiles.joined(edited(header), body)
    default:
      var text = header
      for _ in 0..<random.choose([1, 1, 2, 4]) { text = reworded(text) }
      return RandomFiles.joined(text, body)
    }
  }

  /// A text with bytes in it that are none.
  mutating func broken(text: [UInt8]) -> [UInt8] {
    switch random.number(0...3) {
    case 0: flipped(text, random.number(1...20))
    case 1: Array(text.prefix(random.number(0...40)))
    default: edited(text)
    }
  }

  private static func parts(_ file: [UInt8]) -> (header: [UInt8], body: [UInt8]) {
    let count = file.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    return (Array(file[8..<(8 + count)]), Array(file[(8 + count)...]))
  }

  private static func joined(_ header: [UInt8], _ body: [UInt8], length: UInt64? = nil) -> [UInt8] {
    let count = length ?? UInt64(header.count)
    return (0..<8).map { UInt8(truncatingIfNeeded: count >> (8 * $0)) } + header + body
  }

  private mutating func flipped(_ bytes: [UInt8], _ count: Int) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<count where !bytes.isEmpty { bytes[random.number(0...bytes.count - 1)] ^= 1 << random.number(0...7) }
    return bytes
  }

  /// Something taken out, put in, said twice or put in place of another.
  private mutating func edited(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<random.number(1...4) where !bytes.isEmpty {
      let place = random.number(0...bytes.count - 1)
      let piece = place..<min(bytes.count, place + random.number(1...40))
      switch random.number(0...3) {
      case 0: bytes.removeSubrange(piece)
      case 1: bytes.insert(contentsOf: bytes[piece], at: random.number(0...bytes.count - 1))
      case 2: bytes[place] = UInt8(random.number(0...255))
      default: bytes.insert(contentsOf: random.choose(RandomFiles.pieces), at: place)
      }
    }
    return bytes
  }

  /// A number or a name of the header that is another.
  private mutating func reworded(_ header: [UInt8]) -> [UInt8] {
    let text = String(decoding: header, as: UTF8.self)
    let isNumber = random.number(0...1) == 0
    let places = isNumber ? text.ranges(of: #/\d+(?=[\],])/#) : text.ranges(of: #/"[^"]*"/#)
    guard !places.isEmpty else { return header }
    let word = isNumber ? random.choose(RandomFiles.numbers) : "\"" + random.choose(RandomFiles.names) + "\""
    return Array(text.replacingCharacters(in: random.choose(places), with: word).utf8)
  }

  private static let pieces: [[UInt8]] =
    [
      "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "\\ud800", "null", "-", "e9", "\0", "\u{1B}[31m", "\u{202E}",
      "\u{FEFF}", "\n", String(repeating: "[", count: 1000), String(repeating: "{\"a\":", count: 1000),
      "\"__metadata__\":{\"a\":\"\u{1B}[2J\"},",
      "\"z\":{\"dtype\":\"F32\",\"shape\":[0,9223372036854775807],\"data_offsets\":[0,0]},",
    ].map { Array($0.utf8) } + [[0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xC0, 0xAF]]

  private static let numbers = [
    "0", "1", "2", "3", "4", "9", "-1", "00", "1.5", "1e2", "1e308", "-0", "null", "\"3\"", "[]", "2147483648", "NaN",
    "4611686018427387904", "9223372036854775807", "18446744073709551616", String(repeating: "9", count: 400),
  ]

  private static let names = [
    "F64", "F32", "F16", "BF16", "I64", "U8", "BOOL", "F8_E4M3", "F4", "C64", "f32", "", " ", "\\u0000", "\\ud800",
    "a\\nb", "\\u001b[31m", "\u{202E}", "e\u{301}", "日本", "__metadata__", "shape", "dtype", "data_offsets", "x",
    "target",
    "weight_ih_l0", "weight_hh_l0", "weight_ih_l1", "weight_ih_l99999999999999999999", "weight_ih_l0_reverse",
    "weight_hr_l0", "rnn.weight_ih_l0", "bias_ih_l0", "fc.weight", "fc.bias", "\\u0077eight_ih_l0",
    String(repeating: "x", count: 5000),
  ]
}
