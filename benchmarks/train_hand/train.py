"""Train the reader of handwritten numbers: ``python -m benchmarks.train_hand.train``.

The network, its training and its pack are those of ``benchmarks.train_short``; what is learned
differs, and it begins with the network for print. One core, ten minutes of processor time;
``--resume`` goes on from the checkpoint.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch
from torch import nn

from benchmarks.train_hand.sources import load, load_held
from benchmarks.train_hand.strings import write_lines
from benchmarks.train_short.lines import Lines
from benchmarks.train_short.train import (
    Convolution,
    batches,
    best_temperature,
    network,
    tensors,
    train,
    training_arguments,
    write_pack,
)
from extractors.short.network import load_weights


def warm_start(net: nn.Sequential, lines: Lines) -> None:
    """Give an untrained network the weights of the recogniser of print, in place.

    These have their batch normalisation folded in; it is unfolded by what a batch of lines gives,
    so that the network begins as the recogniser of print does.
    """
    part = next(batches(lines, 64, np.random.default_rng(0)))
    x = tensors(lines, part, None)[0]
    with torch.no_grad():
        for layer, (matrix, bias) in zip(net, load_weights().layers, strict=True):
            assert isinstance(layer, Convolution)
            rows, cols = layer.layer.kernel
            shaped = torch.from_numpy(matrix).reshape(rows, cols, layer.layer.inputs, -1)
            layer.conv.weight.copy_(shaped.permute(3, 2, 0, 1))
            shift = torch.from_numpy(bias)
            if isinstance(layer.norm, nn.BatchNorm2d):
                seen = layer.conv(x)
                mean, spread = seen.mean((0, 2, 3)), seen.std((0, 2, 3)).clamp_min(1e-3)
                layer.norm.weight.copy_(spread)
                layer.norm.bias.copy_(mean + shift)
                assert layer.norm.running_mean is not None and layer.norm.running_var is not None
                layer.norm.running_mean.copy_(mean)
                layer.norm.running_var.copy_(spread**2)
            else:
                assert layer.conv.bias is not None
                layer.conv.bias.copy_(shift)
            layer.eval()
            x = layer(x)
    net.train()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    training_arguments(parser, minutes=11.0, batch=48)
    parser.add_argument("--sources", type=Path, required=True, help="folder of sources.fetch")
    parser.add_argument("--lines", type=int, default=60_000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(1)
    learned, held = load(args.sources), load_held(args.sources, 0)
    kept = args.work / f"train-{args.lines}-{args.seed}.npz"
    lines = write_lines(learned, args.seed, args.lines, kept)
    tuning = write_lines(held, 500_000, 3000, args.work / "tuning-0.npz")
    net = network()
    warm_start(net, lines)
    if args.resume:
        net.load_state_dict(torch.load(args.work / "net.pt"))
    train(net, lines, minutes=args.minutes, rate=args.rate, size=args.batch, work=args.work)
    write_pack(net, args.pack, best_temperature(net, tuning))


if __name__ == "__main__":
    main()
