import Engine
import Testing

struct TimeAxisTests {
  @Test func everyTimestepHasAColumnAndEveryColumnATimestep() {
    for length in [1, 2, 5, 7, 64, 100, 1000, 10_000] {
      for width in [1, 2, 3, 50, 64, 99, 100, 101, 250] {
        let axis = TimeAxis(length: length, width: width)
        for timestep in stride(from: 0, to: length, by: max(1, length / 500)) {
          let columns = axis.columns(of: timestep)
          #expect(!columns.isEmpty && columns.lowerBound >= 0 && columns.upperBound <= width)
          #expect(
            columns.allSatisfy { axis.timesteps(of: $0).contains(timestep) },
            "t \(timestep) of \(length) on \(width): columns \(columns)")
        }
        for column in 0..<width {
          let timesteps = axis.timesteps(of: column)
          #expect(!timesteps.isEmpty && timesteps.lowerBound >= 0 && timesteps.upperBound <= length)
        }
        #expect(axis.timesteps(of: 0).lowerBound == 0)
        #expect(axis.timesteps(of: width - 1).upperBound == length)
      }
    }
  }

  @Test func aWindowIsAnAxisOfItsOwn() {
    let axis = TimeAxis(490..<500, width: 40)
    #expect(axis.timesteps(of: 0) == 490..<491 && axis.timesteps(of: 39) == 499..<500)
    #expect(axis.columns(of: 493) == 12..<16 && axis.columns(of: 499) == 36..<40)
    // What is not on show is nearest to an end.
    #expect(axis.column(of: 3) == 0 && axis.column(of: 9_999) == 36)
    let long = TimeAxis(2_000..<4_000, width: 100)
    #expect(long.timesteps(of: 1) == 2_020..<2_040 && long.column(of: 3_999) == 99)
  }
}
