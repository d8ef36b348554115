"""What every peer of the benchmark does alike: options, one core, reading the workload, and serving timed steps.

    {peer}_step.py --weights W.safetensors --data D.safetensors [--check T.safetensors] [--serve]

The weights are a state_dict of one layer and its readout `fc`, whose prefix names the cell; x is (T,B,I), target (B,O).
A step is forward, the mean squared error of the last readout, full backpropagation through time in float64, clipping
of the parameters' gradients by global norm at 1, and Adam at a learning rate of 0: so each step is the same.

  --check T   writes one step's gradients before clipping, named as in gradflow's trace: dh_l0, dc_l0 (T,B,H),
              grad.weight_ih_l0, …
  --serve     reads lines "run N" and answers each with the seconds of N steps on one line; ends with its input.
              The caller runs a step or two first and throws their times away: they hold compilation.
"""
import argparse
import os
import sys
import time

from safetensors.numpy import load_file, save_file


def options(description):
    """The parser of the options that every peer has; holds the process to one core."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", required=True)
    parser.add_argument("--data", required=True)
    parser.add_argument("--check", metavar="T.safetensors")
    parser.add_argument("--serve", action="store_true")
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    return parser


def workload(chosen):
    """The cell's name, its parameters by their names without the prefix, x and target."""
    parameters = {}
    for key, value in load_file(chosen.weights).items():
        prefix, name = key.split(".", 1)
        if prefix != "fc":
            cell = prefix
        parameters[key if prefix == "fc" else name] = value
    data = load_file(chosen.data)
    return cell, parameters, data["x"], data["target"]


def run(chosen, step, gradients):
    """`step()` computes and keeps everything; `gradients()` then names it as numpy arrays."""
    if chosen.check:
        step()
        save_file(gradients(), chosen.check)
    if chosen.serve:
        for line in sys.stdin:
            command, count = line.split()
            if command != "run":
                sys.exit(f"unknown command {command!r}; known: run N")
            print(*(f"{timed(step):.9f}" for _ in range(int(count))), flush=True)


def timed(step):
    start = time.perf_counter()
    step()
    return time.perf_counter() - start
