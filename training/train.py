"""Trains the reader of machine-readable zones on strips that it draws itself: python3 training/train.py --help."""
import argparse
import copy
import math
import time
from pathlib import Path

import torch
from torch import nn

from batches import batches, fixed_batches
from export import export
from network import Reader
from strip import IGNORED

BATCH = 32
RATE = 2e-3
WEIGHT_DECAY = 0.01
#: Steps over which the rate rises to its full height.
WARM_UP = 200
#: How much of the averaged weights each step keeps, at most.
KEEP = 0.998
#: Steps between two exports, and between two lines of the log.
EXPORT_EVERY = 500
LOG_EVERY = 50
#: Seed of the strips that are measured on; training must not use it.
HELD_OUT = 1_000_003


def main() -> None:
    options = read_options()
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    options.out.mkdir(parents=True, exist_ok=True)
    reader = Reader().to(memory_format=torch.channels_last)
    print(f"{sum(weight.numel() for weight in reader.parameters())} weights", flush=True)
    averaged = copy.deepcopy(reader)
    optimizer = torch.optim.AdamW(reader.parameters(), RATE, weight_decay=WEIGHT_DECAY)
    held_out = fixed_batches(HELD_OUT, BATCH, 16)
    start = time.monotonic()
    total = 0.0
    for step, (strips, labels) in enumerate(batches(options.seed, BATCH), 1):
        share = (time.monotonic() - start) / 60 / options.minutes
        for group in optimizer.param_groups:
            group["lr"] = RATE * rate_at(step, share)
        total += learn(reader, optimizer, strips, labels)
        average(averaged, reader, min(KEEP, step / (step + 20)))
        is_last = share >= 1
        if step % LOG_EVERY == 0:
            print(f"step {step}, {share:.1%}: loss {total / LOG_EVERY:.4f}", flush=True)
            total = 0.0
        if step % EXPORT_EVERY == 0 or is_last:
            error = measure(averaged, held_out)
            print(f"step {step}: {error:.2%} of the held-out steps wrong", flush=True)
            about = {"seed": str(options.seed), "steps": str(step), "samples": str(step * BATCH)}
            torch.save(averaged.state_dict(), options.out / "weights.pt")
            export(copy.deepcopy(averaged), options.out / "mrz-reader.onnx", about)
        if is_last:
            return


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=150, help="of wall time; the rate falls to nothing over them")
    parser.add_argument("--seed", type=int, default=1, help="of weights and strips")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--out", type=Path, default=Path("training/out"), help="folder of mrz-reader.onnx")
    return parser.parse_args()


def rate_at(step: int, share: float) -> float:
    """Rises over WARM_UP steps, then falls along a cosine as time passes."""
    return min(1, step / WARM_UP) * (0.005 + 0.995 * 0.5 * (1 + math.cos(math.pi * min(share, 1))))


def learn(reader: Reader, optimizer: torch.optim.Optimizer, strips: torch.Tensor, labels: torch.Tensor) -> float:
    """One step; answers its loss."""
    reader.train()
    strips = strips.to(memory_format=torch.channels_last)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        logs = reader(strips)
    loss = nn.functional.nll_loss(logs.flatten(0, 1), labels.flatten(), ignore_index=IGNORED)
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    nn.utils.clip_grad_norm_(reader.parameters(), 2.0)
    optimizer.step()
    return loss.item()


@torch.no_grad()
def average(averaged: Reader, reader: Reader, keep: float) -> None:
    """Moves the averaged weights, and the measures of normalisation, a little towards those that learn."""
    for old, new in zip(averaged.state_dict().values(), reader.state_dict().values()):
        if old.dtype.is_floating_point:
            old.mul_(keep).add_(new, alpha=1 - keep)
        else:
            old.copy_(new)


@torch.no_grad()
def measure(reader: Reader, held_out: list[tuple[torch.Tensor, torch.Tensor]]) -> float:
    """Share of wrong classes among the steps that are some character."""
    reader.eval()
    wrong = count = 0
    for strips, labels in held_out:
        is_symbol = labels > 0
        wrong += (reader(strips).argmax(2)[is_symbol] != labels[is_symbol]).sum().item()
        count += is_symbol.sum().item()
    return wrong / count


if __name__ == "__main__":
    main()
