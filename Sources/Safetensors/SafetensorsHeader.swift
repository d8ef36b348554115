#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// Where a tensor lies, as the header says; the sizes have been checked against the file.
struct SafetensorsEntry {
  let typeName: String
  let shape: [Int]
  let range: Range<Int>  // of the data
}

/// The JSON header of a safetensors file, read with mistrust.
struct SafetensorsHeader {
  private(set) var entries: [String: SafetensorsEntry] = [:]
  let metadata: [String: String]

  /// Room for 50,000 tensors with long names. The reference implementation's limit of 100 MB would be seconds of JSON.
  static let largest = 1 << 24
  private static let mostAxes = 8

  /// The header's bytes, and how many bytes of data follow it.
  init(_ bytes: UnsafeRawBufferPointer, dataCount: Int, path: String) throws {
    try HeaderScan.check(bytes, path: path)
    let fields: Fields
    do {
      fields = try JSONDecoder().decode(Fields.self, from: Data(bytes))
    } catch let error as DecodingError {
      throw SafetensorsHeader.explain(error, path)
    }
    metadata = fields.metadata
    for (name, field) in fields.tensors {
      entries[name] = try SafetensorsHeader.check(name, field, dataCount: dataCount, path: path)
    }
    try checkLayout(dataCount: dataCount, path: path)
  }

  private static func check(_ name: String, _ field: SafetensorsField, dataCount: Int, path: String) throws
    -> SafetensorsEntry
  {
    func refuse(_ problem: String, remedy: String = HeaderScan.saveAgain) -> FileError {
      FileError(path, "tensor \"\(name.printable())\" \(problem)", remedy: remedy)
    }
    guard let bits = SafetensorsType.bits[field.dtype] else {
      throw refuse(
        "is of unknown type \"\(field.dtype.printable(12))\"", remedy: "save it as F64, F32, F16 or BF16")
    }
    guard field.dataOffsets.count == 2 else {
      throw refuse("has \(field.dataOffsets.count) data_offsets where 2 belong")
    }
    let (from, to) = (field.dataOffsets[0], field.dataOffsets[1])
    guard from >= 0, from <= to else { throw refuse("has impossible data_offsets [\(from), \(to)]") }
    guard to <= dataCount else {
      throw FileError(
        path,
        "tensor \"\(name.printable())\" ends at byte \(to) of the data, but the file has only \(dataCount)",
        remedy: "copy or save it again")
    }
    guard field.shape.count <= mostAxes else {
      throw refuse("has \(field.shape.count) axes", remedy: "at most \(mostAxes) are supported")
    }
    var size = bits
    for extent in field.shape {
      let (product, overflow) = size.multipliedReportingOverflow(by: extent)
      guard extent >= 0, !overflow else { throw refuse("has the impossible shape \(field.shape)") }
      size = product
    }
    guard size % 8 == 0, size / 8 == to - from else {
      throw refuse(
        "of shape \(field.shape) and type \(field.dtype) takes \((size + 7) / 8) bytes, but has \(to - from)")
    }
    return SafetensorsEntry(typeName: field.dtype, shape: field.shape, range: from..<to)
  }

  /// Every byte of the data must belong to exactly one tensor.
  private func checkLayout(dataCount: Int, path: String) throws {
    let sorted = entries.sorted {
      ($0.value.range.lowerBound, $0.value.range.upperBound, $0.key)
        < ($1.value.range.lowerBound, $1.value.range.upperBound, $1.key)
    }
    var (end, last) = (0, "")
    for (name, entry) in sorted {
      let start = entry.range.lowerBound
      guard start >= end else {
        throw FileError(
          path, "tensors \"\(last.printable())\" and \"\(name.printable())\" overlap",
          remedy: HeaderScan.saveAgain)
      }
      guard start == end else {
        throw FileError(
          path, "bytes \(end) to \(start) of its data, before tensor \"\(name.printable())\", belong to none",
          remedy: HeaderScan.saveAgain)
      }
      (end, last) = (entry.range.upperBound, name)
    }
    guard end == dataCount else {
      throw FileError(
        path, "has \(dataCount - end) bytes after its last tensor", remedy: "copy or save it again")
    }
  }

  /// Which tensor's description is wrong, and what about it.
  private static func explain(_ error: DecodingError, _ path: String) -> FileError {
    let (context, missing): (DecodingError.Context, String?) =
      switch error {
      case .keyNotFound(let key, let context): (context, key.stringValue)
      case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
        (context, nil)
      @unknown default: (.init(codingPath: [], debugDescription: ""), nil)
      }
    let names = context.codingPath.map(\.stringValue)
    let problem =
      switch (names.first, missing) {
      case (nil, _): "its header is not the JSON of a safetensors file"
      case ("__metadata__", _): "its __metadata__ must hold nothing but texts"
      case (let name?, let field?): "tensor \"\(name.printable())\" lacks its \(field)"
      case (let name?, nil) where names.count > 1:
        "tensor \"\(name.printable())\" has an impossible \(names[1].printable(20))"
      case (let name?, nil): "tensor \"\(name.printable())\" is not described by an object"
      }
    return FileError(path, problem, remedy: HeaderScan.saveAgain)
  }

  private struct Fields: Decodable {
    var tensors: [String: SafetensorsField] = [:]
    var metadata: [String: String] = [:]

    struct Name: CodingKey {
      let stringValue: String
      init?(stringValue: String) { self.stringValue = stringValue }
      var intValue: Int? { nil }
      init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: Name.self)
      for key in container.allKeys {
        if key.stringValue == "__metadata__" {
          metadata = try container.decode([String: String].self, forKey: key)
        } else {
          tensors[key.stringValue] = try container.decode(SafetensorsField.self, forKey: key)
        }
      }
    }
  }
}
