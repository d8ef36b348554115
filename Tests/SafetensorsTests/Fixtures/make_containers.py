"""Writes python.safetensors with Python's own safetensors: every format that gradflow reads, known bits."""

import pathlib

import torch
from safetensors.torch import save_file

HALF_BITS = [0x0000, 0x8000, 0x0001, 0x83FF, 0x0400, 0x3C00, 0xC500, 0x7BFF, 0x7C00, 0xFC00, 0x7E00]
BRAIN_BITS = [0x0000, 0x8000, 0x0001, 0x3F80, 0xC049, 0x7F7F, 0x7F80, 0xFF80, 0x7FC0]


def bits(values, dtype):
  return torch.tensor(values, dtype=torch.uint16).view(dtype)


save_file(
  {
    "double": torch.arange(6, dtype=torch.float64).reshape(2, 3) / 7,
    "single": torch.tensor([0.1, -3.4e38, 1e-45, float("inf"), 5.5], dtype=torch.float32),
    "half": bits(HALF_BITS, torch.float16),
    "brain": bits(BRAIN_BITS, torch.bfloat16),
    "long": torch.tensor([[-(2**63), 2**63 - 1, 0, 7]], dtype=torch.int64),
    "int": torch.tensor([-(2**31), 2**31 - 1, 3], dtype=torch.int32),
    "flags": torch.tensor([True, False, True]),
    "nothing": torch.zeros(0, 4, dtype=torch.float64),
    "scalar": torch.tensor(2.5, dtype=torch.float64),
    "näme \"quoted\"\n": torch.tensor([1.0], dtype=torch.float32),
  },
  pathlib.Path(__file__).with_name("python.safetensors"),
  metadata={"who": "Python", "ünï": "\"\\\n\t"},
)
