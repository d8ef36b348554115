import Foundation
import Safetensors
import TestSupport
import Testing

@testable import gradflow

@Suite("The user's file")
struct ScreenSettingsTests {
  @Test("Lines of key = value, comments and blanks")
  func lines() throws {
    let text = "# mine\n\n  theme=light  # a projector\r\nascii = true\n\t\n"
    let settings = try ScreenSettings(parsing: text, of: "config")
    #expect(settings.theme == .light && settings.ascii == true)
    #expect(try ScreenSettings(parsing: "", of: "config").theme == nil)
    #expect(try ScreenSettings(parsing: "theme = dark\ntheme = auto", of: "config").theme == .auto)
  }

  @Test(
    "The first broken line is named, with what would do",
    arguments: [
      ("\ntheme = white", "config: line 2: unknown theme \"white\"; known: auto, dark, light"),
      ("thme = light", "config: line 1: unknown key \"thme\"; known: theme, ascii"),
      ("theme light", "config: line 1: \"theme light\" sets nothing; write key = value"),
      ("ascii = yes", "config: line 1: ascii can't be \"yes\"; known: true, false"),
      ("theme =", "config: line 1: unknown theme \"\"; known: auto, dark, light"),
      ("= light", "config: line 1: unknown key \"\"; known: theme, ascii"),
    ])
  func broken(_ text: String, _ words: String) {
    let error = #expect(throws: FileError.self) { try ScreenSettings(parsing: text, of: "config") }
    #expect(error?.description == words)
  }

  @Test("It is found where XDG has it; one that can't be read is one line and status 2")
  func places() throws {
    let outcome = try configured("theme = ligth\u{1B}[31m", variable: "XDG_CONFIG_HOME", below: "gradflow")
    #expect(outcome.status == 2 && outcome.isOneComplaint, "\(outcome)")
    #expect(
      outcome.errors.contains("gradflow/config: line 1: unknown theme \"ligth") && !outcome.errors.contains("\u{1B}"))
    let home = try configured("no", variable: "HOME", below: ".config/gradflow", ["XDG_CONFIG_HOME": "not/absolute"])
    #expect(home.status == 2 && home.errors.contains(".config/gradflow/config: line 1: \"no\" sets nothing"))
    let large = try configured(String(repeating: "#", count: 70_000), variable: "HOME", below: ".config/gradflow")
    #expect(large.status == 2 && large.isOneComplaint && large.errors.contains("larger than 64 kB"))
    // Where there is none, all is as usual.
    let none = try configured(nil, variable: "HOME", below: ".config/gradflow")
    #expect(none.errors.contains("must be a terminal"))
    #expect(try gradflow("--theme", "white").status == 2)
  }

  private func configured(
    _ text: String?, variable: String, below: String, _ others: [String: String] = [:]
  ) throws -> Outcome {
    let scratch = try Scratch()
    try FileManager.default.createDirectory(atPath: scratch.path(below), withIntermediateDirectories: true)
    if let text { _ = try scratch.write(text, below + "/config") }
    let environment = ["XDG_CONFIG_HOME": ""].merging(others) { $1 }.merging([variable: scratch.folder]) { $1 }
    return try run(Binary.path, [], environment: environment)
  }
}
