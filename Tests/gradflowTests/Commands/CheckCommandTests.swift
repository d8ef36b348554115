import Testing

@Suite("gradflow check")
struct CheckCommandTests {
  @Test("A check of everything, and of what has diverged")
  func checks() throws {
    let all = try gradflow("check", "--length", "3", "--hidden", "2", "--samples", "9223372036854775807")
    #expect(all.status == 0 && all.output.contains("passed"))
    let diverged = try gradflow(
      "check", "--cell", "rnn", "--activation", "identity", "--init", "identity", "--gain", "1e30", "--length", "30")
    #expect(diverged.status == 2 && diverged.isOneComplaint && diverged.errors.contains("has diverged"))
  }

  @Test("A check says what it found by its exit status")
  func checkCommand() throws {
    let passed = try gradflow("check", "--length", "12", "--hidden", "5", "--samples", "3")
    #expect(passed.status == 0 && passed.output.contains("passed: ") && passed.output.contains("ok   weight_hh_l0"))
    for wrong in [["--timestep", "0"], ["--timestep", "13"], ["--samples", "0"], ["--steps", "0"]] {
      let refused = try run(Binary.path, ["check", "--length", "12"] + wrong)
      #expect(refused.status == 2 && refused.isOneComplaint, "\(wrong): \(refused.errors)")
    }
  }
}
