"""Writing on with and without a cache: the same tokens, and the logits of a plain pass."""

import numpy as np
import pytest
import torch

from core.errors import InputError
from core.measures.heads import changes
from core.networks.generation import generate
from core.networks.transformer import transformer
from core.networks.transformer_config import POSITIONS, TransformerConfig

PROMPT = torch.tensor([3, 1, 4, 1, 5])


def made(positions="rope", **changes):
    sizes = {"vocabulary": 11, "d": 24, "heads": 3, "mlp": 20, "longest": 16, **changes}
    config = TransformerConfig(**sizes, positions=positions)
    generator = torch.Generator().manual_seed(0)
    return transformer(config, generator, torch.float64).requires_grad_(False)


@pytest.mark.parametrize("positions", POSITIONS)
def test_a_cache_changes_nothing_but_the_time(positions):
    model = made(positions)
    kept, again = (generate(model, PROMPT, 10, cache=cache) for cache in (True, False))
    assert kept.tokens == again.tokens
    assert kept.logits.shape == (10, 11)
    assert np.abs(kept.logits - again.logits).max() < 1e-13


def test_every_token_is_the_likeliest_after_all_before_it():
    model = made()
    written = generate(model, PROMPT, 8)
    text = torch.cat([PROMPT, torch.tensor(written.tokens)])
    logits = model(text[None])[0, len(PROMPT) - 1 : -1]
    assert logits.argmax(dim=1).tolist() == list(written.tokens)
    assert np.allclose(written.logits, logits.numpy(), atol=1e-13)


@pytest.mark.parametrize("cache", [True, False])
def test_drawn_tokens_are_those_of_the_generator(cache):
    one, same, other = (
        generate(made(), PROMPT, 12, cache, torch.Generator().manual_seed(s)) for s in (0, 0, 1)
    )
    assert one.tokens == same.tokens != other.tokens


def test_draws_follow_the_softmax_at_a_temperature():
    model, generator = made(), torch.Generator().manual_seed(0)
    drawn = [generate(model, PROMPT, 1, True, generator, 2.0).tokens[0] for _ in range(200)]
    expected = (model(PROMPT[None])[0, -1] / 2).softmax(dim=0).numpy()
    found = np.bincount(drawn, minlength=11) / len(drawn)
    assert np.abs(found - expected).max() < 0.1
    cold = generate(model, PROMPT, 5, True, generator, 1e-6).tokens
    assert cold == generate(model, PROMPT, 5).tokens


def test_heads_stay_off_while_writing():
    model = made()
    change = changes(model, [(0, 0), (1, 2)])
    kept, again = (generate(model, PROMPT, 6, cache, change=change) for cache in (True, False))
    assert np.abs(kept.logits - again.logits).max() < 1e-13
    assert np.allclose(kept.logits[0], model.run(PROMPT[None], change=change).logits[0, -1])
    assert not np.allclose(kept.logits[0], generate(model, PROMPT, 1).logits[0])


def test_what_was_read_before_is_not_read_again():
    model = made()
    first = model.run(PROMPT[None])
    second = model.run(torch.tensor([[9, 2]]), past=first)
    assert second.logits.shape == (1, 2, 11)
    assert second.length == 7
    assert torch.equal(second.blocks[0].k[:, :, :5], first.blocks[0].k)


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"n": 0}, "n must be at least 1, got 0"),
        ({"temperature": 0.0}, "temperature must be above 0, got 0"),
        ({"n": 13, "positions": "learned"}, "length must be at most 16"),
        ({"causal": False}, "cache must be False where later tokens change"),
    ],
)
def test_what_cannot_be_is_refused(changes, rule):
    sizes = {key: changes.pop(key) for key in ("positions", "causal") if key in changes}
    with pytest.raises(InputError, match=rule):
        generate(made(**sizes), PROMPT, **{"n": 13, **changes})


def test_without_a_mask_everything_is_read_again():
    model = made(causal=False)
    written = generate(model, PROMPT, 3, cache=False)
    text = torch.cat([PROMPT, torch.tensor(written.tokens[:2])])
    assert np.allclose(written.logits[2], model(text[None])[0, -1].numpy(), atol=1e-13)
    with pytest.raises(InputError, match="past must be left out"):
        model.run(text[None, -1:], past=model.run(PROMPT[None]))
