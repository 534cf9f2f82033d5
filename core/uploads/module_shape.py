"""The shape of a recurrent module, in a few numbers. Free of torch."""

from dataclasses import dataclass

GATES = {"rnn": ("h",), "gru": ("r", "z", "n"), "lstm": ("i", "f", "g", "o")}  # blocks of rows
KINDS = {len(blocks): network for network, blocks in GATES.items()}  # told by their number


@dataclass(frozen=True, kw_only=True)
class ModuleShape:
    """The configuration of an ``nn.RNN``, ``nn.GRU`` or ``nn.LSTM``, and where its weights are."""

    network: str  # "rnn", "gru" or "lstm"
    inputs: int
    hidden: int
    layers: int = 1
    bidirectional: bool = False
    bias: bool = True
    proj: int = 0  # size of h where an LSTM projects it, else 0
    prefix: str = ""  # of the weights' names, e.g. "encoder.lstm."

    @property
    def outputs(self) -> int:
        """The size of h in one direction."""
        return self.proj or self.hidden

    @property
    def places(self) -> tuple[tuple[int, bool], ...]:
        """(layer, reverse) of every trace, in torch's order."""
        ways = (False, True) if self.bidirectional else (False,)
        return tuple((layer, reverse) for layer in range(self.layers) for reverse in ways)
