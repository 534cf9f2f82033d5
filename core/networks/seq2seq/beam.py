"""Beam search that keeps its whole tree, pruned branches included.

Graves 2012, "Sequence transduction with recurrent neural networks"; Sutskever, Vinyals & Le 2014,
"Sequence to sequence learning with neural networks", §3.2: a hypothesis that ends leaves the beam,
which is narrower from then on. Totals are sums of log p, without any normalisation by length.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor

from core.errors import InputError
from core.networks.seq2seq.decoding import LONGEST, STOP, Writer, check_longest, places
from core.traces.base import Array
from core.traces.translation import NO_PARENT, BeamTrace

WIDEST = 20


@torch.no_grad()
def beam_tree(
    model: Writer, sentence: Sequence[str], width: int = 5, longest: int = LONGEST
) -> BeamTrace:
    """Search the likeliest translations; the search ends when ``width`` of them have ended.

    Args:
        model: any translator.
        sentence: its words, without END.
        width: of the beam, 1–20; with 1 the search is greedy.
        longest: the most words of a translation, END included.

    Raises:
        InputError: an empty sentence, a word that the model does not know, or a width or a length
            that cannot be.
    """
    if not 1 <= width <= WIDEST:
        raise InputError("width", f"1–{WIDEST}", width)
    check_longest(longest)
    search = _Search(model, model.memory(places(model, sentence)))
    while search.step < longest and len(search.live) and search.ended < width:
        search.grow(width - search.ended)
    return search.trace(tuple(sentence), width)


class _Search:
    """The live hypotheses, best first, and the nodes so far."""

    def __init__(self, model: Writer, memory: Any) -> None:
        self.model, self.memory = model, memory
        self.step = self.ended = self.size = 0
        self.live: Array = np.array([NO_PARENT])  # (n,): the last node of each
        self.totals = torch.zeros(1)  # (n,): their log p
        self.words = torch.tensor([model.start])  # (n,): their last words
        self.states = model.begin(memory)  # of n hypotheses
        self.nodes: list[dict[str, Array]] = []

    def grow(self, width: int) -> None:
        """Write one more word in every way that counts, and keep the ``width`` best."""
        states, log_p = self._read()
        best, words = log_p.topk(min(width, log_p.shape[1]), dim=1)  # (n, width), of each its own
        totals, order = (self.totals[:, None] + best).flatten().sort(descending=True, stable=True)
        parents, words = order // best.shape[1], words.flatten()[order]
        kept = torch.arange(len(order)) < width
        self._add(parents, words, best.flatten()[order], totals, kept)
        self._keep(parents, words, totals, states, kept & (words != STOP))

    def _read(self) -> tuple[Any, Tensor]:
        """The next states of n hypotheses, and log p of the next word (n, words)."""
        memory = self.memory.repeated(len(self.words))
        states, logits = self.model.follow(self.words, self.states, memory)
        return states, logits.log_softmax(dim=-1)

    def _add(
        self, parents: Tensor, words: Tensor, log_p: Tensor, totals: Tensor, kept: Tensor
    ) -> None:
        ended = kept & (words == STOP)
        nodes = {
            "word": words.numpy(),
            "parent": self.live[parents.numpy()],
            "step": np.full(len(words), self.step),
            "log_p": log_p.numpy(),
            "total": totals.numpy(),
            "rank": np.arange(len(words)),
            "kept": kept.numpy(),
            "finished": ended.numpy(),
        }
        self.nodes.append(nodes)
        self.ended += int(ended.sum())

    def _keep(
        self, parents: Tensor, words: Tensor, totals: Tensor, states: Any, going: Tensor
    ) -> None:
        """The hypotheses that go on."""
        self.live = self.size + np.flatnonzero(going.numpy())
        self.totals, self.words, self.states = totals[going], words[going], states[parents[going]]
        self.size += len(words)
        self.step += 1

    def trace(self, source: tuple[str, ...], width: int) -> BeamTrace:
        """The tree."""
        columns = {name: np.concatenate([n[name] for n in self.nodes]) for name in self.nodes[0]}
        words = tuple(self.model.target_words[place] for place in columns.pop("word"))
        return BeamTrace(source=source, width=width, word=words, **columns)
