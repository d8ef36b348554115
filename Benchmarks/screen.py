#!/usr/bin/env python3
"""Measures the program on a pseudo-terminal: start, memory, bytes written, and the time from a key to its answer.

    swift build -c release
    python3 Benchmarks/screen.py [--size 120x40] [--keys zZ] [.build/release/gradflow OPTION ...]

The time to an answer is from the key's byte written to the first byte read back, while training runs.
"""
import argparse
import fcntl
import os
import pty
import select
import statistics
import struct
import termios
import time


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", default="120x40", help="columns x rows (120x40)")
    parser.add_argument("--keys", default="zZ", help="keys to press in turn, each of which changes the screen (zZ)")
    parser.add_argument("--count", type=int, default=200, help="how many keys (200)")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    chosen = parser.parse_args()
    program = Program(chosen.command or [".build/release/gradflow"], *map(int, chosen.size.split("x")))

    first, whole = program.start()
    print(f"start: first byte {first * 1e3:.1f} ms, whole frame {'%.1f ms' % (whole * 1e3) if whole else 'not within 1 s'}")
    print(f"running: {program.drain(2) / 2:.0f} bytes/s, {program.memory() / 1024:.1f} MiB")
    times = sorted(program.answer(chosen.keys[k % len(chosen.keys)]) for k in range(chosen.count))
    late = times[min(len(times) - 1, len(times) * 99 // 100)]
    print(f"key to first byte: median {statistics.median(times) * 1e3:.2f} ms, 99% {late * 1e3:.2f} ms")
    program.press("+" * 9)
    program.drain(1)
    before = program.threads()
    frames = program.frames(3)
    shares = [(after - was) / 3 for was, after in zip(before, program.threads())]
    print(f"full speed: {frames / 3:.0f} frames/s, of a core {shares[0]:.0%} for the screen and {sum(shares[1:]):.0%} for training")
    program.press("n")
    program.drain(3)
    before = program.cpu()
    written = program.drain(3)
    print(f"paused: {written} bytes and {program.cpu() - before:.2f} s of processor in 3 s")
    program.press("q")


class Program:
    def __init__(self, command, columns, rows):
        self.started = time.perf_counter()
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            # The size must be there before the program looks.
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.environ.update(TERM="xterm-256color", LC_ALL="C.UTF-8")
            os.execvp(command[0], command)

    def read(self, seconds):
        ready, _, _ = select.select([self.terminal], [], [], seconds)
        return os.read(self.terminal, 65536) if ready else b""

    def start(self):
        first, whole, seen = None, None, b""
        while time.perf_counter() - self.started < 1:
            data = self.read(0.02)
            if data and first is None:
                first = time.perf_counter() - self.started
            seen += data
            # The last panel that is drawn.
            if whole is None and b"training:" in seen:
                whole = time.perf_counter() - self.started
        return first, whole

    def drain(self, seconds):
        end, count = time.perf_counter() + seconds, 0
        while (left := end - time.perf_counter()) > 0:
            count += len(self.read(left))
        return count

    def frames(self, seconds):
        """How many bursts of bytes come, with 3 ms of silence before each."""
        end, count, quiet = time.perf_counter() + seconds, 0, 0
        while (now := time.perf_counter()) < end:
            if self.read(end - now):
                count += time.perf_counter() - quiet > 0.003
                quiet = time.perf_counter()
        return count

    def press(self, key):
        os.write(self.terminal, key.encode())

    def answer(self, key):
        self.drain(0.02)
        start = time.perf_counter()
        self.press(key)
        self.read(2)
        return time.perf_counter() - start

    def memory(self):
        with open(f"/proc/{self.process}/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))

    def cpu(self, thread=""):
        with open(f"/proc/{self.process}/{thread}stat") as status:
            fields = status.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def threads(self):
        """Seconds of processor of each thread, the screen's first."""
        names = sorted(os.listdir(f"/proc/{self.process}/task"), key=int)
        return [self.cpu(f"task/{name}/") for name in names]


if __name__ == "__main__":
    main()
