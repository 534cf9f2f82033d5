"""Encoder–decoder Transformers before any training, drawn from an explicit generator."""

import math
from collections.abc import Sequence

import torch

from core.networks.assign import assign
from core.networks.initialisation import normal
from core.networks.seq2seq_transformer.model import Seq2SeqTransformer
from core.networks.seq2seq_transformer.stack import StackConfig
from core.traces.translation import END


def seq2seq_transformer(
    config: StackConfig,
    source_words: Sequence[str],
    target_words: Sequence[str],
    generator: torch.Generator,
    dtype: torch.dtype = torch.float32,
) -> Seq2SeqTransformer:
    """An untrained model, in eval mode.

    Matrices are from N(0, 1/inputs); word vectors from N(0, 1/d), so that √d times one has values
    of size 1; what writes to the line is smaller by √(sublayers of a stack) (Radford et al. 2019,
    GPT-2, §2.3).

    Args:
        config: the sizes of both stacks.
        source_words: the words that it reads.
        target_words: the words that it writes; END is put before them.
        generator: the only source of randomness.
        dtype: of the weights; they are drawn in float64.
    """
    model = empty_seq2seq_transformer(config, source_words, (END, *target_words))
    drawn = normal(model, generator)
    for name in drawn:
        stack = model.encoder if name.startswith("encoder") else model.decoder
        if name.endswith("embedding.weight"):
            drawn[name] /= math.sqrt(config.d)
        if name.endswith(("output.weight", "down.weight")):
            drawn[name] /= math.sqrt(len(stack.sublayers))
    return assign(model, {name: weight.to(dtype) for name, weight in drawn.items()})


def empty_seq2seq_transformer(
    config: StackConfig, source_words: Sequence[str], target_words: Sequence[str]
) -> Seq2SeqTransformer:
    """A model on the meta device, to be filled by `assign`; END is the first target word."""
    with torch.device("meta"):
        return Seq2SeqTransformer(config, source_words, target_words)
