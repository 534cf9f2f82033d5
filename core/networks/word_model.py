"""A word-level language model: an embedding, torch's own ``nn.RNN``, and a readout of its state.

Mikolov et al. 2010, "Recurrent neural network based language model". At each word

    x_t = E[word],  h_t = tanh(U x_t + W h_{t−1} + b),  o_t = V h_t + c,  p_t = softmax(o_t):

U, W and V are the same at every word. In torch U is ``weight_ih_l0``, W is ``weight_hh_l0`` and b
the sum of the two biases. With ``copies`` every place of a sentence has a U, W and V of its own.
"""

from collections.abc import Sequence
from typing import cast

import torch
from torch import Tensor, nn

from core.networks.assign import assign, empty_embedding
from core.networks.initialisation import uniform

E, H = 32, 64  # numbers in a word's vector, and in a state


class WordModel(nn.Module):
    """Reads words and says after each of them which one it expects next."""

    def __init__(self, words: Sequence[str], copies: int = 1) -> None:
        super().__init__()
        self.words = tuple(words)
        self.places = {word: place for place, word in enumerate(self.words)}
        self.embedding = empty_embedding(len(self.words), E)
        self.recurrent = nn.ModuleList(nn.RNN(E, H, batch_first=True) for _ in range(copies))
        self.readout = nn.ModuleList(nn.Linear(H, len(self.words)) for _ in range(copies))

    @property
    def rnn(self) -> nn.RNN:
        """The recurrent layer that every step shares."""
        return cast(nn.RNN, self.recurrent[0])

    @property
    def scores(self) -> nn.Linear:
        """The readout V, c that every step shares."""
        return cast(nn.Linear, self.readout[0])

    def forward(self, tokens: Tensor) -> Tensor:
        """Logits (batch, time, words) of the next word, from tokens (batch, time)."""
        x = self.embedding(tokens)
        if len(self.recurrent) == 1:
            return self.readout[0](self.rnn(x)[0])
        logits, h = [], None
        for t, x_t in enumerate(x.split(1, dim=1)):
            copy = min(t, len(self.recurrent) - 1)  # behind the last copy that one goes on
            out, h = self.recurrent[copy](x_t, h)
            logits.append(self.readout[copy](out))
        return torch.cat(logits, dim=1)

    def encode(self, words: Sequence[str]) -> Tensor:
        """Known words as places in the vocabulary: (time,)."""
        return torch.tensor([self.places[word] for word in words])


def word_model(words: Sequence[str], generator: torch.Generator, copies: int = 1) -> WordModel:
    """A model with random weights: embeddings N(0, 1), all others U(−1/√H, 1/√H) as in torch."""
    model = empty_word_model(words, copies)
    shapes = {name: tuple(weight.shape) for name, weight in model.named_parameters()}
    weights = uniform(shapes, H, generator)
    weights["embedding.weight"].normal_(generator=generator)
    return assign(model, {name: weight.float() for name, weight in weights.items()})


def empty_word_model(words: Sequence[str], copies: int = 1) -> WordModel:
    """A model without values, to be filled by `assign`."""
    with torch.device("meta"):
        return WordModel(words, copies)
