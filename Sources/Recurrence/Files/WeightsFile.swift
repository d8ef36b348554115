import Safetensors

/// Weights saved from PyTorch under their `state_dict` names, with whatever prefixes.
public struct WeightsFile: Sendable {
  /// The cell that they belong to.
  public let cell: CellKind
  /// Their sizes.
  public let layers: Int
  /// I.
  public let inputs: Int
  /// H.
  public let hidden: Int
  /// O.
  public let outputs: Int
  /// The values.
  public let parameters: Parameters
  /// The file's name without its folders.
  public let name: String
  /// Tensors of the file that no part of the network takes, sorted.
  public let unused: [String]

  /// Reads weights; `cell` settles which cell they are for where neither prefix nor shape does. Throws a `FileError` with
  /// the remedy where the file holds no network of the kinds that are known, or more than one.
  public init(reading path: String, cell wanted: CellKind? = nil) throws {
    let file = try SafetensorsFile(reading: path)
    let names = try RecurrentNames(file)
    let (rows, inputs) = try file.matrix(names.prefix + "weight_ih_l0")
    let (recurrentRows, hidden) = try file.matrix(names.prefix + "weight_hh_l0")
    guard recurrentRows == rows else {
      throw FileError(path, "weight_hh_l0 has \(recurrentRows) rows, but weight_ih_l0 has \(rows)")
    }
    guard hidden > 0, inputs > 0, rows % hidden == 0 else {
      throw FileError(path, "weight_hh_l0 has \(hidden) columns, which do not divide the \(rows) rows of weight_ih_l0")
    }
    cell = try names.cell(gates: rows / hidden, wanted, path)
    let readout = try ReadoutNames(file, hidden: hidden, recurrent: names.prefix)
    outputs = readout.outputs
    (self.inputs, self.hidden, layers) = (inputs, hidden, names.layers)
    name = path.split(separator: "/").last.map(String.init) ?? path
    let layout = ParameterLayout(
      Shape(
        cell: cell, layers: names.layers, inputs: inputs, hidden: hidden, outputs: outputs, length: 1, batch: 1,
        lossAt: .last))
    let keys = layout.names.map { name in
      name.hasPrefix("fc.") ? readout.prefix + name.dropFirst(3) : names.prefix + name
    }
    // Before memory is taken for it: a file may claim any size and hold nothing.
    try WeightsFile.requirePossible(inputs: inputs, hidden: hidden, outputs: outputs, path)
    for (key, region) in zip(keys, layout.regions) {
      guard let shape = file.shape(of: key) else {
        // Saved with bias=False: zero.
        if region.shape.count == 1 { continue }
        throw FileError(path, "has no tensor \"\(key.printable())\"")
      }
      guard shape == region.shape else {
        throw FileError(path, "\"\(key.printable())\" has shape \(shape) where \(region.shape) belongs")
      }
      try file.requireDoubles(key)
    }
    parameters = Parameters(layout, Tensor(shape: [layout.count]))
    unused = file.networkNames.filter { !keys.contains($0) }
    try WeightsFile.requireLast(readout, hidden: hidden, unused: unused, in: file)
    try readout.requireTold(in: file, hidden: hidden)
    for (key, tensor) in zip(keys, parameters.entries.map(\.tensor)) {
      if let shape = file.shape(of: key) { tensor.copy(from: Tensor(shape: shape, values: try file.doubles(key))) }
    }
  }

  /// Throws where the sizes are beyond what a network can have.
  private static func requirePossible(inputs: Int, hidden: Int, outputs: Int, _ path: String) throws {
    var experiment = Experiment()
    (experiment.inputs, experiment.hidden, experiment.outputs) = (inputs, hidden, outputs)
    do { try experiment.validate() } catch { throw FileError(path, "\(error)") }
  }

  /// Throws where another matrix of the file takes what the readout gives: then it is no readout.
  private static func requireLast(_ readout: ReadoutNames, hidden: Int, unused: [String], in file: SafetensorsFile)
    throws
  {
    for name in unused {
      guard let shape = file.shape(of: name), shape.count == 2 else { continue }
      // A square one may be joined to h before the next takes both, as in attention.
      let follows = shape[1] == readout.outputs || (readout.outputs == hidden && shape[1] % hidden == 0)
      guard !follows else {
        throw FileError(
          file.path,
          "\"\((readout.prefix + "weight").printable(30))\" seems to feed \"\(name.printable(30))\": only a single linear "
            + "layer is read as the readout", remedy: "save the recurrent module with one nn.Linear")
      }
    }
  }

  /// Makes an experiment's network that of the weights.
  public func configure(_ experiment: inout Experiment) {
    experiment.cell = cell
    experiment.layers = layers
    experiment.inputs = inputs
    experiment.hidden = hidden
    experiment.outputs = outputs
  }
}

