"""The equations against torch's own modules and against a slow second implementation."""

import pytest
import torch

from core.errors import InputError
from core.networks.assign import assign
from core.networks.seq2seq.scoring import SCORINGS
from core.networks.seq2seq.translator import score, step
from core.networks.seq2seq.untrained import translator
from core.traces.translation import END
from tests.core.slow_translator import SlowTranslator

SIZES = {"embedding": 5, "encoder": 3, "attention": 4}
SOURCE, TARGET = ["我", "爱", "你", "茶", "书"], ["i", "love", "you", "tea", "a", "book"]


def small(scoring, seed=0, source=SOURCE, target=TARGET):
    """A random translator, its weights large enough that it does not say the same all the time."""
    generator = torch.Generator().manual_seed(seed)
    model = translator(scoring, source, target, generator, **SIZES)
    louder = {name: 3 * weight.double() for name, weight in model.state_dict().items()}
    return assign(model, louder).requires_grad_(False)


def slow(model):
    return SlowTranslator(model.scoring, model.state_dict())


@pytest.mark.parametrize("scoring", SCORINGS)
def test_one_step_equals_the_slow_one(scoring):
    model = small(scoring)
    other, source = slow(model), [1, 3, 2, 0]
    h, _ = other.read(source)
    s, before = other.start(source), None
    for word in (2, 5, 1, 0):
        found = step(model, model.start if before is None else before, s, h)
        expected = other.say(source, before, s)
        for name in ("scores", "weights", "context"):
            mine, theirs = getattr(found, name), getattr(expected, name)
            assert (mine is None) == (theirs is None) == (scoring == "none" and name != "context")
            torch.testing.assert_close(mine, theirs, rtol=0, atol=1e-14)
        torch.testing.assert_close(found.unit.h, expected.state, rtol=0, atol=1e-14)
        log_p = found.logits.log_softmax(dim=0)
        torch.testing.assert_close(log_p, expected.log_p, rtol=0, atol=1e-13)
        s, before = expected.state, word


@pytest.mark.parametrize("scoring", SCORINGS)
def test_a_batch_with_teacher_forcing_equals_one_sentence_after_the_other(scoring):
    model = small(scoring)
    other = slow(model)
    sources = torch.tensor([[1, 3, 2, 0], [4, 4, 3, 0]])
    targets = torch.tensor([[2, 5, 1, 0, 0], [3, 3, 6, 4, 0]])
    taught = model(sources, targets)
    for row, (source, target) in enumerate(zip(sources.tolist(), targets.tolist(), strict=True)):
        s, before = other.start(source), None
        for t, word in enumerate(target):
            said = other.say(source, before, s)
            log_p = taught.logits[row, t].log_softmax(dim=0)
            torch.testing.assert_close(log_p, said.log_p, rtol=0, atol=1e-13)
            if scoring != "none":
                weights = taught.weights[row, t]
                torch.testing.assert_close(weights, said.weights, rtol=0, atol=1e-14)
            s, before = said.state, word
    assert (taught.weights is None) == (scoring == "none")


def test_the_scores_of_a_state_worked_by_hand():
    """Two units, two attention units, W = 1 0 / 0 1, U = 2 0 / 0 0, v = 1 −1."""
    generator = torch.Generator().manual_seed(0)
    sizes = {"embedding": 1, "encoder": 1, "attention": 2}
    s, h = torch.tensor([0.5, -0.25]), torch.tensor([0.75, 2.0])
    additive = translator("additive", ["a"], ["b"], generator, **sizes).attention
    weights = {
        "W.weight": [[1.0, 0], [0, 1]],
        "U.weight": [[2.0, 0], [0, 0]],
        "v.weight": [[1, -1]],
    }
    assign(additive, {name: torch.tensor(value).float() for name, value in weights.items()})
    # tanh(0.5 + 2 · 0.75) − tanh(−0.25) = 0.964028 + 0.244919
    assert score(additive, s, h).item() == pytest.approx(1.208946, abs=1e-6)
    dot = translator("dot", ["a"], ["b"], generator, **sizes).attention
    assert score(dot, s, h).item() == 0.375 - 0.5
    general = translator("general", ["a"], ["b"], generator, **sizes).attention
    assign(general, {"W.weight": torch.tensor([[0.0, 1.0], [1.0, 0.0]])})
    assert score(general, s, h).item() == 0.5 * 2 - 0.25 * 0.75
    for attention in (additive, dot, general):
        batch = attention(s[None], attention.keys(h[None, None]))
        assert batch.item() == pytest.approx(score(attention, s, h).item(), abs=1e-6)


def test_what_can_be_written_starts_with_the_end():
    model = small("dot")
    assert model.source_words == tuple(SOURCE) and model.target_words == (END, *TARGET)
    assert model.start == len(TARGET) + 1 == len(model.target_embedding.weight) - 1


def test_equal_seeds_give_equal_weights_and_the_global_generator_is_left_alone():
    before = torch.get_rng_state()
    a, b, c = small("additive"), small("additive"), small("additive", seed=1)
    assert torch.equal(torch.get_rng_state(), before)
    for (name, first), second in zip(a.named_parameters(), b.parameters(), strict=True):
        assert torch.equal(first, second)
        assert not torch.equal(first, c.get_parameter(name))


def test_a_scoring_function_that_is_not_known_is_refused():
    with pytest.raises(InputError, match="scoring must be one of none, additive, dot, general"):
        small("concat")
    with pytest.raises(InputError, match="scoring must be one with attention, got none"):
        score(None, torch.ones(2), torch.ones(2))
