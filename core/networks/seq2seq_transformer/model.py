"""The encoder–decoder Transformer, written so that it reads like its paper.

Vaswani et al. 2017, "Attention is all you need", §3: an encoder reads all words at once, a decoder
writes word by word and looks at the encoder's output. What we do differently:

- the layer norm stands before each sublayer, with one at the end of each stack (Xiong et al. 2020);
- W_Q, W_K, W_V and W_O have no bias, so that what a sublayer writes is the sum of its heads;
- the three tables of words (source, target, readout) are not tied;
- a source sentence has no end mark, as for the recurrent translators of `core.networks.seq2seq`.

Nothing is stored on the module: `read` and `write` return what happened inside. `without` gives
the same model, on the same weights, with parts taken away.
"""

import math
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import Tensor, nn

from core.networks.assign import empty_embedding
from core.networks.seq2seq.parts import Taught
from core.networks.seq2seq_transformer.ablation import (
    CROSS,
    DECODER,
    ENCODER,
    INTACT,
    Ablation,
    codes,
)
from core.networks.seq2seq_transformer.stack import (
    Attention,
    KeysValues,
    Stack,
    StackConfig,
    StackRun,
    same,
)
from core.networks.transformer_positions import added

Drop = Callable[[Tensor], Tensor]


class Memory(NamedTuple):
    """What the decoder has of what was read."""

    values: Tensor  # (n, source, d): the encoder's output
    keys_values: dict[str, KeysValues]  # of each cross-attention

    def repeated(self, n: int) -> "Memory":
        """Of one sentence: the same for each of n hypotheses."""
        again = {c: (_repeat(k, n), _repeat(v, n)) for c, (k, v) in self.keys_values.items()}
        return Memory(_repeat(self.values, n), again)


@dataclass(frozen=True, eq=False)
class Past:
    """What the decoder keeps of the words before, for n hypotheses."""

    words: Tensor  # (n, written): places in ``target_words``, the start first
    keys_values: dict[str, KeysValues]  # of each self-attention

    def __getitem__(self, rows: Tensor) -> "Past":
        """Those of some hypotheses, in this order."""
        kept = {code: (k[rows], v[rows]) for code, (k, v) in self.keys_values.items()}
        return Past(self.words[rows], kept)


