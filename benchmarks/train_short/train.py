"""Train the recogniser of short fields: ``python -m benchmarks.train_short.train``.

One core, minutes: the learning rate falls with the processor time spent, a checkpoint and the pack
are written as it goes, so that a run cut short leaves a network. ``--resume`` goes on from one.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from benchmarks.train_short.augment import harmed
from benchmarks.train_short.lines import Lines, lines_of
from extractors.short.alphabet import ALPHABET, BLANK
from extractors.short.line import HEIGHT, as_input
from extractors.short.network import LAYERS, STEP, Layer

_INDEX = {character: index + 1 for index, character in enumerate(ALPHABET)}
_WIDEST = 300
_OFTEN = 2
"""A short line of figures is taken this many times an epoch: they are what the network is for."""

_FIGURES = set("0123456789IVX")


class Convolution(nn.Module):
    """One of ``LAYERS``, normalised by batch and rectified; the last is neither."""

    def __init__(self, layer: Layer, *, last: bool) -> None:
        super().__init__()
        self.layer = layer
        self.conv = nn.Conv2d(
            layer.inputs,
            layer.outputs,
            layer.kernel,
            layer.stride,
            layer.padding,
            (1, layer.dilation),
            bias=last,
        )
        self.norm: nn.Module = nn.Identity() if last else nn.BatchNorm2d(layer.outputs)
        self.last = last

    def forward(self, x: Tensor) -> Tensor:
        y: Tensor = self.norm(self.conv(x))
        if self.layer.short_cut:
            y = y + x
        return y if self.last else torch.relu(y)

    def folded(self) -> tuple[np.ndarray, np.ndarray]:
        """Return the matrix and the bias for ``extractors.short.network``."""
        weight = self.conv.weight.detach()
        if isinstance(self.norm, nn.BatchNorm2d):
            assert self.norm.running_var is not None and self.norm.running_mean is not None
            factor = self.norm.weight.detach() / torch.sqrt(self.norm.running_var + self.norm.eps)
            weight = weight * factor[:, None, None, None]
            bias = self.norm.bias.detach() - self.norm.running_mean * factor
        else:
            assert self.conv.bias is not None
            bias = self.conv.bias.detach()
        matrix = weight.permute(2, 3, 1, 0).reshape(-1, weight.shape[0])
        return matrix.numpy(), bias.numpy()


def network() -> nn.Sequential:
    """Return the network, untrained; input lines x 1 x rows x columns."""
    last = len(LAYERS) - 1
    return nn.Sequential(*(Convolution(layer, last=i == last) for i, layer in enumerate(LAYERS)))


def write_pack(net: nn.Sequential, path: Path, temperature: float) -> None:
    """Write the weights as half floats."""
    arrays: dict[str, np.ndarray] = {"temperature": np.array(temperature, np.float32)}
    for index, layer in enumerate(net):
        assert isinstance(layer, Convolution)
        matrix, bias = layer.folded()
        arrays[f"w{index}"], arrays[f"b{index}"] = matrix.astype(np.float16), bias
    np.savez_compressed(path, allow_pickle=False, **arrays)


def batches(lines: Lines, size: int, rng: np.random.Generator) -> Iterator[list[int]]:
    """Yield the batches of one epoch, lines of like width together, in random order."""
    widths = np.diff(lines.ends, prepend=0)
    chosen = [
        i
        for i, text in enumerate(lines.texts)
        if 8 < widths[i] <= _WIDEST and text and len(text) * 2 + 1 < widths[i]
        for _ in range(_OFTEN if len(text) < 9 and _FIGURES & set(text) else 1)
    ]
    order = sorted(chosen, key=lambda i: float(widths[i]) + float(rng.uniform(-12, 12)))
    parts = [order[i : i + size] for i in range(0, len(order), size)]
    rng.shuffle(parts)  # type: ignore[arg-type]
    yield from parts


def tensors(
    lines: Lines, part: list[int], rng: np.random.Generator | None
) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Return pictures, lengths in steps, the texts end to end, and their lengths."""
    pictures = [lines.line(i) for i in part]
    if rng is not None:
        pictures = [harmed(picture, rng) for picture in pictures]
    widest = max(picture.shape[1] for picture in pictures)
    batch = np.zeros((len(part), 1, HEIGHT, -(-widest // 16) * 16), np.float32)
    for place, picture in enumerate(pictures):
        batch[place, 0, :, : picture.shape[1]] = as_input(picture)
    steps = [-(-picture.shape[1] // STEP) for picture in pictures]
    said = [[_INDEX[c] for c in lines.texts[i]] for i in part]
    return (
        torch.from_numpy(batch),
        torch.tensor(steps),
        torch.tensor([c for text in said for c in text]),
        torch.tensor([len(text) for text in said]),
    )


def train(
    net: nn.Sequential, lines: Lines, *, minutes: float, rate: float, size: int, work: Path
) -> None:
    """Train for so many minutes of processor time; prints the loss, writes ``work/net.pt``."""
    rng = np.random.default_rng(int(time.time()))
    optimiser = torch.optim.AdamW(net.parameters(), lr=rate, weight_decay=1e-4)
    loss_of = nn.CTCLoss(blank=BLANK, zero_infinity=True)
    began, shown, losses = time.process_time(), 0.0, []
    net.train()
    while (spent := (time.process_time() - began) / 60 / minutes) < 1.0:
        for part in batches(lines, size, rng):
            spent = (time.process_time() - began) / 60 / minutes
            if spent >= 1.0:
                break
            for group in optimiser.param_groups:
                group["lr"] = rate * min(1.0, spent / 0.03 + 0.05) * (1.0 - spent) ** 1.2 + 1e-6
            pictures, steps, said, lengths = tensors(lines, part, rng)
            logits = net(pictures)[:, :, 0].permute(2, 0, 1).log_softmax(2)
            loss = loss_of(
                logits, said, torch.minimum(steps, torch.tensor(logits.shape[0])), lengths
            )
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 5.0)
            optimiser.step()
            losses.append(loss.item())
            if spent - shown > 1 / 30:
                shown = spent
                print(
                    f"{spent:6.1%}  loss {np.mean(losses):.4f}  batches {len(losses)}", flush=True
                )
                losses = []
                torch.save(net.state_dict(), work / "net.pt")
    torch.save(net.state_dict(), work / "net.pt")


def best_temperature(net: nn.Sequential, lines: Lines, size: int = 64) -> float:
    """Return the divisor of the logits under which the texts of ``lines`` are likeliest."""
    net.eval()
    loss_of = nn.CTCLoss(blank=BLANK, zero_infinity=True, reduction="sum")
    totals: dict[float, float] = dict.fromkeys((0.8, 1.0, 1.2, 1.4, 1.7, 2.0, 2.5), 0.0)
    with torch.no_grad():
        for part in batches(lines, size, np.random.default_rng(0)):
            pictures, steps, said, lengths = tensors(lines, part, None)
            logits = net(pictures)[:, :, 0].permute(2, 0, 1)
            for t in totals:
                totals[t] += loss_of((logits / t).log_softmax(2), said, steps, lengths).item()
    return min(totals, key=totals.__getitem__)


def training_arguments(parser: argparse.ArgumentParser, *, minutes: float, batch: int) -> None:
    """Add what every training of this network asks for, with its own defaults."""
    parser.add_argument("--work", type=Path, required=True, help="folder for lines, checkpoint")
    parser.add_argument("--pack", type=Path, required=True, help="where the weights go (.npz)")
    parser.add_argument("--minutes", type=float, default=minutes, help="of processor time")
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--batch", type=int, default=batch)
    parser.add_argument("--resume", action="store_true", help="go on from the checkpoint")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    training_arguments(parser, minutes=30.0, batch=32)
    parser.add_argument("--sheets", type=int, default=500)
    args = parser.parse_args()
    torch.set_num_threads(1)
    lines = lines_of(range(args.sheets), args.work / f"train-{args.sheets}.npz")
    tuning = lines_of(range(500_000, 500_010), args.work / "tuning.npz")
    net = network()
    if args.resume:
        net.load_state_dict(torch.load(args.work / "net.pt"))
    train(net, lines, minutes=args.minutes, rate=args.rate, size=args.batch, work=args.work)
    write_pack(net, args.pack, best_temperature(net, tuning))


if __name__ == "__main__":
    main()
