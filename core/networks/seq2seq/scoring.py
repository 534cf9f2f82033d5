"""Scoring functions: how well a decoder state s and an encoder state h_j go together.

- additive: e_j = v_aᵀ tanh(W_a s + U_a h_j). Bahdanau, Cho & Bengio 2015, "Neural machine
  translation by jointly learning to align and translate", appendix A.1.2.
- dot: e_j = sᵀ h_j, and general: e_j = sᵀ W_a h_j. Luong, Pham & Manning 2015, "Effective
  approaches to attention-based neural machine translation", §3.1, equation 8.

Each has two parts, since what depends on h_j alone is needed only once for a sentence: ``keys``,
and the scores of one state with all keys. None has a bias, as in the papers. ``dot`` needs s and
h_j of one size: here the decoder has as many units as both directions of the encoder together.
"""

from torch import Tensor, nn

ATTENTIONS = ("additive", "dot", "general")
SCORINGS = ("none", *ATTENTIONS)


class Scoring(nn.Module):
    """A scoring function."""

    def keys(self, values: Tensor) -> Tensor:
        """What h_j, (…, source, key), is compared as: (…, source, attention)."""
        raise NotImplementedError

    def forward(self, state: Tensor, keys: Tensor) -> Tensor:
        """e_j of one state (…, hidden) with all keys (…, source, attention): (…, source)."""
        raise NotImplementedError


class Additive(Scoring):
    """v_aᵀ tanh(W_a s + U_a h_j); its keys are U_a h_j."""

    def __init__(self, hidden: int, key: int, attention: int) -> None:
        super().__init__()
        self.W = nn.Linear(hidden, attention, bias=False)
        self.U = nn.Linear(key, attention, bias=False)
        self.v = nn.Linear(attention, 1, bias=False)

    def keys(self, values: Tensor) -> Tensor:
        """U_a h_j."""
        return self.U(values)

    def forward(self, state: Tensor, keys: Tensor) -> Tensor:
        """v_aᵀ tanh(W_a s + keys)."""
        return self.v((self.W(state)[..., None, :] + keys).tanh()).squeeze(-1)


class Dot(Scoring):
    """sᵀ h_j; its keys are the h_j themselves."""

    def keys(self, values: Tensor) -> Tensor:
        """The h_j as they are."""
        return values

    def forward(self, state: Tensor, keys: Tensor) -> Tensor:
        """The dot products of s with each key."""
        return (keys @ state[..., None]).squeeze(-1)


class General(Dot):
    """sᵀ W_a h_j; its keys are W_a h_j."""

    def __init__(self, hidden: int, key: int) -> None:
        super().__init__()
        self.W = nn.Linear(key, hidden, bias=False)

    def keys(self, values: Tensor) -> Tensor:
        """W_a h_j."""
        return self.W(values)
