"""The multiplications of both translators.

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
        """Multiplications of the encoder: q, k, v and W_O, all pairs of words, feed-forward.

        And once the keys and values of the source, for each cross-attention.
        """
        attention = 4 * n * self.d**2 + 2 * n * n * self.d
        cross = 2 * n * self.d**2
        return self.layers * (attention + 2 * n * self.d * self.hidden + cross)

    def write(self, n: int, m: int) -> int:
        """Multiplications of the decoder with its cache: word t looks at t words and n others."""
        return self._write(n, m, m * (m + 1) // 2)

    def teach(self, n: int, m: int) -> int:
        """Multiplications of the decoder in one pass, which also scores what the mask hides."""
        return self._write(n, m, m * m)

    def _write(self, n: int, m: int, pairs: int) -> int:
        own = 4 * m * self.d**2 + 2 * pairs * self.d
        cross = 2 * m * self.d**2 + 2 * m * n * self.d
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
