#!/usr/bin/env python3
"""Times one training step with every gradient, of gradflow and of its peers, in turn on one core each.

    pip install "torch==2.13.0+cpu" jax safetensors numpy
    swift build -c release
    python3 Benchmarks/compare.py --gradflow .build/release/gradflow-bench [--only W1-lstm,W3] [--markdown table.md]

Every server speaks the protocol of peers/peer.py. For each workload: random weights and data are written, each server
writes its gradients (--check) and these must agree with PyTorch's, for each timestep by itself; then all stay loaded
(--serve) and take turns in rounds, so that what else the machine does falls on all alike. Told are the median of the
steps' times, and in brackets how many times the first server's that is.

With --cores 2 gradflow takes turns with itself on one core and on two.
"""
import argparse
import contextlib
import os
import pathlib
import shlex
import statistics
import subprocess
import sys
import tempfile
import time

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy's, for the peak

import numpy as np
from safetensors.numpy import load_file, save_file

PEERS = pathlib.Path(__file__).parent / "peers"
WITHOUT_STATES = {"pytorch fused"}  # cannot yield ∂L/∂h_t
GATES = {"rnn": 1, "gru": 3, "lstm": 4}

# name: cell, T, I, H, B
WORKLOADS = {
    "W1-lstm": ("lstm", 100, 10, 20, 1), "W1-gru": ("gru", 100, 10, 20, 1), "W1-rnn": ("rnn", 100, 10, 20, 1),
    "W3": ("lstm", 1000, 64, 64, 1), "W3b": ("lstm", 1000, 64, 64, 16),
    "W4-lstm": ("lstm", 200, 256, 256, 32), "W4-gru": ("gru", 200, 256, 256, 32), "W4-rnn": ("rnn", 200, 256, 256, 32),
    "W5": ("lstm", 10000, 32, 32, 1)}


def main():
    chosen = arguments()
    pin(chosen.cores)
    names = chosen.only.split(",") if chosen.only else WORKLOADS
    if unknown := [name for name in names if name not in WORKLOADS]:
        sys.exit(f"unknown workload {unknown[0]!r}; known: {', '.join(WORKLOADS)}")
    servers = commands(chosen)
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for name in names:
            files = make_workload(pathlib.Path(folder), *WORKLOADS[name])
            check(name, servers, files, pathlib.Path(folder), chosen.tolerance)
            times = measure(servers, files, chosen.rounds, chosen.seconds)
            rows.append((name, {server: statistics.median(values) for server, values in times.items()}))
            print(name, *(f"{server} {unit(seconds)}" for server, seconds in rows[-1][1].items()), sep="  ", flush=True)
    table = markdown(rows, list(servers)) + "\n" + shares_of_peak(rows, list(servers)[0])
    print("\n" + table)
    if chosen.markdown:
        pathlib.Path(chosen.markdown).write_text(table)


def pin(cores=1):
    """Holds this process, and the servers that inherit it, to so many cores, the last ones."""
    if hasattr(os, "sched_setaffinity"):
        there = sorted(os.sched_getaffinity(0))
        if cores > len(there):
            sys.exit(f"{cores} cores asked for; there are {len(there)}")
        os.sched_setaffinity(0, there[-cores:])


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gradflow", metavar="COMMAND", help="gradflow's server; without it, the peers alone")
    parser.add_argument("--server", action="append", default=[], metavar="NAME=COMMAND", help="one more server")
    parser.add_argument(
        "--peers", default="jax,jax hoist,jax hoist unroll,pytorch cell,pytorch fused", help="which of the peers")
    parser.add_argument("--only", metavar="W1-lstm,W3", help="these workloads alone")
    parser.add_argument("--cores", type=int, default=1, help="gradflow on so many cores too")
    parser.add_argument("--rounds", type=int, default=7, help="turns per server and workload (7)")
    parser.add_argument("--seconds", type=float, default=0.5, help="about how long one turn lasts (0.5)")
    parser.add_argument("--tolerance", type=float, default=1e-9, help="relative to each timestep's largest (1e-9)")
    parser.add_argument("--markdown", metavar="FILE", help="write the table there too")
    return parser.parse_args()


def commands(chosen):
    """Servers by name, gradflow first."""
    python = [sys.executable]
    peers = {
        "jax": python + [str(PEERS / "jax_step.py")],
        "jax hoist": python + [str(PEERS / "jax_step.py"), "--hoist"],
        "jax hoist unroll": python + [str(PEERS / "jax_step.py"), "--hoist", "--unroll", "8"],
        "pytorch cell": python + [str(PEERS / "pytorch_step.py"), "--variant", "cell"],
        "pytorch fused": python + [str(PEERS / "pytorch_step.py"), "--variant", "fused"]}
    servers = {"gradflow": shlex.split(chosen.gradflow) + ["--cores", "1"]} if chosen.gradflow else {}
    if chosen.gradflow and chosen.cores > 1:
        servers[f"gradflow, {chosen.cores} cores"] = shlex.split(chosen.gradflow) + ["--cores", str(chosen.cores)]
    for name, _, command in (text.partition("=") for text in chosen.server):
        servers[name] = shlex.split(command)
    for name in filter(None, chosen.peers.split(",")):
        if name not in peers:
            sys.exit(f"unknown peer {name!r}; known: {', '.join(peers)}")
        servers[name] = peers[name]
    return servers


