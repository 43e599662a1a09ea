"""Feeds the training: strips in batches, drawn by another process while the network learns."""
import torch
from torch.utils.data import DataLoader, IterableDataset

from fonts import find_fonts
from strip import Sampler


class Strips(IterableDataset):
    """Endless pairs of a strip, float (1, 32, 320) grey 0…255, and the classes of its 80 steps."""

    def __init__(self, seed: int):
        self.seed = seed

    def __iter__(self):
        sampler = Sampler(self.seed, find_fonts())
        while True:
            pixels, labels = sampler.sample()
            yield torch.from_numpy(pixels.astype("float32"))[None], torch.from_numpy(labels)


def batches(seed: int, size: int) -> DataLoader:
    """Endless batches; the same seed gives the same strips in the same order."""
    return DataLoader(Strips(seed), batch_size=size, num_workers=1, prefetch_factor=4)


def fixed_batches(seed: int, size: int, count: int) -> list[tuple[torch.Tensor, torch.Tensor]]:
    """The first batches of a seed, to measure on."""
    source = iter(DataLoader(Strips(seed), batch_size=size))
    return [next(source) for _ in range(count)]
