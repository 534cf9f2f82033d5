"""One stack: an example on paper, sums that must hold, and what is taken away."""

import math

import pytest
import torch

from core.errors import InputError
from core.networks.assign import assign
from core.networks.initialisation import normal
from core.networks.seq2seq_transformer.ablation import Ablation, all_codes, codes
from core.networks.seq2seq_transformer.stack import Attention, Stack, StackConfig

DECODER = codes("d", 2)


def stack(side="d", seed=0, **changes):
    """A random stack in float64: the biases and the norms' gains are random, too."""
    config = StackConfig(**{"d": 12, "heads": 3, "hidden": 7, **changes})
    generator = torch.Generator().manual_seed(seed)
    with torch.device("meta"):
        empty = Stack(config, codes(side, config.layers))
    drawn = normal(empty, generator)
    for name, weight in drawn.items():
        if name.endswith("bias") or "norm" in name:
            noise = torch.randn(weight.shape, generator=generator, dtype=torch.float64)
            drawn[name] = weight + 0.3 * noise
    return assign(empty, drawn).requires_grad_(False)


def line(n, time, d=12, seed=1):
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(n, time, d, generator=generator, dtype=torch.float64)


def causal(time):
    return torch.full((time, time), -math.inf, dtype=torch.float64).triu(1)


def test_one_layer_worked_by_hand():
    """d = 2, one head, W_Q = W_K = W_V = W_O = 1; two words (3, 1) and (1, 3); on paper:

    The norm of (3, 1) is (1, −1): mean 2, deviation 1. Of (1, 3) it is (−1, 1).
    Scores of word 1: (1, −1)·(1, −1)/√2 = √2, and −√2. Weights: σ(2√2) = .94419, and .05581.
    It gets .94419·(1, −1) + .05581·(−1, 1) = (.88839, −.88839), and by symmetry word 2 the
    negative; the line is (3.88839, .11161) and (.11161, 3.88839).
    Feed-forward: its norm is (1, −1) again; one unit with W_1 = (1, 0), b_1 = 1: relu(1 + 1) = 2
    for word 1 and relu(−1 + 1) = 0 for word 2; W_2 = (0, 5)ᵀ adds (0, 10) and (0, 0).
    """
    one, unit = torch.eye(2).double(), torch.ones(2).double()
    with torch.device("meta"):
        empty = Stack(StackConfig(layers=1, d=2, heads=1, hidden=1, epsilon=0.0), codes("e", 1))
    weights = {f"sublayers.e1s.{name}.weight": one for name in ("query", "key", "value", "output")}
    weights |= {"sublayers.e1f.up.weight": one[:1], "sublayers.e1f.up.bias": unit[:1]}
    weights |= {"sublayers.e1f.down.weight": torch.tensor([[0.0], [5.0]]).double()}
    weights |= {"sublayers.e1f.down.bias": 0 * unit}
    for norm in ("sublayers.e1s.norm", "sublayers.e1f.norm", "norm"):
        weights |= {f"{norm}.weight": unit, f"{norm}.bias": 0 * unit}
    run = assign(empty, weights).run(torch.tensor([[[3.0, 1.0], [1.0, 3.0]]]).double())
    share = 1 / (1 + math.exp(-2 * math.sqrt(2)))
    assert share == pytest.approx(0.94419, abs=1e-5)
    moved = 2 * share - 1
    attended, fed = run.sublayers["e1s"], run.sublayers["e1f"]
    assert attended.read[0].tolist() == [[1, -1], [-1, 1]]
    assert attended.look.weights[0, 0, 0, 0].item() == pytest.approx(share, abs=1e-12)
    expected = torch.tensor([[3 + moved, 1 - moved], [1 - moved, 3 + moved]], dtype=torch.float64)
    torch.testing.assert_close(attended.line[0], expected, rtol=0, atol=1e-12)
    torch.testing.assert_close(fed.hidden[0, :, 0], torch.tensor([2.0, 0.0]).double())
    torch.testing.assert_close(fed.write[0], torch.tensor([[0.0, 10.0], [0.0, 0.0]]).double())
    assert run.output[0].round(decimals=9).tolist() == [[-1, 1], [-1, 1]]


@pytest.mark.parametrize("norm_first", [True, False])
def test_a_later_word_changes_nothing_before_it(norm_first):
    """The causal mask: bit by bit, at every place of the line."""
    model, memory, x = stack(norm_first=norm_first), line(2, 4, seed=2), line(2, 6)
    other = x.clone()
    other[:, 4:] = line(2, 2, seed=3)
    one, two = (model.run(y, memory=memory, mask=causal(6)) for y in (x, other))
    for code in DECODER:
        before, after = one.sublayers[code].line, two.sublayers[code].line
        assert torch.equal(before[:, :4], after[:, :4])
        assert not torch.isclose(before[:, 4:], after[:, 4:]).all(dim=-1).any()
    free = [model.run(y, memory=memory).output[:, 0] for y in (x, other)]
    assert not torch.isclose(*free).any()