def make_workload(folder, cell, length, inputs, hidden, batch, every=False):
    """PyTorch's default initialisation, U(±1/√H); the target is 0, at the last timestep or at every one."""
    random, bound, rows = np.random.default_rng(0), hidden ** -0.5, GATES[cell] * hidden
    shapes = {f"{cell}.weight_ih_l0": (rows, inputs), f"{cell}.weight_hh_l0": (rows, hidden),
              f"{cell}.bias_ih_l0": (rows,), f"{cell}.bias_hh_l0": (rows,),
              "fc.weight": (1, hidden), "fc.bias": (1,)}
    weights, data = folder / "weights.safetensors", folder / "data.safetensors"
    save_file({key: random.uniform(-bound, bound, shape) for key, shape in shapes.items()}, weights)
    target = np.zeros((length, batch, 1) if every else (batch, 1))
    save_file({"x": random.normal(0, 1, (length, batch, inputs)), "target": target}, data)
    return ["--weights", str(weights), "--data", str(data)]


# Agreement


def check(name, servers, files, folder, tolerance):
    """Ends the run where two servers' gradients differ: times of different computations say nothing."""
    results = {}
    for server, command in servers.items():
        path = folder / "check.safetensors"
        subprocess.run(command + files + ["--check", str(path)], check=True)
        results[server] = {unprefixed(key): value for key, value in load_file(path).items()}
    reference = next((server for server in results if server == "pytorch cell"), list(results)[-1])
    expected = results.pop(reference)
    for server, result in results.items():
        shared = [key for key in expected if key in result]
        missing = [key for key in expected if key not in result
                   and not (server in WITHOUT_STATES and key.startswith(("dh_", "dc_")))]
        if missing:
            sys.exit(f"{name}: {server} lacks {', '.join(missing)}")
        key, error = max(((key, difference(key, result[key], expected[key])) for key in shared),
                         key=lambda pair: pair[1])
        if error > tolerance:
            sys.exit(f"{name}: {server} differs from {reference} in {key} by {error:.2e}, more than {tolerance:.0e}")
        print(f"{name}: {server} agrees with {reference} in {len(shared)} arrays, at worst {error:.1e} ({key})")


def unprefixed(key):
    """`grad.lstm.weight_ih_l0` and `grad.weight_ih_l0` are one; the readout keeps its prefix."""
    return "grad." + key.rsplit(".", 1)[1] if key.startswith("grad.") and not key.startswith("grad.fc.") else key


def difference(key, a, b):
    """The largest |a − b| by the largest |b|: of each timestep, or of all of a parameter's gradient.

    A scale below 1e-290 counts as 1e-290: some flush subnormal numbers to zero.
    """
    if a.shape != b.shape:
        return float("inf")
    axes = (1, 2) if key.startswith(("dh_", "dc_")) else None
    scale = np.maximum(np.abs(b).max(axis=axes, keepdims=True), 1e-290)
    return float(np.nan_to_num(np.abs(a - b) / scale, nan=np.inf).max())


# Times


def measure(servers, files, rounds, seconds):
    """Seconds of each step, by server."""
    times = {server: [] for server in servers}
    with contextlib.ExitStack() as stack:
        running = {server: stack.enter_context(Server(command + files)) for server, command in servers.items()}
        counts = {}
        for name, server in running.items():
            server.run(2)
            counts[name] = max(1, min(1000, round(seconds / min(server.run(3)))))
        for turn in range(rounds):
            order = list(running)
            for name in order[turn % len(order):] + order[:turn % len(order)]:
                times[name] += running[name].run(counts[name])
    return times


class Server:
    """A loaded process that runs steps when told to."""

    def __init__(self, command):
        self.command = command

    def __enter__(self):
        self.process = subprocess.Popen(
            self.command + ["--serve"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()

    def memory(self):
        """The bytes of memory that the process holds."""
        pages = pathlib.Path(f"/proc/{self.process.pid}/statm").read_text().split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")

    def run(self, count):
        print("run", count, file=self.process.stdin, flush=True)
        answer = self.process.stdout.readline().split()
        if len(answer) != count:
            sys.exit(f"{' '.join(self.command)} answered {len(answer)} times to \"run {count}\"")
        return [float(value) for value in answer]


def shares_of_peak(rows, server):
    """What the matrix products of a step come to, and how much of what numpy's reach on this core that is."""
    a = np.random.default_rng(0).normal(size=(1536, 1536))
    peak = 2 * len(a) ** 3 / min(timed(lambda: a @ a) for _ in range(7))
    lines = [f"Float64 matrix products on this core, 1536 × 1536, by numpy: {peak / 1e9:.0f} GFLOP/s. The products alone of "
             f"{server}'s steps, over their whole time:", ""]
    for name, medians in rows:
        cell, length, inputs, hidden, batch = WORKLOADS[name]
        # x·Wx, h·Wh, ∂L/∂h through Wh, ∂L/∂Wx and ∂L/∂Wh; no ∂L/∂x.
        work = 2 * length * batch * GATES[cell] * hidden * (2 * inputs + 3 * hidden)
        speed = work / medians[server]
        lines.append(f"- {name}: {work / 1e9:.2f} GFLOP, {speed / 1e9:.0f} GFLOP/s, {speed / peak:.0%}")
    return "\n".join(lines) + "\n"


def timed(work):
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def unit(seconds):
    return f"{seconds * 1e6:,.0f} µs" if seconds < 1e-3 else f"{seconds * 1e3:,.{2 if seconds < 0.1 else 0}f} ms"


def markdown(rows, servers):
    lines = ["| workload | cell | T | I | H | B | " + " | ".join(servers) + " |", "|---" * (6 + len(servers)) + "|"]
    for name, medians in rows:
        first = medians[servers[0]]
        cells = [f"{unit(medians[server])} ({medians[server] / first:.3g}×)" for server in servers]
        lines.append(f"| {name} | " + " | ".join(map(str, WORKLOADS[name])) + " | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