class Seq2SeqTransformer(nn.Module):
    """Reads the words of one language and writes those of another.

    ``source_words`` and ``target_words`` are its vocabularies; the first word that it can write is
    END. Made by `core.networks.seq2seq_transformer.untrained` or shipped, not directly.
    """

    def __init__(
        self, config: StackConfig, source_words: Sequence[str], target_words: Sequence[str]
    ) -> None:
        super().__init__()
        self.config, self.ablation = config, INTACT
        self.source_words, self.target_words = tuple(source_words), tuple(target_words)
        self.source_index = {word: place for place, word in enumerate(self.source_words)}
        self.target_index = {word: place for place, word in enumerate(self.target_words)}
        self.source_embedding = empty_embedding(len(source_words), config.d)
        self.target_embedding = empty_embedding(len(target_words) + 1, config.d)
        self.encoder = Stack(config, codes(ENCODER, config.layers))
        self.decoder = Stack(config, codes(DECODER, config.layers))
        self.readout = nn.Linear(config.d, len(target_words))

    @property
    def start(self) -> int:
        """The row of ``target_embedding`` that is read before the first word."""
        return len(self.target_words)

    def vectors(self, table: nn.Embedding, words: Tensor) -> Tensor:
        """√d · E w (§3.4): (n, time, d)."""
        return math.sqrt(self.config.d) * table(words)

    def positions(self, length: int, start: int = 0) -> Tensor:
        """Sinusoids of positions ``start`` … (§3.5), or zeros without positions: (length, d)."""
        like = self.readout.weight
        first = self.ablation.positions
        if first is None:
            return like.new_zeros(length, self.config.d)
        table = added("sinusoidal", first + start, length, self.config.d)
        return like.new_zeros(length, self.config.d) if table is None else table.to(like)

    def read(self, source: Tensor, drop: Drop = same) -> StackRun:
        """Let the encoder read sentences of one length, (n, source)."""
        words = self.vectors(self.source_embedding, source)
        positions = self.positions(source.shape[1])
        back = {"word": words, "position": positions.expand_as(words)}.get(self.ablation.back)
        x = drop(words + positions)
        return self.encoder.run(x, ablation=self.ablation, back=back, drop=drop)

    def write(
        self,
        before: Tensor,
        memory: Tensor | None,
        past: dict[str, KeysValues] | None = None,
        start: int = 0,
        drop: Drop = same,
    ) -> StackRun:
        """Let the decoder read the words before each word that it is to write.

        Args:
            before: (n, target), places in ``target_words``, `start` before the first word.
            memory: (n, source, d), the encoder's output; None if ``past`` has its keys and values.
            past: keys and values of what was read before (see `Stack.run`).
            start: how many words were read before.
            drop: dropout, in training.
        """
        length = before.shape[1]
        x = self.vectors(self.target_embedding, before) + self.positions(length, start)
        mask = self.mask(length, start).to(x) if self.ablation.causal else None
        return self.decoder.run(
            drop(x), memory=memory, mask=mask, ablation=self.ablation, past=past, drop=drop
        )

    def mask(self, length: int, start: int = 0) -> Tensor:
        """0, or −∞ where a position may not look: (length, start + length)."""
        return torch.full((length, start + length), -math.inf).triu(start + 1)

    def shifted(self, target: Tensor) -> Tensor:
        """The words before each word, `start` before the first: (n, target)."""
        return torch.cat([torch.full_like(target[:, :1], self.start), target[:, :-1]], dim=1)

    def forward(self, source: Tensor, target: Tensor, drop: Drop = same) -> Taught:
        """Teacher forcing for many sentences: all words at once, each given the true ones before.

        Args:
            source: (n, source) places in ``source_words``; sentences of one length.
            target: (n, target) places in ``target_words``, any word after the end.
            drop: dropout, in training.

        Returns:
            The logits, and the weights of cross-attention, the mean of all heads and layers.
        """
        found = self.write(self.shifted(target), self.read(source, drop).output, drop=drop)
        looks = [run.look for code, run in found.sublayers.items() if code[-1] == CROSS]
        weights = [look.weights.mean(dim=1) for look in looks if look is not None]
        return Taught(self.readout(found.output), torch.stack(weights).mean(dim=0))

    def memory(self, source: Tensor) -> Memory:
        """What the decoder needs of sentences (n, source), once for all their words."""
        return self.remember(self.read(source).output)

    def remember(self, values: Tensor) -> Memory:
        """What it needs of the encoder's output (n, source, d)."""
        looks = {c: s for c, s in self.decoder.sublayers.items() if isinstance(s, Attention)}
        return Memory(
            values, {c: s.keys_values(values) for c, s in looks.items() if c[-1] == CROSS}
        )

    def begin(self, memory: Memory) -> Past:
        """Nothing written yet."""
        rows = memory.values.shape[0]
        return Past(torch.empty((rows, 0), dtype=torch.int64), {})

    def follow(self, words: Tensor, past: Past, memory: Memory) -> tuple[Past, Tensor]:
        """Read one more word of each hypothesis, (n,).

        Returns:
            What is kept for the next one, and the logits (n, words) of what follows. Without the
            causal mask a new word changes what was read before, and all is read again.
        """
        before = torch.cat([past.words, words[:, None]], dim=1)
        if not self.ablation.causal:
            run = self.write(before, memory.values)
            return Past(before, {}), self.readout(run.output[:, -1])
        known = memory.keys_values | past.keys_values
        run = self.write(words[:, None], None, known, past.words.shape[1])
        kept = {code: kv for code, kv in run.keys_values.items() if code[-1] != CROSS}
        return Past(before, kept), self.readout(run.output[:, -1])


def without(model: Seq2SeqTransformer, ablation: Ablation) -> Seq2SeqTransformer:
    """The same model on the same weights, with parts taken away.

    Raises:
        InputError: parts that it does not have.
    """
    ablation.check(model.config.layers, model.config.heads)
    other = copy(model)
    other.ablation = ablation
    return other


def _repeat(values: Tensor, n: int) -> Tensor:
    return values.expand(n, *values.shape[1:])
