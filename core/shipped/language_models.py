"""The two character models that were trained alike, with and without a causal mask.

Both read `core.data.documentation`, character by character as in `core.data.vocabulary`, and
predict the next one at every position. Without the mask each position sees the answer beside it.
"""

import math

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from core.data.vocabulary import CHARACTERS, UNKNOWN, encode
from core.errors import InputError
from core.networks.generation import generate
from core.networks.transformer import Transformer

VOCABULARY = (*CHARACTERS, "�")  # the last one is read where a character is unknown
WINDOW = 96  # characters that the models were trained to read at once; they know no others


def tokens(text: str) -> Tensor:
    """A text as places in VOCABULARY: (time,), int64.

    Raises:
        InputError: a text without any character.
    """
    if not text:
        raise InputError("text", "at least 1 character", text)
    return torch.from_numpy(encode(text)[0])


def windows(text: str) -> Tensor:
    """A text cut into windows, each with the character after it: (n, WINDOW + 1).

    Each starts where the one before ends; up to WINDOW characters at the end are left out.
    """
    return tokens(text).unfold(0, WINDOW + 1, WINDOW)


@torch.no_grad()
def bits(model: Transformer, cut: Tensor, place: slice = slice(None)) -> float:
    """The mean of −log₂ p(next character) over `windows`, or over some places in each.

    ``slice(-1, None)``: the last place alone, where no model has the answer before its eyes.
    """
    logits = model(cut[:, :-1])[:, place]
    nats = cross_entropy(logits.flatten(0, 1), cut[:, 1:][:, place].flatten(), ignore_index=UNKNOWN)
    return nats.item() / math.log(2)


def write_on(
    model: Transformer,
    prompt: str,
    n: int,
    cache: bool = True,
    generator: torch.Generator | None = None,
    temperature: float = 1.0,
) -> str:
    """The next n characters after a prompt; see `core.networks.generation.generate`.

    Raises:
        InputError: an empty prompt, more than WINDOW characters in all, or what `generate` refuses.
    """
    if len(prompt) + n > WINDOW:
        raise InputError("length", f"at most {WINDOW} with the prompt", len(prompt) + n)
    written = generate(model, tokens(prompt), n, cache, generator, temperature)
    return "".join(VOCABULARY[place] for place in written.tokens)
