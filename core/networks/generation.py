"""Writing on: one token after another, with what was computed before kept or computed again.

Keys and values of what was read never change under a causal mask, so they can be kept (the "KV
cache"; Pope et al. 2022, "Efficiently scaling Transformer inference", §2.1).
"""

from typing import NamedTuple

import torch
from torch import Tensor

from core.errors import InputError
from core.networks.transformer import Change, Run, Transformer
from core.traces.base import Array


class Generation(NamedTuple):
    """What was written, and what each choice was made from."""

    tokens: tuple[int, ...]  # the new ones
    logits: Array  # (new, vocabulary): before each choice


@torch.no_grad()
def generate(
    model: Transformer,
    prompt: Tensor,
    n: int,
    cache: bool = True,
    generator: torch.Generator | None = None,
    temperature: float = 1.0,
    change: Change | None = None,
) -> Generation:
    """Write n tokens after a prompt (time,).

    Args:
        model: any Transformer; "learned" positions end at ``longest``, prompt included.
        prompt: (time,), at least one token.
        n: how many to write.
        cache: keep keys and values of what was read; without, everything is read again each time.
        generator: draws each token from softmax(logits / temperature); None: the likeliest.
        temperature: above 0.
        change: of heads at every step, from `core.measures.heads.changes` (no patch: its length is
            fixed).

    Raises:
        InputError: n below 1, a temperature that is not above 0, or a cache without causal mask.
    """
    if n < 1:
        raise InputError("n", "at least 1", n)
    if not temperature > 0:
        raise InputError("temperature", "above 0", temperature)
    if cache and not model.config.causal:
        raise InputError("cache", "False where later tokens change what was read", cache)
    tokens, past, seen = prompt[None], None, []
    for _ in range(n):
        past = _read(model, tokens, past if cache else None, change)
        seen.append(past.logits[0, -1])
        token = _choose(seen[-1], generator, temperature)
        tokens = torch.cat([tokens, token[None]], dim=1)
    new = tuple(tokens[0, len(prompt) :].tolist())
    return Generation(new, torch.stack(seen).numpy())


def _read(model: Transformer, tokens: Tensor, past: Run | None, change: Change | None) -> Run:
    """Read what is not in the past yet."""
    start = 0 if past is None else past.length
    return model.run(tokens[:, start:], change=change, past=past)


def _choose(logits: Tensor, generator: torch.Generator | None, temperature: float) -> Tensor:
    if generator is None:
        return logits.argmax(dim=-1, keepdim=True)
    return (logits / temperature).softmax(dim=-1).multinomial(1, generator=generator)
