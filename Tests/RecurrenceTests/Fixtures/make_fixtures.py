#!/usr/bin/env python3
"""Makes the fixtures beside this file: what PyTorch computes in float64, for the engine's tests to compare with.

    pip install "torch==2.13.0+cpu" jax safetensors numpy
    python3 make_fixtures.py [OUTPUT_DIRECTORY]          (default: the directory of this file)

Each run on one machine writes the same bytes. Another processor may round a last bit otherwise.

steps/{cell}-{activation}-l{layers}-h{hidden}-b{batch}-{loss}-{at}[-long|-exploding].safetensors
    One training step each, with the data and parameters it starts from, under the names of the trace format; {key}
    is PyTorch's state_dict key, such as `lstm.weight_ih_l0` or `fc.weight`. T steps, B samples, layer k from 0.
      given     param.{key}   x (T,B,I)   target: mse (B,O) or (T,B,O); xent int64 (B) or (T,B)
      expected  h_l{k}  c_l{k}  gate_{name}_l{k}  dh_l{k}  dc_l{k}  dgate_{name}_l{k}  dh_direct_l{k}   (T,B,H)
                y  dy  (steps with a loss, B, O)   loss (steps with a loss)   grad.{key}
      metadata  cell, activation, layers, loss (mse, xent), loss_at (last, every)
    All float64. In a `-long` file ‖∂L/∂h_1‖ is 1e-290 … 1e-200, and no value is below the least normal number.

models/{name}.weights.safetensors   as `save_file(net.state_dict(), …)` writes it, without metadata
models/{name}.data.safetensors      x and target
models/{name}.trace.safetensors     expected, as in steps/, in float64 from the weights as stored; grad.{key} only for
                                    keys in the weights file. Metadata also has `prefix` and `readout`. All but
                                    classic-lstm-seed0-f64 of the classic ones hold dh_l0, dc_l0, y, loss alone.
    classic-lstm-seed{0…3}-f64      PyTorch's default initialisation: T=100, 10 inputs, 20 units, target 0 at the end
    classic-lstm-seed0-{f32,f16,bf16}   the same weights, rounded
    gru-without-biases              nn.GRU(bias=False), readout without bias, int32 class numbers
    nested-prefix                   `model.encoder.*` with two layers and `head.*`, in float32
models/refused-{bidirectional,projection}.weights.safetensors
    Weights that a reader must refuse in so many words rather than misread.

packed/{cell}.safetensors
    nn.RNN, nn.GRU, nn.LSTM of two layers on a packed sequence of unequal lengths, from given initial states, under
    given direct gradients.
      given     {key}   x (T,B,I)   lengths int64 (B)   h_0 c_0 (layers,B,H)   d_output (T,B,H), 0 beyond a sample's end
                d_h_n d_c_n (layers,B,H)
      expected  output (T,B,H), 0 beyond a sample's end   h_n c_n d_h_0 d_c_0 (layers,B,H)   grad.{key}

optimizers.safetensors
    initial (N), gradients (5,N); sgd, momentum, rmsprop, adam (5,N): the parameters after steps 1 … 5 of
    torch.optim.SGD, SGD(momentum=0.9), RMSprop, Adam with defaults but for the metadata's learning_rate.
    clip_gradients (N): the first 12 are one parameter's (3,4), the rest another's; clip_thresholds (K);
    clip_value (K,N) by clip_grad_value_; clip_norm (K,N) by clip_grad_norm_, clip_norm_before (K) its return value.
    PyTorch scales by θ/(‖g‖ + 1e-6) where that is below 1; Pascanu et al. by θ/‖g‖ where ‖g‖ > θ.

activations.safetensors
    x (N) and, for each activation, {name}.value and {name}.slope (N): PyTorch's value and autograd's derivative. The
    last three of x are +Inf, -Inf, NaN, where a slope tells nothing. PyTorch derives some slopes from a rounded
    value (tanh: 1 − y²; sigmoid, softsign alike), so where these saturate its slope is off by up to 2e-16 with no
    digit right: compare slopes to an absolute 1e-15.
"""
import json
import pathlib
import sys

import numpy as np
import torch
from safetensors.torch import save, save_file
from torch import nn

ACTIVATIONS = {
    "tanh": torch.tanh, "relu": torch.relu, "sigmoid": torch.sigmoid, "identity": lambda a: a * 1.0,
    "leakyrelu": lambda a: nn.functional.leaky_relu(a, 0.01), "softsign": nn.functional.softsign,
    "hardtanh": nn.functional.hardtanh, "elu": nn.functional.elu, "softplus": nn.functional.softplus}
