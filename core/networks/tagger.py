"""Recurrent networks that say something about every character: in layers, in one direction or two.

An embedding, torch's own ``nn.RNN``, ``nn.GRU`` or ``nn.LSTM``, and a linear readout of the top
layer's state at every step. With ``both`` directions the state is the forward chain's and the
backward chain's side by side (Schuster & Paliwal 1997, section II-B); layers as in Graves, Mohamed
& Hinton 2013, equation 11. A character that is not known is read as a vector of zeros.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from core.errors import InputError
from core.networks.assign import assign, empty_embedding, one_of
from core.networks.initialisation import uniform
from core.networks.recurrent import NETWORKS, empty_readout

UNKNOWN = 0  # the place of a character that is not known
KINDS: dict[str, Callable[..., nn.RNNBase]] = {"rnn": nn.RNN, "gru": nn.GRU, "lstm": nn.LSTM}


@dataclass(frozen=True, kw_only=True)
class TaggerConfig:
    """The sizes of a tagger, and the names of what it reads and says.

    Raises:
        InputError: a network that is not known, or a size below 1.
    """

    characters: str  # each of them once; place 0 is kept for any other
    outputs: tuple[str, ...]  # what it says about a character: one of these
    network: str = "rnn"
    embedding: int = 16
    hidden: int = 64  # units of each layer and direction
    layers: int = 1
    both: bool = False  # directions, or only from left to right

    def __post_init__(self) -> None:
        one_of("network", self.network, NETWORKS)
        for field in ("embedding", "hidden", "layers"):
            if (size := getattr(self, field)) < 1:
                raise InputError(field, "at least 1", size)


class Tagger(nn.Module):
    """Reads characters, and says one of the outputs about each."""

    def __init__(self, config: TaggerConfig) -> None:
        super().__init__()
        sizes = (config.embedding, config.hidden, config.layers)
        wide = config.hidden * (1 + config.both)
        self.config = config
        self.places = {c: place for place, c in enumerate(config.characters, start=1)}
        self.embedding = empty_embedding(len(config.characters) + 1, config.embedding)
        self.recurrent = KINDS[config.network](*sizes, bidirectional=config.both, batch_first=True)
        self.readout = empty_readout(wide, len(config.outputs))

    def forward(self, places: Tensor) -> Tensor:
        """Logits (n, time, outputs) for characters (n, time)."""
        return self.readout(self.recurrent(self.embedding(places))[0])

    def encode(self, texts: Sequence[str]) -> Tensor:
        """Texts of one length as places of their characters: (n, time), int64.

        Raises:
            InputError: no text, an empty one, or texts of several lengths.
        """
        if len(lengths := {len(text) for text in texts}) != 1 or lengths == {0}:
            raise InputError("texts", "of one length of at least 1", sorted(lengths))
        return torch.tensor([[self.places.get(c, UNKNOWN) for c in text] for text in texts])


def tagger(config: TaggerConfig, generator: torch.Generator) -> Tagger:
    """A tagger with random weights: embeddings from N(0, 1), the rest as torch draws it."""
    model = empty_tagger(config)
    shapes = {name: tuple(weight.shape) for name, weight in model.named_parameters()}
    parts = {"recurrent.": config.hidden, "readout.": model.readout.in_features}
    drawn: dict[str, Tensor] = {}
    for part, size in parts.items():
        named = {name: shape for name, shape in shapes.items() if name.startswith(part)}
        drawn |= uniform(named, size, generator)
    vectors = torch.randn(*shapes["embedding.weight"], dtype=torch.float64, generator=generator)
    vectors[UNKNOWN] = 0.0
    drawn["embedding.weight"] = vectors
    return assign(model, {name: weight.float() for name, weight in drawn.items()})


def empty_tagger(config: TaggerConfig) -> Tagger:
    """A tagger on the meta device: shapes without values, to be filled by `assign`."""
    with torch.device("meta"):
        return Tagger(config)
