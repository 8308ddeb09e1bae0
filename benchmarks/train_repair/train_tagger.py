"""Train the neural tagger and write its pack. Needs torch (CPU is enough; an hour on one core).

python -m benchmarks.train_repair.train_tagger STREAM.npy LM.npz OUT.npz --minutes 60
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn

from normalizers.diacritics.model import LanguageModel
from normalizers.diacritics.tagger import fold_table

TIME = 48
BAN = -1e4


class Net(nn.Module):
    """The network of ``normalizers/diacritics/tagger.py``."""

    def __init__(self, folds: int, words: int, cand: torch.Tensor, width: int, hidden: int) -> None:
        super().__init__()
        self.word = nn.Embedding(folds, width)
        self.case = nn.Embedding(4, 8)
        self.gru = nn.GRU(width + 8, hidden, batch_first=True, bidirectional=True)
        self.drop = nn.Dropout(0.1)
        self.query = nn.Linear(2 * hidden, 128)
        self.out = nn.Embedding(words, 128)
        self.out_bias = nn.Embedding(words, 1)
        nn.init.normal_(self.out.weight, std=0.05)
        nn.init.zeros_(self.out_bias.weight)
        self.register_buffer("cand", cand)

    def forward(self, folds: torch.Tensor, cases: torch.Tensor, keep: torch.Tensor) -> torch.Tensor:
        """Return candidate scores ``(kept places, candidates)``."""
        x = torch.cat([self.word(folds), self.case(cases)], 2)
        h, _ = self.gru(self.drop(x))
        q = torch.tanh(self.query(self.drop(h)))[keep]
        cand = self.cand[self.true_folds[keep]]
        safe = cand.clamp(min=0)
        scores = torch.bmm(self.out(safe), q.unsqueeze(2)).squeeze(2) + self.out_bias(safe)[..., 0]
        return scores.masked_fill(cand < 0, BAN)


def candidates(fold_of: np.ndarray) -> np.ndarray:
    """Return the word ids of each fold, shape ``(folds, most)``, padded with -1."""
    groups: list[list[int]] = [[] for _ in range(fold_of.max() + 1)]
    for word, fold in enumerate(fold_of):
        groups[fold].append(word)
    table = np.full((len(groups), max(map(len, groups))), -1, dtype=np.int64)
    for fold, group in enumerate(groups):
        table[fold, : len(group)] = group
    return table


def augment(cases: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Write some rows all in capitals, some all in small letters."""
    cases = cases.copy()
    draw = rng.random(len(cases))
    cases[draw < 0.05] = 2
    cases[draw > 0.90] = 0
    return cases


def export(net: Net, words: list[str], path: Path) -> None:
    """Write the weights, matrices in 8 bits with a scale per column."""
    state = {k: v.detach().numpy() for k, v in net.state_dict().items()}
    arrays = {"words": np.frombuffer("\n".join(words).encode(), dtype=np.uint8)}

    def put(name: str, value: np.ndarray, axis: int | None) -> None:
        if axis is None:
            arrays[name] = value.astype(np.float16)
            return
        scale = np.abs(value).max(axis=axis, keepdims=True) / 127 + 1e-12
        arrays[name] = np.rint(value / scale).astype(np.int8)
        arrays[f"{name}__scale"] = scale.astype(np.float32)

    put("word", state["word.weight"], 1)
    put("case", state["case.weight"], None)
    put("out", state["out.weight"], 1)
    put("out_bias", state["out_bias.weight"][:, 0], None)
    put("query", state["query.weight"].T, 0)
    put("query_bias", state["query.bias"], None)
    for side, suffix in (("f", ""), ("b", "_reverse")):
        put(f"in_{side}", state[f"gru.weight_ih_l0{suffix}"].T, 0)
        put(f"re_{side}", state[f"gru.weight_hh_l0{suffix}"].T, 0)
        put(f"in_bias_{side}", state[f"gru.bias_ih_l0{suffix}"], None)
        put(f"re_bias_{side}", state[f"gru.bias_hh_l0{suffix}"], None)
    with path.open("wb") as stream:
        np.savez_compressed(stream, **arrays)


def main() -> None:
    """Run the program."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("stream", type=Path)
    parser.add_argument("pack", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--width", type=int, default=128)
    parser.add_argument("--hidden", type=int, default=256)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--batch", type=int, default=64, help="rows of 48 words a step")
    parser.add_argument("--half", action="store_true", help="recurrence in bfloat16 (AMX)")
    parser.add_argument("--resume", type=Path, help="weights (.pt) to go on from")
    parser.add_argument("--seed", type=int, default=1, help="another one shows other rows first")
    args = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(args.seed)
    rng = np.random.default_rng(args.seed)
    model = LanguageModel(args.pack)
    _, fold_of = fold_table(model.words)
    table = candidates(fold_of)
    counts = (table >= 0).sum(1)
    stream = np.load(args.stream)
    rows = len(stream) // TIME
    stream = stream[: rows * TIME].reshape(rows, TIME)
    net = Net(len(table), len(model.words), torch.from_numpy(table), args.width, args.hidden)
    if args.resume:
        net.load_state_dict(torch.load(args.resume))
    best = torch.optim.Adam(net.parameters(), lr=args.rate, betas=(0.9, 0.99))
    start, step, mean, right = time.time(), 0, 0.0, 0.0
    order = rng.permutation(rows)
    at = 0
    while (spent := (time.time() - start) / 60) < args.minutes:
        if at + args.batch > rows:
            order, at = rng.permutation(rows), 0
        batch = stream[order[at : at + args.batch]].astype(np.int64)
        at += args.batch
        words, cases = batch // 4, augment(batch % 4, rng)
        folds = fold_of[words]
        shown = np.where(rng.random(folds.shape) < 0.03, model.unknown, folds)
        keep = (counts[folds] > 1) & (shown == folds)
        place = (table[folds[keep]] == words[keep][:, None]).argmax(1)
        share = spent / args.minutes
        warm = min(1.0, (step + 1) / (30 if args.resume else 300))
        rate = args.rate * warm * max(0.02, (1 - share) if share > 0.3 else 1)
        for group in best.param_groups:
            group["lr"] = rate
        net.true_folds = torch.from_numpy(folds)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=args.half):
            scores = net(torch.from_numpy(shown), torch.from_numpy(cases), torch.from_numpy(keep))
        target = torch.from_numpy(place)
        loss = nn.functional.cross_entropy(scores.float(), target)
        best.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        best.step()
        step += 1
        hit = float((scores.argmax(1) == target).float().mean())
        decay = 0.99 if step > 100 else 0.9
        mean, right = (decay * a + (1 - decay) * b for a, b in ((mean, loss.item()), (right, hit)))
        if step % 200 == 0:
            speed = step * args.batch * TIME / (time.time() - start)
            print(
                f"{step} {spent:.1f}min loss {mean:.4f} right {right:.4f} {speed:.0f}w/s",
                flush=True,
            )
        if step % 1000 == 0:
            export(net, model.words, args.out)
            torch.save(net.state_dict(), args.out.with_suffix(".pt"))
    export(net, model.words, args.out)
    torch.save(net.state_dict(), args.out.with_suffix(".pt"))


if __name__ == "__main__":
    main()
