"""Networks that write dates, character by character, and how many of these are dates at all."""

import math
from collections.abc import Sequence

import torch
from torch.nn.functional import cross_entropy

from core.data.date_fields import TaggedDate, reading
from core.networks.tagger import Tagger

END = "\n"  # stands before a date and ends it
LONGEST = 40  # characters


@torch.no_grad()
def writes(model: Tagger, n: int, generator: torch.Generator) -> list[str]:
    """Let a model write n dates: each character is drawn from what it expects after those before.

    Behind the last character there is nothing yet, so a backward chain begins there.
    """
    texts = [END] * n
    for _ in range(LONGEST):
        shares = model(model.encode(texts))[:, -1].softmax(dim=-1)
        drawn = torch.multinomial(shares, 1, generator=generator)[:, 0].tolist()
        texts = [t + model.config.outputs[k] for t, k in zip(texts, drawn, strict=True)]
    return [text[1:].partition(END)[0] for text in texts]


def dates(texts: Sequence[str]) -> float:
    """The share of texts that one of the locales writes for some day."""
    return sum(reading(text) is not None for text in texts) / len(texts)


@torch.no_grad()
def bits(model: Tagger, found: Sequence[TaggedDate], *, cut: bool = False) -> float:
    """The mean of −log₂ p(next character); ``cut``: each after only the characters before it."""
    total = count = 0.0
    for one in found:
        text = END + one.text
        targets = torch.tensor([model.config.outputs.index(sign) for sign in one.text + END])
        logits = model(model.encode([text]))[0]
        if cut:
            heads = [text[: t + 1] for t in range(len(text))]
            logits = torch.stack([model(model.encode([head]))[0, -1] for head in heads])
        total += cross_entropy(logits, targets, reduction="sum").item() / math.log(2)
        count += len(targets)
    return total / count
