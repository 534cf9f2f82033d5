"""An RNN that is given one image and says a word, letter by letter: 1 to N.

It has no input but the image, at the first step or at every one, and, with ``back``, the letter
that it said before, as Vinyals et al. 2015, "Show and tell", §3.1, give their LSTM the word before.
"""

from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn.functional import one_hot

from core.networks.assign import assign
from core.networks.recurrent import build, empty_predictor, predictor

END = "■"  # closes every word
SIGNS = (END, *sorted(set("zeroonetwothreefourfivesixseveneightnine")))
PIXELS, HIDDEN = 64, 64
GIVEN = ("first", "every")
START = -1  # before the first letter there is none


class Spelled(NamedTuple):
    """What was said: signs and their probabilities (n, time), states (n, time, hidden)."""

    signs: Tensor
    shares: Tensor
    states: Tensor
    inputs: Tensor  # (n, time, input)


class Speller(nn.Module):
    """Torch's ``nn.RNN`` and a linear readout of its state at every step."""

    def __init__(self, given: str, back: bool) -> None:
        super().__init__()
        self.given, self.back = given, back
        made = empty_predictor("rnn", self.size, HIDDEN, len(SIGNS))
        self.recurrent, self.readout = made.recurrent, made.readout

    @property
    def size(self) -> int:
        """Of x_t: the pixels and, with the letter before, one place for each sign."""
        return PIXELS + self.back * len(SIGNS)

    def inputs(self, images: Tensor, before: Tensor, first: bool = True) -> Tensor:
        """X (n, time, input) of images (n, 64) and the signs said before (n, time)."""
        x = images[:, None].repeat(1, before.shape[1], 1)
        if self.given == "first":
            x[:, int(first) :] = 0.0
        if not self.back:
            return x
        letters = one_hot(before.clamp(min=0), len(SIGNS)) * (before >= 0)[..., None]
        return torch.cat([x, letters.to(x)], dim=-1)

    def forward(self, images: Tensor, words: Tensor) -> Tensor:
        """Logits (n, time, signs), given the right signs (n, time) one step late."""
        start = torch.full_like(words[:, :1], START)
        before = torch.cat([start, words[:, :-1]], dim=1)
        return self.readout(self.recurrent(self.inputs(images, before))[0])

    @torch.no_grad()
    def write(self, images: Tensor, length: int) -> Spelled:
        """Say the likeliest sign at each of ``length`` steps; nothing stops it at an END."""
        before, h = torch.full((len(images), 1), START), None
        steps = []
        for t in range(length):
            x = self.inputs(images, before, first=t == 0)
            out, h = self.recurrent(x, h)
            shares, before = self.readout(out).softmax(dim=-1).max(dim=-1)
            steps.append(Spelled(before, shares, out, x))
        return Spelled(*(torch.cat(parts, dim=1) for parts in zip(*steps, strict=True)))


def speller(given: str, back: bool, generator: torch.Generator) -> Speller:
    """A speller with random weights, drawn as torch draws them."""
    with torch.device("meta"):
        model = Speller(given, back)
    recurrent = build("rnn", model.size, HIDDEN, generator)
    return assign(model, predictor(recurrent, len(SIGNS), generator).state_dict())