GATES = {"rnn": 1, "gru": 3, "lstm": 4}

# activation, layers, B, T, I, H, O: no two sizes of a case are equal.
SHAPES = [
    ("tanh", 1, 2, 5, 3, 4, 6), ("relu", 2, 1, 7, 3, 11, 5), ("sigmoid", 3, 3, 5, 4, 9, 2),
    ("identity", 1, 1, 6, 5, 13, 3), ("leakyrelu", 4, 2, 5, 3, 7, 6), ("softsign", 2, 3, 4, 5, 8, 7),
    ("hardtanh", 1, 3, 6, 2, 13, 4), ("elu", 3, 1, 5, 7, 4, 3), ("softplus", 2, 2, 6, 4, 9, 3),
    ("tanh", 2, 5, 9, 3, 17, 2)]
LOSSES = [("mse", "last"), ("mse", "every"), ("xent", "last"), ("xent", "every")]


def main(output):
    for folder in ("steps", "models"):
        (output / folder).mkdir(parents=True, exist_ok=True)
    for c, cell in enumerate(GATES):
        for k, (activation, layers, *sizes) in enumerate(SHAPES):
            loss, at = LOSSES[(k + c) % 4]
            make_step(output, cell, activation, layers, sizes, loss, at, seed=100 * c + k)
    # Contraction per step and gate biases that let the gradient fall as far as float64 goes, and no further.
    make_step(output, "rnn", "tanh", 1, (1, 420, 2, 3, 4), "mse", "last", 300, scale=0.5, note="-long")
    make_step(output, "gru", "tanh", 1, (1, 320, 2, 3, 4), "mse", "last", 301, scale=0.1, gate_bias=-2, note="-long")
    make_step(output, "lstm", "tanh", 1, (1, 360, 2, 3, 4), "mse", "last", 302, scale=0.1, gate_bias=-2, note="-long")
    make_step(output, "rnn", "identity", 1, (1, 60, 2, 3, 4), "mse", "every", 303, scale=8, note="-exploding")
    make_models(output / "models")
    make_packed(output)
    make_optimizers(output)
    make_activations(output)


# One training step


def run(cell, activation, parameters, layers, x, target, loss, at, prefix, readout):
    """Everything that one step computes, by autograd over the equations; a missing bias is zero."""
    p = {key: value.double().requires_grad_() for key, value in parameters.items()}
    act = ACTIVATIONS[activation]
    kept = {}

    def keep(name, value):
        value.retain_grad()
        kept.setdefault(name, []).append(value)
        return value

    (steps, batch, _), below = x.shape, list(x.double())
    for layer in range(layers):
        wx, wh = p[f"{prefix}weight_ih_l{layer}"], p[f"{prefix}weight_hh_l{layer}"]
        bx, bh = p.get(f"{prefix}bias_ih_l{layer}", 0), p.get(f"{prefix}bias_hh_l{layer}", 0)
        units = wh.shape[1]
        h = c = torch.zeros(batch, units, dtype=torch.float64)
        above = []
        for t in range(steps):
            ax, ah = below[t] @ wx.T + bx, h @ wh.T + bh
            if cell == "rnn":
                h = act(ax + ah)
            elif cell == "gru":
                (xr, xz, xn), (hr, hz, hn) = ax.split(units, 1), ah.split(units, 1)
                r = keep(f"gate_r_l{layer}", torch.sigmoid(xr + hr))
                z = keep(f"gate_z_l{layer}", torch.sigmoid(xz + hz))
                n = keep(f"gate_n_l{layer}", act(xn + r * hn))
                h = (1 - z) * n + z * h
            else:
                i, f, g, o = (ax + ah).split(units, 1)
                i = keep(f"gate_i_l{layer}", torch.sigmoid(i))
                f = keep(f"gate_f_l{layer}", torch.sigmoid(f))
                g = keep(f"gate_g_l{layer}", act(g))
                o = keep(f"gate_o_l{layer}", torch.sigmoid(o))
                c = keep(f"c_l{layer}", f * c + i * g)
                h = o * act(c)
            # Two names for h_t: what the next timestep reads, and what leaves upward at t and so gathers dh_direct.
            h = keep(f"h_l{layer}", h * 1.0)
            above.append(keep(f"up_l{layer}", h * 1.0))
        below = above

    w, b = p[f"{readout}weight"], p.get(f"{readout}bias", 0)
    read = below[-1:] if at == "last" else below
    ys = [keep("y", h @ w.T + b) for h in read]
    targets = [target] if at == "last" else list(target)
    if loss == "mse":
        losses = [((y - wanted.double()) ** 2).mean() for y, wanted in zip(ys, targets)]
    else:
        losses = [nn.functional.cross_entropy(y, wanted.long()) for y, wanted in zip(ys, targets)]
    sum(losses).backward()

    def gradient(value):
        return torch.zeros_like(value) if value.grad is None else value.grad

    out = {"loss": torch.stack([value.detach() for value in losses])}
    for name, values in kept.items():
        gradients = torch.stack([gradient(value) for value in values])
        if name.startswith("up_"):
            out["dh_direct_" + name[3:]] = gradients
        else:
            out[name] = torch.stack([value.detach() for value in values])
            out["d" + name] = gradients
    out.update({"grad." + key: gradient(value) for key, value in p.items()})
    return out