@pytest.mark.parametrize("norm_first", [True, False])
def test_words_one_by_one_with_keys_and_values_kept_equal_one_pass(norm_first):
    model, memory, x = stack(norm_first=norm_first), line(1, 4, seed=2), line(1, 6)
    whole = model.run(x, memory=memory, mask=causal(6))
    past = {}
    for t in range(6):
        run = model.run(x[:, t : t + 1], memory=memory, past=past)
        past = run.keys_values
        torch.testing.assert_close(run.output[:, 0], whole.output[:, t], rtol=0, atol=1e-12)


@pytest.mark.parametrize("bias", [False, True])
def test_heads_sum_to_what_attention_writes(bias):
    model = stack("e", bias=bias)
    run = model.run(line(2, 5))
    for code in ("e1s", "e2s"):
        attention = model.sublayers[code]
        assert isinstance(attention, Attention)
        total = attention.apart(run.sublayers[code].look.heads).sum(dim=1)
        total = total + attention.output.bias if bias else total
        torch.testing.assert_close(total, run.sublayers[code].write, rtol=0, atol=1e-13)


def test_the_line_is_the_sum_of_all_writes():
    run = stack().run(line(2, 5), memory=line(2, 3, seed=2), mask=causal(5))
    total = run.embedded + sum(one.write for one in run.sublayers.values())
    torch.testing.assert_close(run.sublayers["d2f"].line, total, rtol=0, atol=1e-13)


@pytest.mark.parametrize("code", DECODER)
def test_a_sublayer_that_is_off_adds_nothing(code):
    model, x, memory = stack(), line(1, 5), line(1, 3, seed=2)
    run = model.run(x, memory=memory, ablation=Ablation(off=frozenset({code})))
    places = [run.embedded, *(one.line for one in run.sublayers.values())]
    at = DECODER.index(code)
    assert torch.equal(places[at], places[at + 1]) and not run.sublayers[code].write.any()
    intact = model.run(x, memory=memory)
    for earlier in DECODER[:at]:
        assert torch.equal(run.sublayers[earlier].line, intact.sublayers[earlier].line)
    assert not torch.isclose(run.output, intact.output).all(dim=-1).any()


@pytest.mark.parametrize("code", DECODER)
def test_behind_a_cut_the_line_is_what_was_written_last(code):
    """What was on the line still counts as far as the sublayer has read it, and no further."""
    model, x, memory = stack(), line(1, 5), line(1, 3, seed=2)
    run = model.run(x, memory=memory, ablation=Ablation(cut=frozenset({code})))
    intact = model.run(x, memory=memory)
    assert torch.equal(run.sublayers[code].line, run.sublayers[code].write)
    assert torch.equal(run.sublayers[code].write, intact.sublayers[code].write)
    both = frozenset({code})
    nothing = model.run(x, memory=memory, ablation=Ablation(cut=both, off=both))
    assert not nothing.sublayers[code].line.any()


def test_words_before_a_line_of_zeros_are_forgotten():
    """Cut and off: whatever was read, all that follows is the same; not so with the cut alone."""
    model, memory, code = stack(), line(1, 3, seed=2), frozenset({"d1f"})
    gone = Ablation(cut=code, off=code)
    one, two = (model.run(line(1, 5, seed=s), memory=memory, ablation=gone) for s in (3, 4))
    assert torch.equal(one.output, two.output)
    kept = Ablation(cut=code)
    one, two = (model.run(line(1, 5, seed=s), memory=memory, ablation=kept) for s in (3, 4))
    assert not torch.isclose(one.output, two.output).all(dim=-1).any()


def test_a_head_that_is_taken_away_writes_nothing_and_the_others_what_they_did():
    model, x = stack("e"), line(1, 5)
    run = model.run(x, ablation=Ablation(heads=frozenset({("e1s", 1)})))
    intact, attention = model.run(x), model.sublayers["e1s"]
    alone = attention.apart(run.sublayers["e1s"].look.heads)
    before = attention.apart(intact.sublayers["e1s"].look.heads)
    assert not alone[:, 1].any()
    assert torch.equal(alone[:, [0, 2]], before[:, [0, 2]])


def test_without_norms_the_line_is_read_as_it_is():
    run = stack("e").run(line(1, 5), ablation=Ablation(norm=False))
    places = [run.embedded, *(one.line for one in run.sublayers.values())]
    for before, one in zip(places, run.sublayers.values(), strict=False):
        assert torch.equal(one.read, before)
    assert torch.equal(run.output, places[-1])


def test_every_sublayer_has_a_code():
    assert all_codes(2) == (
        *("e1s", "e1f", "e2s", "e2f"),
        *("d1s", "d1c", "d1f", "d2s", "d2c", "d2f"),
    )
    assert tuple(stack().sublayers) == DECODER


def test_cross_attention_without_anything_to_look_at_is_refused():
    with pytest.raises(InputError, match="memory must be given to a stack with cross-attention"):
        stack().run(line(1, 2))


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"layers": 0}, "layers must be at least 1, got 0"),
        ({"hidden": 0}, "hidden must be at least 1, got 0"),
        ({"d": 10}, "d must be a multiple of 4, the number of heads, got 10"),
        ({"activation": "tanh"}, "activation must be one of relu, gelu, got tanh"),
    ],
)
def test_sizes_that_cannot_work_are_refused(changes, rule):
    with pytest.raises(InputError, match=rule):
        StackConfig(**changes)
