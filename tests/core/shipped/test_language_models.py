"""Text for the character Transformers: places, windows, bits and writing."""

import math

import pytest
import torch
from torch.nn.functional import cross_entropy

from core.errors import InputError
from core.networks.generation import generate
from core.networks.transformer import transformer
from core.networks.transformer_config import TransformerConfig
from core.shipped.language_models import VOCABULARY, WINDOW, bits, tokens, windows, write_on

TEXT = "The quick brown fox, 1 + 2 = [3]; jumps over.\n" * 5  # 230 characters


@pytest.fixture(scope="module")
def model():
    sizes = {"vocabulary": len(VOCABULARY), "d": 8, "heads": 2, "mlp": 8, "positions": "rope"}
    config = TransformerConfig(**sizes)
    return transformer(config, torch.Generator().manual_seed(0), torch.float64).requires_grad_(
        False
    )


def test_a_text_is_read_by_its_characters_and_what_is_unknown_is_marked():
    assert "".join(VOCABULARY[place] for place in tokens(TEXT + "隐")) == TEXT + "�"
    with pytest.raises(InputError, match="text must be at least 1 character"):
        tokens("")


def test_windows_cover_the_text_once_with_what_comes_after_each():
    cut = windows(TEXT)
    assert cut.shape == (2, WINDOW + 1)
    assert torch.equal(cut[:, :-1].flatten(), tokens(TEXT)[: 2 * WINDOW])
    assert cut[0, -1] == cut[1, 0]


def test_bits_are_those_of_a_loop_over_all_places(model):
    cut = windows(TEXT)
    total, last = [], []
    for row in cut:
        nats = cross_entropy(model(row[None, :-1])[0], row[1:], reduction="none")
        total += (nats / math.log(2)).tolist()
        last.append(nats[-1].item() / math.log(2))
    assert bits(model, cut) == pytest.approx(sum(total) / len(total), rel=1e-12)
    assert bits(model, cut, slice(-1, None)) == pytest.approx(sum(last) / 2, rel=1e-12)


def test_an_unknown_character_is_read_but_not_asked_for(model):
    cut = windows("隐" * 97 + TEXT)
    assert math.isfinite(bits(model, cut[1:]))
    assert math.isnan(bits(model, cut[:1]))


def test_writing_on_is_generation_in_characters(model):
    written = write_on(model, "The ", 7)
    places = generate(model, tokens("The "), 7).tokens
    assert written == "".join(VOCABULARY[place] for place in places)
    assert len(written) == 7
    with pytest.raises(InputError, match="length must be at most 96 with the prompt, got 97"):
        write_on(model, "The ", 93)
