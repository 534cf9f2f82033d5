"""A small encoder of English sentences, made of torch's own ``nn.TransformerEncoder``.

It learnt to fill in masked words (Devlin et al. 2019, "BERT", §3.1, task 1, with [MASK] in every
chosen place) on the English side of `core.data.chinese_english`: every word asks every other, on
both sides. Positions are the sinusoids of Vaswani et al. 2017, §3.5.
"""

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from core.errors import InputError
from core.networks.assign import assign, empty_embedding
from core.networks.initialisation import normal
from core.networks.transformer_positions import added

NAME = "word_encoder"
MASK, PADDING = "[MASK]", "[PAD]"  # the first two words of a vocabulary
D, HEADS, LAYERS, MLP = 64, 4, 2, 128


class WordEncoder(nn.Module):
    """Reads words, some of them masked, and says at each place which word it expects there."""

    def __init__(self, words: Sequence[str]) -> None:
        super().__init__()
        self.words = (MASK, PADDING, *words)
        self.places = {word: place for place, word in enumerate(self.words)}
        self.embedding = empty_embedding(len(self.words), D)
        layer = nn.TransformerEncoderLayer(
            D, HEADS, MLP, dropout=0.0, activation="gelu", batch_first=True, norm_first=True
        )
        norm = nn.LayerNorm(D)
        self.encoder = nn.TransformerEncoder(layer, LAYERS, norm, enable_nested_tensor=False)
        self.readout = nn.Linear(D, len(self.words))

    def forward(self, tokens: Tensor, padding: Tensor | None = None) -> Tensor:
        """Logits (batch, time, words) of tokens (batch, time); ``padding``: True for no word."""
        return self.readout(self.encoder(self.embed(tokens), src_key_padding_mask=padding))

    def embed(self, tokens: Tensor, positions: bool = True) -> Tensor:
        """What the encoder reads, (…, time, d): a vector for each word, and for its place."""
        x = self.embedding(tokens)
        place = added("sinusoidal", 0, tokens.shape[-1], D) if positions else None
        return x if place is None else x + place.to(x)

    def encode(self, words: Sequence[str]) -> Tensor:
        """Words as places in the vocabulary: (time,).

        Raises:
            InputError: no word, or one that the encoder does not know.
        """
        unknown = [word for word in words if word not in self.places]
        if unknown or not words:
            raise InputError("words", "known to the encoder", " ".join(unknown) or "none")
        return torch.tensor([self.places[word] for word in words])


def word_encoder(words: Sequence[str], generator: torch.Generator) -> WordEncoder:
    """An encoder with random weights: embeddings N(0, 1), matrices N(0, 1/inputs), biases 0."""
    with torch.device("meta"):
        model = WordEncoder(words)
    return assign(model, normal(model, generator))