/// The recurrent module's names within a file.
private struct RecurrentNames {
  let prefix: String
  let layers: Int

  init(_ file: SafetensorsFile) throws {
    let names = file.networkNames
    if let name = names.first(where: { $0.contains("weight_") && $0.hasSuffix("_reverse") }) {
      throw FileError(
        file.path, "\"\(name.printable())\" is of a bidirectional network; only forward ones are supported")
    }
    if let name = names.first(where: { $0.contains("weight_hr_l") }) {
      throw FileError(
        file.path, "\"\(name.printable())\" is of an LSTM with projections (proj_size), which is not supported")
    }
    let suffix = "weight_ih_l0"
    let prefixes = names.filter { $0.hasSuffix(suffix) }.map { String($0.dropLast(suffix.count)) }
    guard let prefix = prefixes.first else {
      throw FileError(
        file.path, "has no weight_ih_l0: save the state_dict of a model with an nn.RNN, nn.GRU or nn.LSTM")
    }
    guard prefixes.count == 1 else {
      let list = prefixes.map { "\"\($0.printable(30))\"" }.joined(separator: ", ")
      throw FileError(file.path, "holds several recurrent modules (\(list)); save one of them with its readout")
    }
    let numbers = names.compactMap { name in
      name.hasPrefix(prefix + "weight_ih_l") ? Int(name.dropFirst(prefix.count + "weight_ih_l".count)) : nil
    }
    let layers = numbers.count
    guard Set(numbers) == Set(0..<layers), layers <= 4 else {
      throw FileError(file.path, "has layers \(numbers.sorted()); 1 to 4 without a gap are supported")
    }
    (self.prefix, self.layers) = (prefix, layers)
  }

  func cell(gates: Int, _ wanted: CellKind?, _ path: String) throws -> CellKind {
    let module = prefix.split(separator: ".").last.map(String.init) ?? ""
    let fitting = Cells.all.filter { $0.gates.count == gates }
    guard !fitting.isEmpty else { throw FileError(path, "has \(gates) gates a unit; no known cell has so many") }
    // A module's name is a hint where it can be: many an nn.LSTM is called rnn.
    let hinted = fitting.first { $0.name == module }
    let choice = wanted ?? hinted ?? fitting[0]
    guard choice.gates.count == gates else {
      throw FileError(path, "has \(gates) gates a unit, but a \(choice.name) has \(choice.gates.count)")
    }
    if wanted == nil, hinted == nil, fitting.count > 1 {
      throw FileError(path, "may be of \(fitting.map(\.name).joined(separator: " or ")); say which with --cell")
    }
    return choice
  }
}

/// The readout's names: any prefix but the recurrent one whose weight is (O, H).
private struct ReadoutNames {
  let prefix: String
  let outputs: Int

  init(_ file: SafetensorsFile, hidden: Int, recurrent: String) throws {
    let found = file.networkNames.compactMap { name -> (prefix: String, outputs: Int)? in
      guard name.hasSuffix("weight"), let shape = file.shape(of: name), shape.count == 2, shape[1] == hidden else {
        return nil
      }
      return (String(name.dropLast("weight".count)), shape[0])
    }
    guard let readout = found.first(where: { $0.prefix == "fc." }) ?? found.first else {
      throw FileError(
        file.path, "has no readout: some other module's weight must be (outputs, \(hidden)), as of an nn.Linear")
    }
    guard found.count == 1 || readout.prefix == "fc." else {
      let list = found.map { "\"\(($0.prefix + "weight").printable(30))\"" }.joined(separator: ", ")
      throw FileError(file.path, "has several candidates for the readout: \(list); name it fc, or save only one")
    }
    guard readout.outputs > 0 else { throw FileError(file.path, "its readout has no outputs") }
    (prefix, outputs) = readout
  }

  /// Throws where nothing but its name would tell it from one of an attention's matrices.
  func requireTold(in file: SafetensorsFile, hidden: Int) throws {
    guard outputs == hidden, prefix != "fc.", !file.networkNames.contains(prefix + "bias") else { return }
    throw FileError(
      file.path,
      "\"\((prefix + "weight").printable(30))\" is (\(hidden), \(hidden)) and has no bias: it may be no readout",
      remedy: "name it fc.weight if it is one")
  }
}

extension SafetensorsFile {
  /// Rows and columns of a tensor that must be a matrix.
  fileprivate func matrix(_ name: String) throws -> (rows: Int, columns: Int) {
    guard let shape = shape(of: name) else { throw FileError(path, "has no tensor \"\(name.printable())\"") }
    guard shape.count == 2 else {
      throw FileError(path, "\"\(name.printable())\" has shape \(shape), not that of a matrix")
    }
    return (shape[0], shape[1])
  }
}
