"""A translator again, slowly, from the weights alone: torch's own modules and plain loops.

Nothing of `core.networks.seq2seq.translator`, `core.networks.seq2seq.decoding` or
`core.networks.seq2seq.beam` is used; one sentence, one word at a time.
"""

from typing import NamedTuple

import torch
from torch import nn
from torch.nn.functional import softmax

from tests.modules import seeded

END = 0


class Said(NamedTuple):
    """What one step gives: e (None without attention), α, c, s and log p of every word."""

    scores: torch.Tensor | None
    weights: torch.Tensor | None
    context: torch.Tensor
    state: torch.Tensor
    log_p: torch.Tensor


class SlowTranslator:
    def __init__(self, scoring, weights):
        self.scoring = scoring
        self.w = {name: value.double() for name, value in weights.items()}
        self.encoder = self.module(nn.GRU, "encoder", 3, "weight_hh_l0", bidirectional=True)
        self.cell = self.module(nn.GRUCell, "decoder", 3, "weight_hh")

    def module(self, kind, name, gates, hh, **options):
        part = {k.removeprefix(f"{name}."): v for k, v in self.w.items() if k.startswith(name)}
        hidden = part[hh].shape[1]
        inputs = part[hh.replace("_hh", "_ih")].shape[1]
        made = seeded(kind, inputs, hidden, **options).double()
        made.load_state_dict(part)
        return made.requires_grad_(False)

    def linear(self, name, x):
        y = self.w[f"{name}.weight"] @ x
        return y + self.w[f"{name}.bias"] if f"{name}.bias" in self.w else y

    def read(self, source):
        """h_j, one row for each word, and the last state of each direction, one after the other."""
        x = self.w["source_embedding.weight"][source]
        h, last = self.encoder(x)
        return h, torch.cat([last[0], last[1]])

    def start(self, source):
        return torch.tanh(self.linear("bridge", self.read(source)[1]))

    def score(self, s, h_j):
        if self.scoring == "dot":
            return sum(a * b for a, b in zip(s, h_j, strict=True))
        if self.scoring == "general":
            return torch.dot(s, self.linear("attention.W", h_j))
        both = self.linear("attention.W", s) + self.linear("attention.U", h_j)
        return torch.dot(self.w["attention.v.weight"][0], torch.tanh(both))

    def look(self, source, s, forced=None):
        h, last = self.read(source)
        if self.scoring == "none":
            return None, None, last
        e = torch.stack([self.score(s, h_j) for h_j in h])
        alpha = softmax(e, dim=0) if forced is None else forced
        return e, alpha, sum(a * h_j for a, h_j in zip(alpha, h, strict=True))

    def say(self, source, before, s, forced=None):
        """One step after the word ``before`` (None at the start)."""
        table = self.w["target_embedding.weight"]
        y = table[-1 if before is None else before]
        e, alpha, c = self.look(source, s, forced)
        s = self.cell(torch.cat([y, c]), s)
        deep = torch.tanh(self.linear("deep", torch.cat([s, c, y])))
        p = softmax(self.linear("readout", deep), dim=0)
        return Said(e, alpha, c, s, p.log())

    def write(self, source, given=(), forced=None, longest=60):
        """The words and what was said at each step: given words first, then the likeliest."""
        words, said, s = [], [], self.start(source)
        while len(words) < longest and words[-1:] != [END]:
            t = len(words)
            step = self.say(source, words[-1] if words else None, s, (forced or {}).get(t))
            s = step.state
            said.append(step)
            words.append(given[t] if t < len(given) else int(step.log_p.argmax()))
        return words, said

    def log_p(self, source, words):
        """The sum of log p over the words, and log p of whatever could follow them."""
        total, s, before = 0.0, self.start(source), None
        for word in words:
            step = self.say(source, before, s)
            total, s, before = total + float(step.log_p[word]), step.state, word
        return total, self.say(source, before, s).log_p

    def beam(self, source, width, longest):
        """Every candidate as (words, total, kept), step by step, and the finished ones."""
        live, steps, finished = [()], [], []
        while live and len(steps) < longest and len(finished) < width:
            room, offers = width - len(finished), []
            for words in live:
                total, following = self.log_p(source, words)
                order = sorted(range(len(following)), key=lambda k, p=following: -p[k])
                offers += [((*words, k), total + float(following[k])) for k in order[:room]]
            offers.sort(key=lambda offer: -offer[1])
            steps.append([(*offer, rank < room) for rank, offer in enumerate(offers)])
            kept = offers[:room]
            finished += [offer for offer in kept if offer[0][-1] == END]
            live = [words for words, _ in kept if words[-1] != END]
        return steps, sorted(finished, key=lambda offer: -offer[1])
