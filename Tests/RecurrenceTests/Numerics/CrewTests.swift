import CountingMalloc
import Dispatch
import Synchronization
import Testing

@testable import Recurrence

struct CrewTests {
  /// How often each piece was done.
  private final class Tally: Sendable {
    let counts = Mutex([Int](repeating: 0, count: 100))
  }

  private struct Counting: Divisible {
    let tally: Tally
    func perform(_ piece: Int) { tally.counts.withLock { $0[piece] += 1 } }
  }

  /// Two pieces, the first of which ends only once the second is done.
  private struct Meeting: Divisible {
    let met: DispatchSemaphore
    func perform(_ piece: Int) { if piece == 0 { met.wait() } else { met.signal() } }
  }

  /// Each piece is work that is shared out itself.
  private struct Nesting: Divisible {
    let crew: Crew
    let tally: Tally
    func perform(_ piece: Int) { crew.perform(10, of: Counting(tally: tally)) }
  }

  @Test(arguments: 1...4) func eachPieceIsDoneOnce(_ cores: Int) {
    let crew = Crew(cores: cores)
    for pieces in [0, 1, 2, 3, 100] {
      for _ in 0..<50 {
        let tally = Tally()
        crew.perform(pieces, of: Counting(tally: tally))
        #expect(tally.counts.withLock { $0.prefix(pieces).allSatisfy { $0 == 1 } && $0.reduce(0, +) == pieces })
      }
    }
  }

  @Test func piecesAreDoneAtOnce() {
    let crew = Crew(cores: 2)
    for _ in 0..<50 { crew.perform(2, of: Meeting(met: DispatchSemaphore(value: 0))) }
  }

  @Test func workWithinWorkIsDoneByWhoHasIt() {
    let (crew, tally) = (Crew(cores: 3), Tally())
    crew.perform(4, of: Nesting(crew: crew, tally: tally))
    #expect(tally.counts.withLock { $0.prefix(10).allSatisfy { $0 == 4 } })
  }

  @Test func coresThatAreAtOtherWorkDontHelp() {
    let crew = Crew(cores: 3)
    #expect(crew.hands == 3)
    let tally = Tally()
    crew.concurrentPerform(8) { k in
      #expect(crew.hands == 1)
      Counting(tally: tally).perform(k)
    }
    #expect(tally.counts.withLock { $0.prefix(8).allSatisfy { $0 == 1 } && $0.reduce(0, +) == 8 })
    #expect(crew.hands == 3)
    crew.limit(to: 2)
    #expect(crew.hands == 2)
  }

  @Test(.enabled(if: allocations_of_this_thread() >= 0, "a sanitizer's malloc is not counted"))
  func sharingAllocatesNothing() {
    let (crew, work) = (Crew(cores: 3), Counting(tally: Tally()))
    for _ in 0..<3 { crew.perform(100, of: work) }
    let before = allocations_of_this_thread()
    for _ in 0..<20 { crew.perform(100, of: work) }
    #expect(allocations_of_this_thread() == before)
  }
}
