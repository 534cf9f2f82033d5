import math

import pytest
import torch

from core.data.tasks import SYMBOLS, TASKS, adding, characters, temporal_order
from core.errors import InputError


def generator(seed=0):
    return torch.Generator().manual_seed(seed)


def spelt(sequence):
    return "".join(SYMBOLS[symbol.argmax()] for symbol in sequence)


@pytest.mark.parametrize("length", [8, 9, 10, 40, 200])
def test_adding_follows_section_5_4(length):
    x, y = adding(500, length, generator())
    numbers, markers = x[..., 0], x[..., 1]
    assert x.shape == (500, length, 2)
    assert numbers.abs().max() <= 1
    assert (markers[:, [0, -1]] == -1).all()
    assert set(markers.unique().tolist()) == {-1.0, 0.0, 1.0}
    assert ((markers == 1).sum(1) == 2).all()
    assert (markers == 1).nonzero()[:, 1].max() < length // 2 - 1  # among the first T/2 − 1
    for row in range(500):
        marked = [float(a) for a, b in x[row] if b == 1]
        assert y[row].item() == pytest.approx(0.5 + sum(marked) / 4, abs=1e-6)


def test_one_of_the_two_is_among_the_first_ten_and_both_use_all_their_places():
    x, _ = adding(5_000, 60, generator())
    places = (x[..., 1] == 1).nonzero()[:, 1].view(-1, 2)
    assert places.min(1).values.unique().tolist() == list(range(1, 10))
    assert places.max(1).values.unique().tolist() == list(range(2, 29))


def test_the_chance_of_adding_is_the_variance_of_its_target():
    _, y = adding(50_000, 40, generator())
    assert TASKS["adding"].chance == pytest.approx(y.var().item(), rel=0.02)
    assert y.mean().item() == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize("length", [10, 11, 50, 200])
def test_temporal_order_follows_section_5_6(length):
    x, y = temporal_order(300, length, generator())
    assert x.shape == (300, length, 8)
    assert (x.sum(-1) == 1).all()
    for row in range(300):
        word = spelt(x[row])
        assert (word[0], word[-1]) == ("E", "B")
        assert set(word[1:-1]) <= set("abcdXY")
        (t1, first), (t2, second) = [(t, s) for t, s in enumerate(word, 1) if s in "XY"]
        assert length / 10 - 1 < t1 <= length / 5 + 1
        assert length / 2 - 1 < t2 <= 0.6 * length + 1
        assert y[row] == ["XX", "XY", "YX", "YY"].index(first + second)


def test_the_places_of_the_paper_at_its_own_length():
    x, y = temporal_order(3_000, 100, generator())
    places = (x[..., 6:].sum(-1) == 1).nonzero()[:, 1].view(-1, 2) + 1
    assert places[:, 0].unique().tolist() == list(range(10, 21))
    assert places[:, 1].unique().tolist() == list(range(50, 61))
    assert y.bincount().min() > 650
    assert TASKS["temporal_order"].chance == math.log(4)


@pytest.mark.parametrize("name", TASKS)
def test_the_generator_decides_the_data_and_nothing_else_moves(name):
    before = torch.get_rng_state()
    one, same, other = (TASKS[name].sample(20, 30, generator(seed)) for seed in (1, 1, 2))
    assert torch.equal(before, torch.get_rng_state())
    assert all(torch.equal(a, b) for a, b in zip(one, same, strict=True))
    assert not torch.equal(one[0], other[0])
    assert one[0].shape[-1] == TASKS[name].inputs


@pytest.mark.parametrize("name", TASKS)
def test_sizes_that_do_not_fit_are_refused(name):
    task = TASKS[name]
    with pytest.raises(InputError, match=f"length must be at least {task.shortest}, got"):
        task.sample(1, task.shortest - 1, generator())
    with pytest.raises(InputError, match="n must be at least 1, got 0"):
        task.sample(0, 20, generator())


def test_losses_and_scores_by_hand():
    adding_task, order = TASKS["adding"], TASKS["temporal_order"]
    answer, target = torch.tensor([[0.5], [0.53], [0.55]]), torch.full((3,), 0.5)
    assert adding_task.loss(answer, target).tolist() == pytest.approx([0, 0.0009, 0.0025], abs=1e-7)
    assert adding_task.right(answer, target).tolist() == [True, True, False]
    logits = torch.tensor([[0.0, 0.0, 0.0, 0.0], [9.0, 0.0, 0.0, 0.0]])
    classes = torch.tensor([2, 1])
    loss = order.loss(logits, classes).tolist()
    assert loss == pytest.approx([math.log(4), math.log(math.exp(9) + 3)], abs=1e-5)
    assert order.right(logits[1:], classes[1:]).tolist() == [False]


@pytest.mark.parametrize("text", ["cat", "时间就像一条河", "🙂🙂", "a\n\t ", "\U0010ffff"])
def test_any_text_becomes_one_vector_per_character(text):
    x, tokens = characters(text)
    assert tokens == tuple(text)
    assert x.shape == (1, len(text), 16)


def test_a_character_has_the_same_vector_in_every_text():
    x, _ = characters("abba")
    y, _ = characters("b")
    assert torch.equal(x[0, 1], y[0, 0])
    assert torch.equal(x[0, 0], x[0, 3])
    assert not torch.equal(x[0, 0], x[0, 1])


def test_the_two_spellings_of_an_accent_are_one_character():
    assert characters("e\u0301")[1] == ("é",)


def test_an_empty_text_is_refused():
    with pytest.raises(InputError, match="text must be at least 1 character"):
        characters("")