def make_step(output, cell, activation, layers, sizes, loss, at, seed, scale=1.0, gate_bias=0.0, note=""):
    batch, steps, inputs, hidden, outputs = sizes
    assert len(set(sizes)) == len(sizes), f"two sizes of {cell} {activation} are equal: {sizes}"
    random = np.random.default_rng(seed)
    rows = GATES[cell] * hidden
    p = {}
    for layer in range(layers):
        p[f"{cell}.weight_ih_l{layer}"] = random.normal(0, 0.7, (rows, inputs if layer == 0 else hidden))
        p[f"{cell}.weight_hh_l{layer}"] = random.normal(0, scale / np.sqrt(hidden), (rows, hidden))
        p[f"{cell}.bias_ih_l{layer}"] = random.normal(0, 0.3, rows)
        p[f"{cell}.bias_hh_l{layer}"] = random.normal(0, 0.3, rows)
        if gate_bias:  # the gate that keeps the state is second in both cells
            p[f"{cell}.bias_ih_l{layer}"][hidden:2 * hidden] = gate_bias
            p[f"{cell}.weight_ih_l{layer}"] *= 0.3
    p["fc.weight"] = random.normal(0, 0.8, (outputs, hidden))
    p["fc.bias"] = random.normal(0, 0.3, outputs)
    lead = (batch,) if at == "last" else (steps, batch)
    x = random.normal(0, 1, (steps, batch, inputs))
    target = random.integers(0, outputs, lead) if loss == "xent" else random.normal(0, 1, lead + (outputs,))

    p = {key: torch.from_numpy(value) for key, value in p.items()}
    x, target = torch.from_numpy(x), torch.from_numpy(target)
    result = run(cell, activation, p, layers, x, target, loss, at, cell + ".", "fc.")
    check_step(result, layers, note)
    name = f"{cell}-{activation}-l{layers}-h{hidden}-b{batch}-{loss}-{at}{note}"
    given = {"x": x, "target": target} | {"param." + key: value.detach() for key, value in p.items()}
    write(output / "steps" / f"{name}.safetensors", given | result, {
        "cell": cell, "activation": activation, "layers": str(layers), "loss": loss, "loss_at": at})
    report(name, result)


def check_step(result, layers, note):
    """A case whose gradient has died tests nothing."""
    for name, value in result.items():
        assert value.isfinite().all(), name
        if note == "-long":
            least = value.abs()[value != 0]
            assert len(least) == 0 or least.min() >= sys.float_info.min, f"{name} holds a subnormal number"
    first = norm(result["dh_l0"][0])
    if note == "-long":
        assert 1e-290 <= first <= 1e-200, first
    if note == "-exploding":
        assert first > 1e50, first
    assert all((result[f"dh_l{k}"] != 0).float().mean() > 0.3 for k in range(layers)), "most of dh is zero"


def norm(values):
    """The Euclidean norm, where the squares of the values would underflow too."""
    largest = values.abs().max()
    return (largest * (values / largest).norm()).item() if largest > 0 else 0.0


def report(name, result):
    ends = {key: (norm(value[0]), norm(value[-1])) for key, value in result.items() if key in ("dh_l0", "dc_l0")}
    print(name, *(f"{key} {first:.2g} … {last:.2g}" for key, (first, last) in ends.items()))


# Files as users have them


