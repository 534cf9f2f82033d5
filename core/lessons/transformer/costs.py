"""What both translators cost: multiplications, steps that wait for each other, and paths.

Counted from their sizes, for a sentence of n words and a translation of m words (END included);
Vaswani et al. 2017, table 1, has the orders. Counted is what matrices are multiplied with; norms,
softmax and gates, which grow like n d, are left out. Free of torch.
"""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class TransformerSizes:
    """The sizes of the encoder–decoder Transformer."""

    layers: int = 2
    d: int = 64
    hidden: int = 256  # units of a feed-forward network
    words: int = 547  # that it can write

    def read(self, n: int) -> int:
        """Multiplications of the encoder: q, k, v and W_O, all pairs of words, feed-forward."""
        attention = 4 * n * self.d**2 + 2 * n * n * self.d
        return self.layers * (attention + 2 * n * self.d * self.hidden)

    def write(self, n: int, m: int) -> int:
        """Multiplications of the decoder with its cache: word t looks at t words and n others.

        The keys and values of the source are counted once.
        """
        return self._write(n, m, m * (m + 1) // 2)

    def teach(self, n: int, m: int) -> int:
        """Multiplications of the decoder in one pass, which also scores what the mask hides."""
        return self._write(n, m, m * m)

    def _write(self, n: int, m: int, pairs: int) -> int:
        own = 4 * m * self.d**2 + 2 * pairs * self.d
        cross = (2 * m + 2 * n) * self.d**2 + 2 * m * n * self.d
        layer = own + cross + 2 * m * self.d * self.hidden
        return self.layers * layer + m * self.d * self.words


@dataclass(frozen=True, kw_only=True)
class RnnSizes:
    """The sizes of the GRU translator with additive attention; the decoder has 2 h units."""

    embedding: int = 64
    encoder: int = 64  # h, units of each direction
    attention: int = 128
    words: int = 547  # that it can write

    def read(self, n: int) -> int:
        """Multiplications of the encoder: three gates in two directions, and the keys U_a h_j."""
        h = self.encoder
        gates = 2 * n * 3 * h * (self.embedding + h)
        return gates + n * 2 * h * self.attention

    def write(self, n: int, m: int) -> int:
        """Multiplications of the decoder, its first state included."""
        H = 2 * self.encoder
        look = H * self.attention + n * self.attention + n * H  # W_a s, v_aᵀ tanh(…), Σ α h
        gates = 3 * H * (self.embedding + 2 * H)
        out = H * (2 * H + self.embedding) + H * self.words
        return H * H + m * (look + gates + out)


@dataclass(frozen=True)
class Steps:
    """Steps that wait for the one before."""

    reading: int
    training: int  # of the decoder, with all right words given
    writing: int


def rnn_steps(n: int, m: int) -> Steps:
    """The RNN needs one for each word (its two directions do not wait for each other)."""
    return Steps(n, m, m)


def transformer_steps(n: int, m: int) -> Steps:
    """The Transformer reads and is trained in one pass; it writes word by word."""
    return Steps(1, 1, m)


def rnn_path(i: int, j: int) -> int:
    """From word i of the source to the state of word j: steps of the RNN."""
    return abs(i - j)


def transformer_path(i: int, j: int) -> int:
    """From word i of the source to word j: each layer leads from every word to every other."""
    return int(i != j)
