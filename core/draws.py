"""Streams of random numbers: one for each seed and purpose, so that no draw shifts another."""

import torch

WEIGHTS, DATA, FRESH = range(3)  # what random numbers are for: a stream for each


def stream(seed: int, purpose: int) -> torch.Generator:
    """The random numbers of one purpose, independent of those of the others."""
    return torch.Generator().manual_seed(8 * seed + purpose)


CONTROL_SEED = 1000  # of the models that never learnt anything
