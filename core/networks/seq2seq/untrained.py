"""Translators before any training, every weight drawn from an explicit generator."""

from collections.abc import Sequence

import torch

from core.networks.assign import assign, one_of
from core.networks.initialisation import uniform
from core.networks.seq2seq.scoring import SCORINGS
from core.networks.seq2seq.translator import Translator
from core.traces.translation import END

SPREAD = 0.25  # standard deviation of the embeddings


def translator(
    scoring: str,
    source_words: Sequence[str],
    target_words: Sequence[str],
    generator: torch.Generator,
    **sizes: int,
) -> Translator:
    """An untrained translator: embeddings from N(0, ¼²), the rest from U(−1/√H, 1/√H).

    Args:
        scoring: "none", "additive", "dot" or "general".
        source_words: the words that it reads.
        target_words: the words that it writes; END is put before them.
        generator: the only source of randomness.
        sizes: ``embedding``, ``encoder`` and ``attention``, where they differ from the usual.

    Raises:
        InputError: a scoring function that is not known.
    """
    model = empty_translator(scoring, source_words, (END, *target_words), **sizes)
    shapes = {name: tuple(weight.shape) for name, weight in model.named_parameters()}
    drawn = uniform(shapes, model.decoder.hidden_size, generator)
    for name in ("source_embedding.weight", "target_embedding.weight"):
        drawn[name] = SPREAD * torch.randn(shapes[name], generator=generator)
    return assign(model, {name: weight.float() for name, weight in drawn.items()})


def empty_translator(
    scoring: str, source_words: Sequence[str], target_words: Sequence[str], **sizes: int
) -> Translator:
    """A translator on the meta device, to be filled by `assign`; END is the first target word."""
    one_of("scoring", scoring, SCORINGS)
    with torch.device("meta"):
        return Translator(scoring, source_words, target_words, **sizes)
