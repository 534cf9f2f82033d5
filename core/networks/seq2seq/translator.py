"""An encoder and a decoder, joined by attention or by one vector.

Bahdanau, Cho & Bengio 2015, "Neural machine translation by jointly learning to align and
translate", §3 and appendix A: a bidirectional GRU reads, a GRU writes, and before each word it
weighs the encoder's states by its own state before that word, s_{t−1}. What we do differently:

- the gates are those of ``nn.GRU`` (see `core.networks.gru`), with biases;
- a source sentence has no end mark (both directions know where it ends): attention would learn to
  point at it instead of the full stop;
- s_0 is made from the last states of both directions, not only of the one that reads backwards;
- the layer before the readout is tanh instead of maxout, and reads s_t instead of s_{t−1};
- Luong's scoring functions (`core.networks.seq2seq.scoring`) take the place of Bahdanau's and of
  nothing else: s_{t−1} asks, as above; in Luong, Pham & Manning 2015, §3.1, s_t does.

Without attention ("none"), c_t is the same for every word: the last states of both directions, as
in Cho et al. 2014, "Learning phrase representations using RNN encoder–decoder", §2.2.
"""

from collections.abc import Sequence
from typing import NamedTuple

import torch
from torch import Tensor, nn

from core.errors import InputError
from core.networks import gru
from core.networks.assign import empty_embedding
from core.networks.seq2seq.parts import Look, Memory, Taught, weigh
from core.networks.seq2seq.scoring import Additive, Dot, General, Scoring
from core.networks.weights import Weights

EMBEDDING = 64  # size of the vector of a word
ENCODER = 64  # units of each direction; the decoder has as many as both together
ATTENTION = 128  # size of W_a s and U_a h_j in the additive score


class Translator(nn.Module):
    """Reads the words of one language and writes those of another.

    ``source_words`` and ``target_words`` are its vocabularies; the first word that it can write is
    END. Made by `core.networks.seq2seq.untrained` or `load_translator`, not directly.
    """

    def __init__(
        self,
        scoring: str,
        source_words: Sequence[str],
        target_words: Sequence[str],
        embedding: int = EMBEDDING,
        encoder: int = ENCODER,
        attention: int = ATTENTION,
    ) -> None:
        super().__init__()
        self.scoring = scoring
        self.source_words = tuple(source_words)
        self.target_words = tuple(target_words)
        self.source_index = {word: place for place, word in enumerate(self.source_words)}
        self.target_index = {word: place for place, word in enumerate(self.target_words)}
        self.sizes = {"embedding": embedding, "encoder": encoder, "attention": attention}
        key = hidden = 2 * encoder
        self.source_embedding = empty_embedding(len(source_words), embedding)
        self.encoder = nn.GRU(embedding, encoder, batch_first=True, bidirectional=True)
        self.bridge = nn.Linear(key, hidden)
        self.attention = _scoring(scoring, hidden, key, attention)
        self.target_embedding = empty_embedding(len(target_words) + 1, embedding)
        self.decoder = nn.GRUCell(embedding + key, hidden)
        self.deep = nn.Linear(hidden + key + embedding, hidden)
        self.readout = nn.Linear(hidden, len(target_words))

    @property
    def start(self) -> int:
        """The row of ``target_embedding`` that is read before the first word."""
        return len(self.target_words)

    def remember(self, values: Tensor) -> Memory:
        """What attention needs of the encoder's states (n, source, key), once for a sentence."""
        forward, reverse = values.chunk(2, dim=-1)
        summary = torch.cat([forward[:, -1], reverse[:, 0]], dim=-1)
        keys = None if self.attention is None else self.attention.keys(values)
        return Memory(values, keys, summary)

    def memory(self, source: Tensor) -> Memory:
        """Let the encoder read sentences of one length, (n, source)."""
        states, _ = self.encoder(self.source_embedding(source))
        return self.remember(states)

    def begin(self, memory: Memory) -> Tensor:
        """s_0 = tanh(W_s [→h_T; ←h_1] + b_s), (n, hidden)."""
        return self.bridge(memory.summary).tanh()

    def look(self, state: Tensor, memory: Memory) -> Look:
        """α_tj = softmax_j e_tj and c_t = Σ_j α_tj h_j, for the states s_{t−1} (n, hidden)."""
        if self.attention is None or memory.keys is None:
            return Look(None, None, memory.summary)
        scores = self.attention(state, memory.keys)
        weights = scores.softmax(dim=-1)
        return Look(scores, weights, weigh(weights, memory))

    def advance(self, embedded: Tensor, context: Tensor, state: Tensor) -> Tensor:
        """s_t = GRU([E y_{t−1}; c_t], s_{t−1}), (n, hidden)."""
        return self.decoder(torch.cat([embedded, context], dim=-1), state)

    def logits(self, embedded: Tensor, context: Tensor, state: Tensor) -> Tensor:
        """W_o tanh(W_d [s_t; c_t; E y_{t−1}] + b_d) + b_o, (…, words)."""
        return self.readout(self.deep(torch.cat([state, context, embedded], dim=-1)).tanh())

    def follow(self, words: Tensor, state: Tensor, memory: Memory) -> tuple[Tensor, Tensor]:
        """Read one more word of each hypothesis, (n,): the new states, and the logits."""
        embedded = self.target_embedding(words)
        context = self.look(state, memory).context
        state = self.advance(embedded, context, state)
        return state, self.logits(embedded, context, state)

    def forward(self, source: Tensor, target: Tensor) -> Taught:
        """Teacher forcing for many sentences: every word given the true words before it.

        Args:
            source: (n, source) places in ``source_words``; sentences of one length.
            target: (n, target) places in ``target_words``, any word after the end.
        """
        memory = self.memory(source)
        before = torch.cat([torch.full_like(target[:, :1], self.start), target[:, :-1]], dim=1)
        embedded, state = self.target_embedding(before), self.begin(memory)
        looks, states = [], []
        for word in embedded.unbind(1):
            looks.append(self.look(state, memory))
            state = self.advance(word, looks[-1].context, state)
            states.append(state)
        contexts = torch.stack([look.context for look in looks], 1)
        weights = [look.weights for look in looks if look.weights is not None]
        logits = self.logits(embedded, contexts, torch.stack(states, 1))
        return Taught(logits, torch.stack(weights, 1) if weights else None)


