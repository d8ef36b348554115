import Engine

/// The backward sweep as it plays by itself: how fast, and whether it does.
public struct Playback: Sendable, Equatable {
  /// Whether it goes on.
  public internal(set) var isPlaying = false
  /// Timesteps a second.
  public internal(set) var speed = Speed.ten
}

extension Session {
  /// Seconds from one `.tick` to the next, while something plays by itself. The program has the clock; here is none.
  public var tickInterval: Double? { mode == .bptt && playback.isPlaying ? playback.speed.interval : nil }

  /// One timestep back in time.
  mutating func tick() {
    guard tickInterval != nil else { return }
    moveCursor(to: cursorTime - 1)
    guard cursorTime == 0 else { return }
    playback.isPlaying = false
    say(.playedToStart)
  }

  /// Plays on or stands still; from T again, where it has come to t = 1.
  mutating func togglePlay() {
    playback.isPlaying.toggle()
    if playback.isPlaying, cursorTime == 0 { moveCursor(to: lastTime) }
    say(playback.isPlaying ? .playing(playback.speed) : .sweepStands(t: cursorTime + 1))
  }

  mutating func changePlaySpeed(by step: Int) {
    let all = Speed.allCases.filter { $0.interval > 0 }
    let index = (all.firstIndex(of: playback.speed) ?? 0) + step
    playback.speed = all[min(max(0, index), all.count - 1)]
    say(.playSpeed(playback.speed, isPlaying: playback.isPlaying))
  }
}
