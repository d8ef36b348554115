import Foundation
import TestSupport
import Testing

@testable import Safetensors

@Suite struct SafetensorsWriterTests {
  let scratch: Scratch
  init() throws { scratch = try Scratch() }

  private struct Interruption: Error {}

  private func complaint(_ path: String) -> String {
    var writer = SafetensorsWriter()
    writer.add("a", shape: [2, 3], doubles: Array(repeating: 0, count: 6))
    let error = #expect(throws: FileError.self) { try writer.write(to: path) }
    return error.map(line) ?? ""
  }

  @Test func aFailureKeepsTheOldFile() throws {
    var old = SafetensorsWriter()
    old.add("old", shape: [1], integers: [5])
    try old.write(to: scratch.path("a"))
    var new = SafetensorsWriter()
    new.add("new", shape: [3]) { write in
      try [1.0, 2.0].withUnsafeBufferPointer(write)
      throw Interruption()
    }
    #expect(throws: Interruption.self) { try new.write(to: scratch.path("a")) }
    #expect(throws: Interruption.self) { try new.write(to: scratch.path("b")) }
    #expect(scratch.names == ["a"])
    #expect(try SafetensorsFile(reading: scratch.path("a")).integers("old") == [5])
  }

  @Test func replacesAndKeepsPermissionsAndLinks() throws {
    let files = FileManager.default
    var writer = SafetensorsWriter()
    writer.add("a", shape: [1], integers: [1])
    try writer.write(to: scratch.path("real"))
    try files.setAttributes([.posixPermissions: 0o640], ofItemAtPath: scratch.path("real"))
    try files.createSymbolicLink(atPath: scratch.path("link"), withDestinationPath: "real")
    writer.add("b", shape: [1], integers: [2])
    try writer.write(to: scratch.path("link"))
    #expect(try SafetensorsFile(reading: scratch.path("real")).tensorNames == ["a", "b"])
    #expect(try files.destinationOfSymbolicLink(atPath: scratch.path("link")) == "real")
    let mode = try files.attributesOfItem(atPath: scratch.path("real"))[.posixPermissions] as? Int
    #expect(mode == 0o640)
    #expect(scratch.names == ["link", "real"])
  }

  @Test func aLinkToNothingStays() throws {
    try FileManager.default.createSymbolicLink(atPath: scratch.path("link"), withDestinationPath: "nowhere")
    #expect(
      complaint(scratch.path("link")) == "is a link to nothing; make what it points at, or name another file")
    #expect(scratch.names == ["link"])
  }

  /// Until all is written there is nothing to see: a process that is killed leaves nothing.
  @Test func theDirectoryIsEmptyWhileItIsWritten() throws {
    var writer = SafetensorsWriter()
    writer.add("a", shape: [2]) { [scratch] write in
      #if os(Linux)
        #expect(scratch.names == [])
      #endif
      try [1.0, 2.0].withUnsafeBufferPointer(write)
    }
    try writer.write(to: scratch.path("a"))
    #expect(scratch.names == ["a"])
  }

  @Test func saysWhyItCannotWrite() throws {
    #expect(
      complaint(scratch.path("no/such/a"))
        == "can't be written: No such file or directory; check the name and its directory")
    #expect(complaint(scratch.folder) == "is a directory; name a regular file")
    #expect(complaint("/dev/null") == "is a device; name a regular file")
    #expect(complaint("") == "can't be written: No such file or directory; check the name and its directory")
    #expect(complaint(scratch.path(String(repeating: "n", count: 300))).hasSuffix("; choose another name"))
    #expect(scratch.names == [])
  }

  @Test func writesALongNameAndPastLeftOvers() throws {
    let long = String(repeating: "n", count: 255)
    _ = try scratch.write([1], ".gradflow-\(ProcessInfo.processInfo.processIdentifier)-0.part")
    var writer = SafetensorsWriter()
    writer.add("a", shape: [1], integers: [1])
    try writer.write(to: scratch.path(long))
    #expect(scratch.names.count == 2 && scratch.names.contains(long))
  }
}
