"""Writing a translation: greedily, with words or attention forced, or for many sentences at once.

The loop keeps what it has computed anyway, so that recording costs next to nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

import numpy as np
import torch
from torch import Tensor

from core.errors import InputError
from core.networks.seq2seq.parts import Look, Memory, weigh
from core.networks.seq2seq.translator import Translator
from core.traces.base import Array

LONGEST = 60  # words of a translation, END included
STOP = 0  # the place of END among the words that can be written
Attend = Mapping[int, int | Sequence[float] | Array]  # by step: a source position, or weights


class Written(NamedTuple):
    """What one step leaves behind, for a batch of n (mostly 1)."""

    word: int
    embedded: Tensor  # (n, input): E y_{t−1}
    look: Look
    state: Tensor  # (n, hidden): s_t
    logits: Tensor  # (n, words)


class Writer(Protocol):
    """A model that reads a sentence and writes another, word by word."""

    source_index: dict[str, int]
    target_index: dict[str, int]
    target_words: tuple[str, ...]

    @property
    def start(self) -> int:
        """What is read before the first word."""

    def memory(self, source: Tensor) -> Any:
        """What is kept of sentences of one length, (n, source)."""

    def begin(self, memory: Any) -> Any:
        """The states before the first word."""

    def follow(self, words: Tensor, state: Any, memory: Any) -> tuple[Any, Tensor]:
        """Read one more word of each of n: the states, and the logits (n, words) of the next."""


def places(model: Writer, sentence: Sequence[str]) -> Tensor:
    """The sentence's words as numbers, (1, source).

    Raises:
        InputError: an empty sentence, or a word that the model does not know.
    """
    if not sentence:
        raise InputError("sentence", "at least 1 word", "")
    return torch.tensor([[known(model.source_index, w, "sentence") for w in sentence]])


def known(index: Mapping[str, int], word: str, field: str) -> int:
    """The word's place in a vocabulary.

    Raises:
        InputError: it has none.
    """
    if word not in index:
        raise InputError(field, "words that the model knows", word)
    return index[word]


def check_longest(longest: int) -> None:
    """Refuse a translation without any word.

    Raises:
        InputError: ``longest`` is below 1.
    """
    if longest < 1:
        raise InputError("longest", "at least 1", longest)


def write(
    model: Translator,
    memory: Memory,
    given: Sequence[int] = (),
    weights: Mapping[int, Tensor] | None = None,
    longest: int = LONGEST,
) -> list[Written]:
    """Write one translation: the given words first, then always the likeliest, up to END.

    Args:
        model: any translator.
        memory: of one sentence.
        given: places of the words that are written first.
        weights: by step, the weights (1, source) that are used instead of the model's own.
        longest: the most words to write.

    Raises:
        InputError: ``longest`` is below 1.
    """
    check_longest(longest)
    state, word, weights = model.begin(memory), model.start, weights or {}
    steps: list[Written] = []
    while len(steps) < longest and not (steps and word == STOP):
        t = len(steps)
        embedded = model.target_embedding.weight[None, word]
        look = model.look(state, memory)
        if t in weights:
            forced = weights[t].to(memory.values)
            look = Look(look.scores, forced, weigh(forced, memory))
        state = model.advance(embedded, look.context, state)
        logits = model.logits(embedded, look.context, state)
        word = given[t] if t < len(given) else int(logits.argmax())
        steps.append(Written(word, embedded, look, state, logits))
    return steps


def forced_weights(model: Translator, attend: Attend, length: int) -> dict[int, Tensor]:
    """The weights (1, source) to use at each forced step; ``length`` is that of the source.

    Raises:
        InputError: the model has no attention, or there is no such step, position or weight.
    """
    if attend and model.attention is None:
        raise InputError("attend", "left out for a model without attention", dict(attend))
    return {_step(t): _weights(wanted, length) for t, wanted in attend.items()}


def _step(t: int) -> int:
    if t < 0:
        raise InputError("attend", "at steps from 0 on", t)
    return t


def _weights(wanted: int | Sequence[float] | Array, length: int) -> Tensor:
    if isinstance(wanted, int | np.integer):
        if not 0 <= wanted < length:
            raise InputError("attend", f"a source position 0–{length - 1}", wanted)
        return torch.eye(length)[wanted, None]
    row = np.asarray(wanted, dtype=np.float64)
    if row.shape != (length,) or not np.isfinite(row).all() or (row < 0).any() or not row.sum():
        raise InputError("attend", f"{length} weights ≥ 0, not all of them 0", wanted)
    return torch.from_numpy(row / row.sum())[None]


@torch.no_grad()
def translate_all(
    model: Writer, sentences: Sequence[Sequence[str]], longest: int = LONGEST
) -> list[tuple[str, ...]]:
    """The greedy translations of many sentences, each with END if it came to one.

    Sentences of one length are translated together.

    Raises:
        InputError: an empty sentence, or a word that the model does not know.
    """
    found: list[tuple[str, ...]] = [()] * len(sentences)
    lengths: dict[int, list[int]] = {}
    for place, sentence in enumerate(sentences):
        lengths.setdefault(len(sentence), []).append(place)
    for alike in lengths.values():
        rows = torch.cat([places(model, sentences[place]) for place in alike])
        for place, words in zip(alike, greedy(model, rows, longest), strict=True):
            ended = [*words, STOP].index(STOP) + 1
            found[place] = tuple(model.target_words[word] for word in words[:ended])
    return found


def likeliest(logits: Tensor) -> Tensor:
    """The place of the largest of the logits (n, words) in each row."""
    return logits.argmax(dim=-1)


def drawn(
    generator: torch.Generator, temperature: float = 1.0, top: int | None = None
) -> Callable[[Tensor], Tensor]:
    """Draw each word from softmax(logits / temperature), from the ``top`` likeliest words only.

    Fan, Lewis & Dauphin 2018, "Hierarchical neural story generation", §5.4 (top-k sampling).

    Raises:
        InputError: a temperature that is not above 0, or ``top`` below 1.
    """
    if not temperature > 0:
        raise InputError("temperature", "above 0", temperature)
    if top is not None and top < 1:
        raise InputError("top", "at least 1", top)

    def choose(logits: Tensor) -> Tensor:
        best, words = logits.topk(logits.shape[-1] if top is None else top, dim=-1)
        place = (best / temperature).softmax(dim=-1).multinomial(1, generator=generator)
        return words.gather(-1, place)[:, 0]

    return choose


def greedy(
    model: Writer,
    source: Tensor,
    longest: int = LONGEST,
    memory: Any = None,
    choose: Callable[[Tensor], Tensor] = likeliest,
) -> list[list[int]]:
    """Places of the likeliest words for sentences (n, source); after END they mean nothing.

    ``memory`` is what the model has of them, where they have been read already; ``choose`` takes
    another word of the logits (n, words) than the likeliest.
    """
    memory = model.memory(source) if memory is None else memory
    state = model.begin(memory)
    word = torch.full((len(source),), model.start)
    ended = torch.zeros(len(source), dtype=torch.bool)
    words: list[Tensor] = []
    while len(words) < longest and not ended.all():
        state, logits = model.follow(word, state, memory)
        word = choose(logits)
        ended |= word == STOP
        words.append(word)
    return torch.stack(words, dim=1).tolist()
