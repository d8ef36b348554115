import Foundation
import Recurrence
import Scope
import TestSupport
import Testing

@testable import gradflow

@Suite("What is generated of the options: completions and the manual page")
struct ManualCommandTests {
  /// The options of all commands, as help tells them.
  private func options() throws -> Set<String> {
    let texts = try ["explore", "trace", "compare", "check"].map { try gradflow($0, "--help").output }
    return Set(texts.flatMap { $0.matches(of: /(?m)^\s+(?:-h, )?--([a-z-]+)/).map { String($0.1) } })
  }

  @Test("The completions of each shell know every option, and the values of settings that are chosen")
  func completions() throws {
    let options = try options()
    #expect(options.isSuperset(of: Settings.all.map(\.name)))
    for shell in ["bash", "zsh", "fish"] {
      let script = try gradflow("--generate-completion-script", shell)
      #expect(script.status == 0 && script.errors.isEmpty)
      for option in options {
        #expect(script.output.contains(shell == "fish" ? "-l '\(option)'" : "--\(option)"), "\(shell): \(option)")
      }
      for value in ["orthogonal", "bptt-norm", "leakyrelu", "mono", "max"] {
        #expect(script.output.contains(value), "\(shell): \(value)")
      }
    }
  }

  @Test("Options complete without a command, as they are typed")
  func withoutACommand() throws {
    let script = try gradflow("--generate-completion-script", "bash").output
    let root = try #require(script.firstMatch(of: /\n_gradflow\(\) \{.*?\n\}/.dotMatchesNewlines()))
    for setting in Settings.all { #expect(root.0.contains("--\(setting.name)"), "\(setting.name)") }
  }

  @Test("The manual page knows every option and key, and holds nothing that man would obey")
  func manual() throws {
    let outcome = try gradflow("manual")
    #expect(outcome.status == 0 && outcome.errors.isEmpty)
    let plain = outcome.output.split(separator: "\\-", omittingEmptySubsequences: false).joined(separator: "-")
    for option in try options() { #expect(plain.contains("--\(option)"), "\(option)") }
    for binding in KeyBindings.all {
      #expect(plain.contains("\n\(Language.words.help(binding.action))\n"), "\(binding.keyText)")
    }
    #expect(plain.contains("gradflow/config") && plain.contains("speed = max"))
    let requests = [".TH ", ".SH ", ".TP", ".nf", ".fi"]
    for line in outcome.output.split(separator: "\n") where line.hasPrefix(".") || line.hasPrefix("'") {
      #expect(requests.contains { line.hasPrefix($0) }, "\(line)")
    }
  }
}
