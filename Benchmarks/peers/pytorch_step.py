#!/usr/bin/env python3
"""One training step in PyTorch, float64, one thread.  pip install "torch==2.13.0+cpu" safetensors numpy

  --variant cell    a loop over LSTMCell, GRUCell or RNNCell with retain_grad on every h_t and c_t (the default)
  --variant fused   nn.LSTM, nn.GRU or nn.RNN, which yields the parameters' gradients but no ∂L/∂h_t

The other options and the protocol are in peer.py.
"""
import peer
import torch
from torch import nn

parser = peer.options(__doc__)
parser.add_argument("--variant", choices=["cell", "fused"], default="cell")
chosen = parser.parse_args()
torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)

name, parameters, x, target = peer.workload(chosen)
x, target = torch.from_numpy(x), torch.from_numpy(target)
hidden, outputs = parameters["weight_hh_l0"].shape[1], parameters["fc.weight"].shape[0]
fused = chosen.variant == "fused"
modules = {
    "rnn": (nn.RNNCell, nn.RNN), "gru": (nn.GRUCell, nn.GRU), "lstm": (nn.LSTMCell, nn.LSTM)}
net = nn.ModuleDict({"recurrent": modules[name][fused](x.shape[2], hidden), "fc": nn.Linear(hidden, outputs)})
suffix = "" if fused else "_l0"  # a cell's parameters have no layer number
keys = {key if key.startswith("fc.") else "recurrent." + key.removesuffix(suffix): key for key in parameters}
net.load_state_dict({own: torch.from_numpy(parameters[key]) for own, key in keys.items()})
kept = {}


def forward_fused():
    return net["recurrent"](x)[0][-1]


def forward_cell():
    cell, hs, cs = net["recurrent"], [], []
    state = None
    for row in x:
        state = cell(row, state)
        h, c = state if name == "lstm" else (state, None)
        h.retain_grad()
        hs.append(h)
        if c is not None:
            c.retain_grad()
            cs.append(c)
    kept.update(dh_l0=hs, dc_l0=cs)
    return h


forward = forward_fused if fused else forward_cell


optimizer = torch.optim.Adam(net.parameters(), lr=0)


def differentiate():
    net.zero_grad(set_to_none=True)
    ((net["fc"](forward()) - target) ** 2).mean().backward()


def step():
    differentiate()
    nn.utils.clip_grad_norm_(net.parameters(), 1)
    optimizer.step()


def gradients():
    differentiate()
    out = {"grad." + keys[own]: p.grad.numpy() for own, p in net.named_parameters()}
    return out | {key: torch.stack([v.grad for v in values]).numpy() for key, values in kept.items() if values}


peer.run(chosen, step, gradients)
