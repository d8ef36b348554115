/// The number formats of safetensors that are read here.
enum SafetensorsType: String {
  case f64 = "F64"
  case f32 = "F32"
  case f16 = "F16"
  case bf16 = "BF16"
  case i64 = "I64"
  case i32 = "I32"

  var isInteger: Bool { self == .i64 || self == .i32 }

  /// The bits of a number in every format that the reference knows: a file may hold some that nobody asks
  /// for.
  static let bits = [
    "BOOL": 8, "U8": 8, "I8": 8, "I16": 16, "U16": 16, "I32": 32, "U32": 32, "I64": 64, "U64": 64,
    "F64": 64, "F32": 32, "F16": 16, "BF16": 16, "C64": 64, "F4": 4, "F6_E2M3": 6, "F6_E3M2": 6,
    "F8_E4M3": 8, "F8_E5M2": 8, "F8_E8M0": 8, "F8_E4M3FNUZ": 8, "F8_E5M2FNUZ": 8,
  ]
}

/// A tensor as the JSON header describes it.
struct SafetensorsField: Codable {
  let dtype: String
  let shape: [Int]
  let dataOffsets: [Int]

  enum CodingKeys: String, CodingKey {
    case dtype, shape
    case dataOffsets = "data_offsets"
  }
}

extension Double {
  /// IEEE half precision by its bits, exactly: not every processor that Swift runs on has the type.
  init(half bits: UInt16) {
    let sign = UInt64(bits >> 15) << 63
    let (exponent, fraction) = (UInt64(bits >> 10 & 0x1F), UInt64(bits & 0x3FF))
    switch exponent {
    case 0: self = Double(bitPattern: sign | (Double(fraction) * 0x1p-24).bitPattern)
    case 31: self = Double(bitPattern: sign | 0x7FF << 52 | fraction << 42)
    default: self = Double(bitPattern: sign | (exponent + 1023 - 15) << 52 | fraction << 42)
    }
  }
}