class Step(NamedTuple):
    """One step of the decoder for one sentence."""

    scores: Tensor | None  # (source,): e_tj
    weights: Tensor | None  # (source,): α_tj
    context: Tensor  # (key,): c_t
    unit: gru.GRUStep  # r, z, n and the new state s_t, each (hidden,)
    logits: Tensor  # (words,)


def step(model: Translator, word: int, s: Tensor, h: Tensor) -> Step:
    """One step, as the papers write it.

    Args:
        model: any translator.
        word: the place of y_{t−1} in its ``target_words``, or ``model.start``.
        s: (hidden,), the state s_{t−1}.
        h: (source, key), the encoder's states.
    """
    y = model.target_embedding.weight[word]
    if model.scoring == "none":
        half = h.shape[1] // 2
        e = alpha = None
        c = torch.cat([h[-1, :half], h[0, half:]])
    else:
        e = torch.stack([score(model.attention, s, h_j) for h_j in h])
        alpha = e.softmax(dim=0)
        c = alpha @ h
    unit = gru.step(decoder_weights(model), torch.cat([y, c]), s)
    d = torch.tanh(model.deep.weight @ torch.cat([unit.h, c, y]) + model.deep.bias)
    return Step(e, alpha, c, unit, model.readout.weight @ d + model.readout.bias)


def score(attention: Scoring | None, s: Tensor, h: Tensor) -> Tensor:
    """e, a number: how well s (hidden,) and one h_j (key,) go together."""
    match attention:
        case Additive(W=W, U=U, v=v):
            return v.weight[0] @ torch.tanh(W.weight @ s + U.weight @ h)
        case General(W=W):
            return s @ W.weight @ h
        case Dot():
            return s @ h
    raise InputError("scoring", "one with attention", "none")


def decoder_weights(model: Translator) -> Weights:
    """The weights of the decoder's GRU, under the names that `core.networks.gru` reads."""
    cell = model.decoder
    return Weights(cell.weight_ih, cell.weight_hh, cell.bias_ih, cell.bias_hh, None)


def _scoring(name: str, hidden: int, key: int, attention: int) -> Scoring | None:
    if name == "additive":
        return Additive(hidden, key, attention)
    return {"none": None, "dot": Dot(), "general": General(hidden, key)}[name]
