"""Inputs for a recurrent model: a task, random numbers, text, ids, a table."""

import math

import torch
from torch import Tensor

from core.data.tasks import CHARACTER_SIZE, adding, characters, spelled
from core.errors import InputError
from core.lessons.your_model.settings import YourModel
from core.traces.base import Array
from core.uploads.refusal import UploadError

Input = tuple[Tensor, tuple[str, ...]]  # x (time, input), and a word for each step


def make_input(
    settings: YourModel,
    inputs: int,
    *,
    table: Array | None = None,
    embedding: Tensor | None = None,
    dtype: torch.dtype = torch.float32,
) -> Input:
    """Return what a model with this many inputs reads under ``settings``.

    Args:
        settings: ``source`` and what belongs to it.
        inputs: the size of x_t.
        table: (time, inputs), for the source "csv".
        embedding: (vocabulary, inputs), for the sources "ids" and "tokens".
        dtype: of the model.

    Raises:
        InputError: the source does not fit the model, or a token is not in the vocabulary.
    """
    if settings.source == "csv" and table is not None:
        x, tokens = torch.tensor(table), tuple(map(str, range(1, len(table) + 1)))
    elif settings.source == "tokens" and embedding is not None:
        x, tokens = _looked_up(settings.tokens, embedding)
    elif settings.source == "ids" and embedding is not None:
        x, tokens = _drawn(settings, embedding)
    elif settings.source == "onehot":
        x, tokens = one_hot(settings.tokens, inputs)
    elif settings.source == "text":
        x, tokens = spell(settings.sentence, inputs)
    elif settings.source == "task" and inputs == 2:
        x = adding(1, settings.length, torch.Generator().manual_seed(1_000 + settings.seed))[0][0]
        tokens = spelled(x, "adding")
    elif settings.source == "random":
        draws = torch.Generator().manual_seed(1_000 + settings.seed)
        x, tokens = torch.randn(settings.length, inputs, generator=draws), ("",) * settings.length
    else:
        rule = f"one that a model with {inputs} inputs can read"
        raise InputError("source", rule, settings.source)
    return x.to(dtype), tokens


def spell(text: str, inputs: int) -> Input:
    """A text as the 16 fixed random numbers of each character (core.data.tasks.characters).

    A model with fewer inputs reads the first of them; one with more reads their product with a
    fixed matrix (16, inputs) of N(0, 1/16), drawn from seed 0, which keeps the variance at 1.
    """
    x, tokens = characters(text)
    if inputs <= CHARACTER_SIZE:
        return x[0, :, :inputs], tokens
    draws = torch.Generator().manual_seed(0)
    P = torch.randn(CHARACTER_SIZE, inputs, generator=draws) / math.sqrt(CHARACTER_SIZE)
    return x[0] @ P, tokens


def one_hot(text: str, inputs: int) -> Input:
    """For each number a vector that is 1 at its place, and 0 elsewhere, as character models read.

    Raises:
        UploadError: a number is no place among the inputs.
    """
    words, places = _places(text, inputs, "input")
    x = torch.zeros(len(places), inputs)
    x[range(len(places)), places] = 1
    return x, words


def _looked_up(text: str, embedding: Tensor) -> Input:
    """Rows of an embedding, by numbers with spaces or commas between."""
    words, places = _places(text, len(embedding), "token")
    return embedding[places].detach().clone(), words


def _drawn(settings: YourModel, embedding: Tensor) -> Input:
    """Rows of an embedding, each as likely as the others."""
    draws = torch.Generator().manual_seed(1_000 + settings.seed)
    places = torch.randint(len(embedding), (settings.length,), generator=draws).tolist()
    return embedding[places].detach().clone(), tuple(map(str, places))


def _places(text: str, count: int, code: str) -> tuple[tuple[str, ...], list[int]]:
    """Numbers below ``count``, as they are written and as they are; ``code``: of the error."""
    words, last = text.replace(",", " ").split(), count - 1
    for word in words or [text]:
        if not (word.isdecimal() and int(word) <= last):
            raise UploadError(code, f"0–{last}", word, last=last)
    return tuple(words), [int(word) for word in words]
