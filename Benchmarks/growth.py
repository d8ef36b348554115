#!/usr/bin/env python3
"""How a training step's time and memory grow with length, batch and hidden units.

    pip install safetensors numpy
    swift build -c release
    python3 Benchmarks/growth.py [.build/release/gradflow-bench] [--markdown growth.md]

Told are, of each point, the median of a step's time, the memory that the process holds after its steps less what it
holds at the smallest size of all, and the exponents between a point and the one before: 1 where twice the size takes
twice as much, 2 where it takes four times.
"""
import argparse
import math
import pathlib
import statistics
import tempfile

from compare import Server, make_workload, pin, unit

# cell, T, I, H, B, of which one is replaced.
SERIES = {
    "T": (("lstm", None, 10, 20, 1), [1000, 3000, 10_000, 30_000, 100_000]),
    "B": (("lstm", 100, 10, 20, None), [2, 8, 32, 128, 512]),
    "H = I": (("lstm", 100, None, None, 16), [32, 64, 128, 256, 512]),
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", nargs="?", default=".build/release/gradflow-bench")
    parser.add_argument("--markdown", metavar="FILE", help="write the tables there too")
    chosen = parser.parse_args()
    pin()
    tables = []
    with tempfile.TemporaryDirectory() as folder:
        _, least = measure(chosen.bench, folder, ("rnn", 1, 1, 1, 1))
        for name, (workload, sizes) in SERIES.items():
            rows = [(size, *measure(chosen.bench, folder, tuple(size if part is None else part for part in workload)))
                    for size in sizes]
            tables.append(table(name, workload, [(size, time, memory - least) for size, time, memory in rows]))
            print(tables[-1], flush=True)
    if chosen.markdown:
        pathlib.Path(chosen.markdown).write_text("\n".join(tables))


def measure(bench, folder, workload):
    """Seconds of a step and bytes of memory."""
    # With a loss at every timestep: below 1e-308 a gradient is slow to compute with, and there soon is 0.
    files = make_workload(pathlib.Path(folder), *workload, every=True)
    with Server([bench] + files) as server:
        count = max(3, min(1000, round(0.5 / min(server.run(2)))))
        seconds = statistics.median(server.run(count))
        return seconds, server.memory()


def table(name, workload, rows):
    fixed = ", ".join(f"{key} = {value}" for key, value in zip(("T", "I", "H", "B"), workload[1:]) if value is not None)
    lines = [f"LSTM, {fixed}:", "", f"| {name} | step | exponent | memory | exponent |", "|---|---|---|---|---|"]
    before = None
    for row in rows:
        size, seconds, memory = row
        exponents = ["", ""] if before is None else [
            f"{math.log(row[k] / before[k]) / math.log(size / before[0]):.2f}" for k in (1, 2)]
        lines.append(f"| {size:,} | {unit(seconds)} | {exponents[0]} | {memory / 2**20:,.1f} MiB | {exponents[1]} |")
        before = row
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
