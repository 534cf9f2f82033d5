"""Character language models: after every character, how likely each one is to come next.

An embedding, one recurrent layer of torch's own, and a linear readout of its hidden state at every
step; Graves 2013, "Generating sequences with recurrent neural networks", sections 2 and 3, with
one layer. A character that is not in the vocabulary is read as a vector of zeros and is never
predicted.
"""

from typing import cast

import torch
from torch import Tensor, nn

from core.data.vocabulary import SIZE, UNKNOWN
from core.networks.assign import assign, empty_embedding, one_of
from core.networks.recurrent import NETWORKS, build, empty_predictor, predictor

State = Tensor | tuple[Tensor, Tensor] | None  # of nn.RNN and nn.GRU, or of nn.LSTM


class CharacterModel(nn.Module):
    """A recurrent network that reads characters and predicts the next one."""

    def __init__(self, embedding: nn.Embedding, recurrent: nn.RNNBase, readout: nn.Linear) -> None:
        super().__init__()
        self.embedding = embedding
        self.recurrent = recurrent
        self.readout = readout

    def forward(self, indices: Tensor, state: State = None) -> tuple[Tensor, State]:
        """Read indices (n, time) and return logits (n, time, vocabulary) and the last state."""
        h, state = self.recurrent(self.embedding(indices), state)  # (n, time, hidden)
        return self.readout(h), state


def character_model(
    network: str,
    hidden: int,
    embedding: int,
    generator: torch.Generator,
    forget_bias: float | None = None,
) -> CharacterModel:
    """A model with random weights: embeddings from N(0, 1), the rest as torch draws it.

    Args:
        network: "rnn", "gru" or "lstm".
        hidden: the number of hidden units.
        embedding: the size of the vector that each character is read as.
        generator: the only source of randomness.
        forget_bias: of an LSTM; see `core.networks.recurrent.build`.

    Raises:
        InputError: a name that is not known, or a size below 1.
    """
    one_of("network", network, NETWORKS)
    recurrent = build(network, embedding, hidden, generator, forget_bias=forget_bias)
    readout = predictor(recurrent, SIZE, generator).readout
    vectors = torch.randn(SIZE + 1, embedding, generator=generator)
    vectors[UNKNOWN] = 0.0
    table = assign(_empty_table(embedding), {"weight": vectors})
    return CharacterModel(table, cast(nn.RNNBase, recurrent), readout).eval()


def empty_character_model(network: str, hidden: int, embedding: int) -> CharacterModel:
    """A model on the meta device: shapes without values, to be filled by `assign`."""
    rest = empty_predictor(network, embedding, hidden, SIZE)
    return CharacterModel(_empty_table(embedding), cast(nn.RNNBase, rest.recurrent), rest.readout)


def _empty_table(embedding: int) -> nn.Embedding:
    with torch.device("meta"):
        return empty_embedding(SIZE + 1, embedding)