class Net(nn.Module):
    """A recurrent module and a readout; a user's own names for them become the prefixes."""

    def __init__(self, cell, inputs, hidden, outputs, bias=True, dtype=torch.float64, **options):
        super().__init__()
        module = {"rnn": nn.RNN, "gru": nn.GRU, "lstm": nn.LSTM}[cell]
        setattr(self, cell, module(inputs, hidden, bias=bias, dtype=dtype, **options))
        self.fc = nn.Linear(hidden, outputs, bias=bias, dtype=dtype)


class Nested(nn.Module):
    """An encoder inside a module inside the model."""

    def __init__(self):
        super().__init__()
        self.model = nn.Module()
        self.model.encoder = nn.LSTM(3, 11, num_layers=2)
        self.head = nn.Linear(11, 6)


def make_models(folder):
    for seed in range(4):
        torch.manual_seed(seed)
        net, x = Net("lstm", 10, 20, 1), torch.randn(100, 1, 10, dtype=torch.float64)
        dtypes = {"f64": torch.float64, "f32": torch.float32, "f16": torch.float16, "bf16": torch.bfloat16}
        for suffix, dtype in dtypes.items() if seed == 0 else [("f64", torch.float64)]:
            state = {key: value.to(dtype) for key, value in net.state_dict().items()}
            only = None if (seed, suffix) == (0, "f64") else ("dh_l0", "dc_l0", "y", "loss")
            make_model(folder, f"classic-lstm-seed{seed}-{suffix}", "lstm", state, x,
                       torch.zeros(1, 1, dtype=torch.float64), "mse", "last", only=only)

    torch.manual_seed(10)
    net = Net("gru", 3, 9, 4, bias=False)
    make_model(folder, "gru-without-biases", "gru", net.state_dict(), torch.randn(5, 2, 3, dtype=torch.float64),
               torch.randint(0, 4, (5, 2), dtype=torch.int32), "xent", "every")
    make_model(folder, "nested-prefix", "lstm", Nested().state_dict(), torch.randn(5, 2, 3),
               torch.randint(0, 6, (2,)), "xent", "last", prefix="model.encoder.", readout="head.")
    for name, options in (("bidirectional", {"bidirectional": True}), ("projection", {"proj_size": 2})):
        net = Net("lstm", 3, 4, 6, dtype=torch.float32, **options)
        save_file(net.state_dict(), folder / f"refused-{name}.weights.safetensors")


def make_model(folder, name, cell, state, x, target, loss, at, prefix=None, readout="fc.", only=None):
    prefix = prefix or cell + "."
    save_file(state, folder / f"{name}.weights.safetensors")
    save_file({"x": x, "target": target}, folder / f"{name}.data.safetensors")
    layers = sum("weight_ih_l" in key for key in state)
    result = run(cell, "tanh", state, layers, x, target, loss, at, prefix, readout)
    write(folder / f"{name}.trace.safetensors", {k: v for k, v in result.items() if not only or k in only}, {
        "cell": cell, "activation": "tanh", "layers": str(layers), "loss": loss, "loss_at": at,
        "prefix": prefix.rstrip("."), "readout": readout.rstrip(".")})
    report(name, result)


# Sequences of unequal lengths


def make_packed(output):
    (output / "packed").mkdir(exist_ok=True)
    layers, steps, batch, inputs, hidden = 2, 7, 3, 5, 4
    lengths = torch.tensor([5, 7, 2])
    for k, (cell, module) in enumerate({"rnn": nn.RNN, "gru": nn.GRU, "lstm": nn.LSTM}.items()):
        torch.manual_seed(500 + k)
        net = module(inputs, hidden, num_layers=layers, dtype=torch.float64)
        x = torch.randn(steps, batch, inputs, dtype=torch.float64)
        states = ["h", "c"] if cell == "lstm" else ["h"]
        start = [torch.randn(layers, batch, hidden, dtype=torch.float64, requires_grad=True) for _ in states]
        direct = [torch.randn(layers, batch, hidden, dtype=torch.float64) for _ in states]
        inside = (torch.arange(steps)[:, None] < lengths)[:, :, None]
        d_output = torch.randn(steps, batch, hidden, dtype=torch.float64) * inside
        packed = nn.utils.rnn.pack_padded_sequence(x, lengths, enforce_sorted=False)
        result, last = net(packed, tuple(start) if cell == "lstm" else start[0])
        last = last if cell == "lstm" else (last,)
        padded, _ = nn.utils.rnn.pad_packed_sequence(result, total_length=steps)
        ((padded * d_output).sum() + sum((a * b).sum() for a, b in zip(last, direct))).backward()
        out = {"x": x, "lengths": lengths, "d_output": d_output, "output": padded.detach()}
        for state, first, end, gradient in zip(states, start, last, direct):
            out |= {f"{state}_0": first.detach(), f"{state}_n": end.detach(), f"d_{state}_n": gradient,
                    f"d_{state}_0": first.grad}
        for key, value in net.named_parameters():
            out |= {key: value.detach(), "grad." + key: value.grad}
        write(output / "packed" / f"{cell}.safetensors", out, {"cell": cell})


