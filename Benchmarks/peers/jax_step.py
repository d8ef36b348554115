#!/usr/bin/env python3
"""One training step in JAX, compiled, float64, one thread.  pip install jax safetensors numpy

A scan over the timesteps adds a zero to every h_t and c_t: the gradient of that zero is ∂L/∂h_t and ∂L/∂c_t. The input
projections of all timesteps are one product before it.

  --unroll N    timesteps per iteration of the scan's loop (1)
  --hoist       ∂L/∂Wh as one product over all timesteps after the scan, from a zero added to Wh·h, instead of what
                differentiating the scan gives: a sum in memory that every timestep reads and writes

The other options and the protocol are in peer.py.
"""
import os

os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
os.environ["JAX_PLATFORMS"] = "cpu"

import peer

parser = peer.options(__doc__)
parser.add_argument("--unroll", type=int, default=1)
parser.add_argument("--hoist", action="store_true")
chosen = parser.parse_args()

import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)
name, parameters, x, target = peer.workload(chosen)
parameters, x, target = jax.device_put((parameters, x, target))
zeros = {key: jnp.zeros((*x.shape[:2], parameters["weight_hh_l0"].shape[1]))
         for key in (["dh_l0", "dc_l0"] if name == "lstm" else ["dh_l0"])}
if chosen.hoist:
    zeros["dah"] = jnp.zeros((*x.shape[:2], parameters["weight_hh_l0"].shape[0]))


def loss(parameters, zeros):
    p = parameters
    if chosen.hoist:
        p = p | {key: jax.lax.stop_gradient(p[key]) for key in ("weight_hh_l0", "bias_hh_l0")}
    initial = {key: jnp.zeros_like(value[0]) for key, value in zeros.items() if key != "dah"}

    def timestep(state, inputs):
        ax, zero = inputs
        h_before = state["dh_l0"]
        ah = h_before @ p["weight_hh_l0"].T + p["bias_hh_l0"] + zero.get("dah", 0)
        if name == "rnn":
            h = jnp.tanh(ax + ah)
        elif name == "gru":
            (xr, xz, xn), (hr, hz, hn) = jnp.split(ax, 3, 1), jnp.split(ah, 3, 1)
            r, z = jax.nn.sigmoid(xr + hr), jax.nn.sigmoid(xz + hz)
            h = (1 - z) * jnp.tanh(xn + r * hn) + z * h_before
        else:
            i, f, g, o = jnp.split(ax + ah, 4, 1)
            c = jax.nn.sigmoid(f) * state["dc_l0"] + jax.nn.sigmoid(i) * jnp.tanh(g) + zero["dc_l0"]
            h = jax.nn.sigmoid(o) * jnp.tanh(c) + zero["dh_l0"]
            return {"dh_l0": h, "dc_l0": c}, h_before
        return {"dh_l0": h + zero["dh_l0"]}, h_before

    ax = x @ p["weight_ih_l0"].T + p["bias_ih_l0"]
    last, h_before = jax.lax.scan(timestep, initial, (ax, zeros), unroll=chosen.unroll)
    y = last["dh_l0"] @ p["fc.weight"].T + p["fc.bias"]
    return jnp.mean((y - target) ** 2), h_before


def gradients_of(parameters, zeros):
    (value, h_before), (dp, dz) = jax.value_and_grad(loss, argnums=(0, 1), has_aux=True)(parameters, zeros)
    if chosen.hoist:
        dah = dz.pop("dah")
        dp |= {"weight_hh_l0": jnp.einsum("tbg,tbh->gh", dah, h_before), "bias_hh_l0": dah.sum((0, 1))}
    return value, dp, dz


def updated(parameters, dp, moments, steps, rate):
    """Clipping by global norm at 1, and Adam at a learning rate of 0, which the compiler doesn't know."""
    norm = jnp.sqrt(sum((g ** 2).sum() for g in dp.values()))
    scale = jnp.minimum(1, 1 / norm)
    out, after = {}, {}
    for key, g in dp.items():
        g = g * scale
        m, s = moments[key]
        m, s = 0.9 * m + 0.1 * g, 0.999 * s + 0.001 * g * g
        out[key] = parameters[key] - rate * (m / (1 - 0.9 ** steps)) / (jnp.sqrt(s / (1 - 0.999 ** steps)) + 1e-8)
        after[key] = m, s
    return out, after


@jax.jit
def compiled(parameters, zeros, moments, steps, rate):
    value, dp, dz = gradients_of(parameters, zeros)
    return value, dp, dz, *updated(parameters, dp, moments, steps, rate)


kept = None
state = parameters, {key: (jnp.zeros_like(p), jnp.zeros_like(p)) for key, p in parameters.items()}, 1.0


def step():
    global kept, state
    p, moments, steps = state
    *kept, p, moments = jax.block_until_ready(compiled(p, zeros, moments, steps, 0.0))
    state = p, moments, steps + 1


def gradients():
    _, dp, dz = kept
    out = {"grad." + key: value for key, value in dp.items()} | dz
    return {key: np.asarray(value) for key, value in out.items()}


peer.run(chosen, step, gradients)
