"""What heads do: the bars of the shipped model, and that every story the page tells holds."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from core import record
from core.data.induction_task import encode, halves
from core.draws import FRESH, stream
from core.errors import InputError
from core.lessons.multi_head.lesson import record_lesson, shipped, snippet, table
from core.lessons.multi_head.patching import PATCHED, measure
from core.lessons.multi_head.run import average, differences, exchanged, run
from core.lessons.multi_head.settings import CODES, MultiHead, known, split
from core.measures import heads
from core.measures.head_results import breaks, figures, roles, trainings
from core.measures.head_scores import induction, previous_token
from core.networks.generation import generate
from core.shipped.transformers import load_transformer, random_transformer
from tests.snippets import printed

NEEDED = (0, 0)  # layer and head


@pytest.fixture(scope="module")
def held_out():
    return halves(40, stream(5, FRESH))


def accuracy(model, tokens, places, off=()):
    change = heads.changes(model, off)
    likeliest = model.run(tokens[:, :-1], change=change).logits.argmax(dim=-1)
    right = likeliest == tokens[:, 1:]
    return float(right[places[:, 1:]].double().mean())


def scored(model, tokens):
    runs = [(x.tolist(), record(model, x).traces) for x in tokens[:10]]
    found = [
        [[previous_token(t.weights), induction(t.weights, x)] for t in layers] for x, layers in runs
    ]
    return np.mean(found, axis=0).swapaxes(0, 1)  # (score, layer, head)


def test_the_bars_of_the_shipped_model(held_out):
    model = load_transformer("induction")
    previous, found = scored(model, held_out[0])
    assert previous[NEEDED] == previous.max() >= 0.6
    assert found.max() == found[1].max() >= 0.85
    assert accuracy(model, *held_out) >= 0.99
    assert accuracy(model, *held_out, off=[NEEDED]) <= 0.45
    others = [head for head in heads.all_heads(model) if head != NEEDED]
    assert min(accuracy(model, *held_out, off=[head]) for head in others) >= 0.6


def test_the_control_does_neither_whatever_is_off(held_out):
    model = random_transformer("induction")
    assert scored(model, held_out[0]).max() < 0.2
    every = [(), *([head] for head in heads.all_heads(model))]
    assert max(accuracy(model, *held_out, off=off) for off in every) < 0.1


def test_every_training_of_the_card_needs_one_head_of_the_first_layer():
    for found in trainings():
        layer, head = breaks(found)
        assert layer == 0
        assert found.previous[layer, head] == found.previous.max() >= 0.6
        assert found.induction.max() >= 0.85
        assert found.without.min() <= 0.45
    assert breaks(figures()) == NEEDED == MultiHead().heads[0]
    assert roles(figures()) == ("previous", "", "", "", *["induction"] * 4)
    assert not any(roles(figures("control")))


def test_patched_heads_hand_on_what_the_page_says():
    notes, rest, one, two, four = measure()
    assert [row.heads for row in (notes, rest, one, two, four)] == list(PATCHED)
    assert notes.notes > 0.9 > 0.1 > max(notes.own, notes.other)
    assert rest.own > 0.9 > 0.1 > max(rest.other, rest.notes)
    assert four.other > two.other > 0.9 > one.other
    assert max(two.own, four.own, two.notes, four.notes) < 0.1


def test_heads_that_are_shown_and_a_sequence_that_is_not_used_leave_the_shipped_recording():
    assert record_lesson(MultiHead(lower=3, upper=0, other="exchanged")) is shipped()


@pytest.mark.parametrize("how", ["zero", "mean"])
@pytest.mark.parametrize("model", ["trained", "random"])
def test_the_changed_run_is_that_of_the_recorder_and_of_the_writer(how, model):
    chosen = MultiHead(text="床前明月光疑是地上霜", off="11.24", how=how, model=model)
    network = {"trained": load_transformer, "random": random_transformer}[model]("induction")
    means = average(model) if how == "mean" else None
    made, (tokens, vocabulary) = run(chosen), encode(chosen.words)
    expected = heads.run(network, tokens, off=[(0, 0), (1, 3)], means=means)
    np.testing.assert_array_equal(made.stream_changed.logits, expected.stream.logits)
    np.testing.assert_array_equal(made.changed.q, expected.layers[1].q)
    change = heads.changes(network, [(0, 0), (1, 3)], means=means)
    places = generate(network, tokens[: made.heads.start], 9, change=change).tokens
    assert made.heads.changed == tuple(vocabulary[place] for place in places)


def test_without_each_head_is_counted_as_by_hand():
    made, model = run(MultiHead()), load_transformer("induction")
    tokens, _ = encode(MultiHead().words)
    for code in CODES:
        head = (int(code[0]) - 1, int(code[1]) - 1)
        logits = heads.run(model, tokens, off=[head]).output[0]
        right = logits.argmax(dim=-1)[9:17] == tokens[10:18]  # the second "copyright" but its c
        assert made.heads.copied_without[head] == int(right.sum())


def test_a_patch_of_what_was_said_anyway_changes_nothing():
    chosen = MultiHead(off="11.22", how="patch", other="shuffled")
    other = exchanged(chosen.words, "shuffled")
    made = run(chosen)
    assert made.other == other
    model, (tokens, vocabulary) = load_transformer("induction"), encode(chosen.words)
    said = heads.run(model, torch.tensor([vocabulary.index(word) for word in other]))
    patch = {(i, j): said.layers[i].out[j] for i, j in chosen.heads}
    expected = heads.run(model, tokens, patch=patch)
    np.testing.assert_array_equal(made.stream_changed.logits, expected.stream.logits)


@given(st.lists(st.sampled_from("abcde床"), min_size=2, max_size=20))
@settings(max_examples=30)
def test_another_sequence_repeats_what_this_one_repeats(words):
    words = tuple(words)
    for name in ("shuffled", "exchanged"):
        other = exchanged(words, name)
        pairs = set(zip(words, other, strict=True))
        assert len(pairs) == len(set(words)) == len(set(other))
        np.testing.assert_array_equal(known(words), known(other))
        moved = sum(a != b for a, b in pairs)
        if name == "exchanged":
            assert moved == 1
        elif len(pairs) > 1:
            assert moved == len(pairs)
            assert set(other) == set(words)


def test_words_letters_signs_and_characters():
    assert split("berlin") == tuple("berlin")
    assert split(" to be, or not ") == ("to", "be", ",", "or", "not")
    assert split("don't worry") == ("don't", "worry")
    assert split("床前 moon") == ("床", "前", "moon")
    assert MultiHead(text="ab", times="3").words == tuple("ababab")
    for text, times, n in (("a", "1", 1), ("x" * 25, "2", 50), (" ", "1", 0)):
        with pytest.raises(InputError, match=f"length must be 2–48 symbols, got {n}"):
            _ = MultiHead(text=text, times=times).words


def test_what_can_be_known_by_hand():
    np.testing.assert_array_equal(known(tuple("abcab")), [0, 0, 0, 1, 0])
    np.testing.assert_array_equal(known(tuple("abac")), [0, 0, 0, 0])
    np.testing.assert_array_equal(known(tuple("aaa")), [0, 1, 0])


def test_where_nothing_repeats_nothing_is_counted_or_written():
    made = run(MultiHead(text="abcdef", times="1"))
    assert (made.heads.places, made.heads.copied, made.heads.intact) == (0, 0, ())
    assert np.isnan(made.scores()["induction"]).all()


@pytest.mark.parametrize(
    ("chosen", "copied", "wrong"),
    [
        (MultiHead(off="23"), 8, 0),
        (MultiHead(off="22.24"), 3, 8),
        (MultiHead(how="patch", other="exchanged"), 7, 4),
        (MultiHead(how="patch"), 1, 8),
    ],
)
def test_what_the_page_says_of_its_links_holds(chosen, copied, wrong):
    made = run(chosen)
    rows = np.flatnonzero(made.heads.known)
    right = made.stream_changed.logits.argmax(axis=1)[rows] == made.stream_changed.targets[rows]
    assert right.sum() == copied if copied > 5 else right.sum() <= copied
    mistakes = [a != b for a, b in zip(made.heads.changed, made.words[10:], strict=True)]
    assert sum(mistakes) == wrong if wrong < 8 else sum(mistakes) >= 5


def test_before_training_nothing_is_copied():
    made = run(MultiHead(model="random"))
    assert max(made.heads.copied, made.heads.copied_without.max()) <= 1


def test_heads_and_ablation_differ_from_torch_by_rounding_only():
    assert max(differences(MultiHead())) < 1e-4


def test_the_table_holds_every_weight_and_covered_nothing_of_the_changed_run():
    made = shipped()
    whole, covered = table(made), table(made, covered=True)
    assert covered.count("weights") == 2 * 4 * 18**2
    assert "changed" in whole
    assert "changed" not in covered
    assert "off" not in covered


@pytest.mark.parametrize("how", ["zero", "mean", "patch"])
def test_the_snippet_runs_as_it_is_and_prints_what_the_page_shows(how):
    chosen = MultiHead(text="abcd", how=how, model="random" if how == "mean" else "trained")
    made = run(chosen)
    bits = f"{made.stream.loss[4]:.2f}, changed {made.stream_changed.loss[4]:.2f}"
    assert f"a -> b bits: {bits} expected:" in printed(snippet(chosen))


def test_what_is_one_sign_to_a_reader_is_one_symbol():
    family, flag, thumb = "👨‍👩‍👧", "🇨🇳", "👍🏽"
    assert split(family + flag + thumb + "e\u0301") == (family, flag, thumb, "e\u0301")
    assert split(f"{family} 好{flag}!") == (family, "好", flag, "!")
