import Glibc
import Scope
import Testing

@testable import gradflow

@Suite("The keyboard")
struct KeyboardTests {
  @Test("An Esc counts when its time is over, though nothing comes; what has come by then counts first")
  func escape() throws {
    let (reading, writing) = try #require(WakeUp.pipe())
    defer { for end in [reading, writing] { close(end) } }
    var keyboard = Keyboard(reading, decoder: KeyDecoder(escapeDelay: .milliseconds(1)))
    #expect(keyboard.next() == nil && keyboard.due == nil)
    write(writing, "\u{1B}", 1)
    #expect(keyboard.next() == nil)
    let due = try #require(keyboard.due)
    var nobody = pollfd(fd: -1, events: 0, revents: 0)
    while ContinuousClock.now < due { _ = poll(&nobody, 1, 1) }
    write(writing, "[C", 2)
    #expect(keyboard.next() == .right && keyboard.due == nil)
    write(writing, "\u{1B}", 1)
    #expect(keyboard.next() == nil)
    while ContinuousClock.now < (try #require(keyboard.due)) { _ = poll(&nobody, 1, 1) }
    #expect(keyboard.next() == .escape)
  }

  @Test("Keys that were read are due at once")
  func queue() throws {
    let (reading, writing) = try #require(WakeUp.pipe())
    defer { for end in [reading, writing] { close(end) } }
    var keyboard = Keyboard(reading, decoder: KeyDecoder())
    write(writing, "abc", 3)
    #expect(keyboard.next() == .character("a"))
    #expect(try #require(keyboard.due) <= .now)
    #expect(keyboard.next() == .character("b") && keyboard.next() == .character("c") && keyboard.due == nil)
  }
}