# Optimisers, clippers, activations


def make_optimizers(output):
    random, rate, steps, count = np.random.default_rng(400), 0.05, 5, 19
    initial = torch.from_numpy(random.normal(0, 1, count))
    gradients = torch.from_numpy(random.normal(0, 1, (steps, count)) * 10.0 ** random.uniform(-4, 4, count))
    gradients[:, 0] = 0  # never a gradient
    gradients[1:, 1] = 0  # one at the first step alone
    gradients[:, 2] = 1e-200  # its square is zero in float64
    out = {"initial": initial, "gradients": gradients}
    for name, optimizer in {
        "sgd": lambda p: torch.optim.SGD(p, rate), "momentum": lambda p: torch.optim.SGD(p, rate, momentum=0.9),
        "rmsprop": lambda p: torch.optim.RMSprop(p, rate), "adam": lambda p: torch.optim.Adam(p, rate)}.items():
        p = initial.clone().requires_grad_()
        stepper, rows = optimizer([p]), []
        for gradient in gradients:
            p.grad = gradient.clone()
            stepper.step()
            rows.append(p.detach().clone())
        out[name] = torch.stack(rows)

    g = torch.from_numpy(random.normal(0, 1, count))
    norm = g.norm().item()
    thresholds = [1e-3, 0.25, 1.0, 0.999 * norm, 1.001 * norm, 100.0]
    out |= {"clip_gradients": g, "clip_thresholds": torch.tensor(thresholds, dtype=torch.float64)}

    def clipped(clip, threshold):
        parameters = [torch.zeros(3, 4, dtype=torch.float64), torch.zeros(count - 12, dtype=torch.float64)]
        for p, part in zip(parameters, (g[:12].view(3, 4), g[12:])):
            p.grad = part.clone()
        total = clip(parameters, threshold)
        return torch.cat([p.grad.flatten() for p in parameters]), total

    out["clip_value"] = torch.stack([clipped(nn.utils.clip_grad_value_, t)[0] for t in thresholds])
    rows, norms = zip(*(clipped(nn.utils.clip_grad_norm_, t) for t in thresholds))
    out |= {"clip_norm": torch.stack(rows), "clip_norm_before": torch.stack(norms)}
    write(output / "optimizers.safetensors", out, {"learning_rate": str(rate)})


def make_activations(output):
    magnitudes = np.concatenate([
        10.0 ** np.arange(-300, -20, 40), 10.0 ** np.arange(-20, 0.0, 0.5), np.linspace(0, 45, 181),
        np.linspace(50, 750, 71), [1 - 1e-9, 1 + 1e-9, 20 - 1e-9, 20 + 1e-9, 36.7, 36.8, 708, 709.7, 709.8, 745, 746]])
    grid = np.unique(np.concatenate([-magnitudes, magnitudes]))
    values = np.concatenate([grid[grid != 0], [0.0, -0.0, np.inf, -np.inf, np.nan]])
    out = {"x": torch.from_numpy(values)}
    for name, activation in ACTIVATIONS.items():
        x = torch.from_numpy(values).clone().requires_grad_()
        y = activation(x)
        y.backward(torch.ones_like(y))
        out |= {f"{name}.value": y.detach(), f"{name}.slope": x.grad}
    write(output / "activations.safetensors", out, {})


def write(path, tensors, metadata):
    """Like save_file, but with the metadata in one order: the library's differs from run to run."""
    data = save({key: value.contiguous() for key, value in tensors.items()}, metadata=metadata or None)
    length = int.from_bytes(data[:8], "little")
    header = json.loads(data[8:8 + length])
    if metadata:
        header["__metadata__"] = dict(sorted(header["__metadata__"].items()))
    text = json.dumps(header, separators=(",", ":")).encode().ljust(length)
    path.write_bytes(len(text).to_bytes(8, "little") + text + data[8 + length:])


if __name__ == "__main__":
    torch.set_num_threads(1)
    main(pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).parent)
