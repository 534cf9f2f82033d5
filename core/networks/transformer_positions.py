"""The encodings of `core.networks.positional_encoding` as the Transformer uses them, with torch."""

from functools import lru_cache

import torch
from torch import Tensor

from core.networks.positional_encoding import alibi, common_bug, frequencies, sinusoidal

TABLES = {"sinusoidal": sinusoidal, "common_bug": common_bug}


def added(positions: str, start: int, length: int, d: int) -> Tensor | None:
    """What is added to the embeddings from position ``start`` on: (length, d), or None."""
    return _table(positions, start + length, d)[start:] if positions in TABLES else None


def rotated(x: Tensor, start: int = 0) -> Tensor:
    """RoPE (Su et al. 2021, eq. 34): x (…, time, channel), its first position is ``start``."""
    cos, sin = (t.to(x) for t in _turns(start, x.shape[-2], x.shape[-1]))
    quarter = torch.stack([-x[..., 1::2], x[..., ::2]], dim=-1).flatten(-2)
    return x * cos + quarter * sin


def linear_bias(heads: int, length: int, start: int = 0) -> Tensor:
    """ALiBi (Press et al. 2022, §3): −m |query − key|, (head, length, start + length)."""
    return _slopes(heads, start + length)[:, start:]


@lru_cache(128)
def _table(positions: str, length: int, d: int) -> Tensor:
    return torch.from_numpy(TABLES[positions](length, d))


@lru_cache(128)
def _turns(start: int, length: int, d: int) -> tuple[Tensor, Tensor]:
    """Cosine and sine of each angle, twice each: (length, d)."""
    position = torch.arange(start, start + length, dtype=torch.float64)
    angle = position[:, None] * torch.from_numpy(frequencies(d)).repeat_interleave(2)
    return angle.cos(), angle.sin()


@lru_cache(128)
def _slopes(heads: int, length: int) -> Tensor:
    return torch.from_numpy(alibi(length, heads))
