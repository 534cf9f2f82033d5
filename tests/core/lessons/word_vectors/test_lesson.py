"""What the lesson on word vectors computes, and every claim that its page makes."""

import io

import numpy as np
import pandas as pd
import pytest

from core.data.word_texts import CODES, word_text
from core.lessons.word_vectors import arithmetic, opposites, trees
from core.lessons.word_vectors.beginnings import beginning, kept
from core.lessons.word_vectors.by_autograd import difference
from core.lessons.word_vectors.contexts import (
    counts,
    most_alike,
    overlap,
    shared,
    typical_overlap,
)
from core.lessons.word_vectors.lesson import (
    answer,
    followed_cosines,
    nearest_word,
    record_lesson,
    snippet,
    table,
)
from core.lessons.word_vectors.models import in_common, maps, turned
from core.lessons.word_vectors.settings import (
    CONTRAST,
    MODELS,
    NAMED,
    OPTIONS,
    RELATIONS,
    WINDOW,
    WordVectors,
)
from core.shipped.embeddings import load_embedding
from core.shipped.store import card
from core.shipped.word_vectors import ASKED, SHIFT, load_shift, load_vectors
from core.word_vectors import analogies
from core.word_vectors.examples import ARCHITECTURES, pair_counts
from core.word_vectors.likeness import cosines, nearest
from tests.snippets import printed

every_text = pytest.mark.parametrize("code", CODES)


@every_text
@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_what_is_recorded_fits_together(code, architecture):
    trace, text = load_vectors(code, architecture), word_text(code)
    assert trace.vocabulary == text.words
    np.testing.assert_array_equal(trace.counts, text.counts)
    np.testing.assert_array_equal(counts(code), pair_counts(text, WINDOW))
    assert len(trace.followed) >= NAMED and trace.followed[:2] == ASKED[code] == (*OPTIONS[code],)
    assert {word for options in OPTIONS[code].values() for word in options} <= set(text.words)
    for t, middle in enumerate(trace.middle):
        line = trace.words(trace.line[t])
        words = trace.words(trace.inputs[t])
        target = trace.vocabulary[trace.rows[t, 0]]
        around = [*line[max(0, middle - 3) : middle], *line[middle + 1 : middle + 4]]
        if architecture == "cbow":
            assert (target, list(words)) == (line[middle], around)
        else:
            assert words == (line[middle],) and target in around


@every_text
def test_in_every_training_opposites_come_nearest_to_what_is_asked(code):
    """Skip-gram with three seeds; the other architecture agrees on the first word asked."""
    trace = load_vectors(code, "skip_gram")
    right = {"true": "false", "left": "right", "热": "冷", "新": "旧", "hot": "cold", "new": "old"}
    for asked in ASKED[code]:
        for W in (trace.W, *trace.again):
            (first,), _ = nearest(W.astype(float), trace.vocabulary.index(asked), 1)
            assert trace.vocabulary[first] == right[asked]
        settings = WordVectors(corpus=code)
        assert OPTIONS[code][asked][int(answer(settings, asked)) - 1] == right[asked]
        assert nearest_word(record_lesson(settings), asked)[0] == right[asked]


def test_before_training_nothing_is_near_and_then_all_words_turn_the_same_way():
    """What the first card of "what to notice" says, at its recorded step 15."""
    trace = record_lesson(WordVectors())
    assert trace.steps[0] == 1
    first, last = (followed_cosines(trace, 0)[t] for t in (0, -1))
    place = trace.followed.index("false")
    assert abs(first[place]) < 0.5 < 0.7 < last[place]
    found = followed_cosines(trace, 0)
    assert found[14].min() > 0.96 and abs(found[0, 1:]).mean() < 0.2 and found[-1].mean() < 0.4
    spread = trace.positions.astype(float).std(axis=1).max(axis=1)
    assert spread.argmin() in (13, 14) and spread.min() < 0.1 * spread[-1]


def test_on_the_map_value_lies_beside_true_and_false_farther_off():
    """The second card: 0.29 and 0.77."""
    trace = record_lesson(WordVectors())
    place = [trace.vocabulary.index(word) for word in ("true", "value", "false")]
    at = trace.positions[-1, place].astype(float)
    beside, farther = (np.linalg.norm(at[k] - at[0]) for k in (1, 2))
    assert beside < 0.05 < 0.2 < farther
    found = followed_cosines(trace, 0)[-1]
    value, false = (found[trace.followed.index(word)] for word in ("value", "false"))
    assert (round(value, 2), round(false, 2)) == (0.29, 0.77)


@every_text
@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_used_alike_and_standing_together_are_two_things(code, architecture):
    alike, together = (shared(code, architecture, *pair) for pair in CONTRAST[code])
    assert alike.together == 0 and alike.cosine > 0.7 and alike.score < 0
    assert together.together > 50 and together.cosine < 0.45 and together.score > 0
    for asked in ASKED[code]:
        found = most_alike(code, architecture, asked)
        assert overlap(code, *found.words) > 1.5 * typical_overlap(code, asked)


def test_near_is_used_alike_and_not_standing_together():
    """The numbers of a plain loop; 热 and 冷 never stand in one window."""
    found = most_alike("chinese", "skip_gram", "热")
    assert (found.words, found.together) == (("热", "冷"), 0)
    assert found.cosine > 0.98 and found.score < 0
    times = [0, 0]
    for line in word_text("chinese").lines:
        words = [word_text("chinese").words[k] for k in line]
        for k, word in enumerate(words):
            near = words[max(0, k - 3) : k] + words[k + 1 : k + 4]
            times[0] += near.count("天气") if word == "热" else 0
            times[1] += near.count("天气") if word == "冷" else 0
    assert dict(zip(found.contexts, found.times, strict=True))["天气"] == tuple(times)
    assert overlap("documentation", "true", "false") > overlap("documentation", "true", "value")
    total = counts("documentation")
    np.testing.assert_array_equal(total, total.T)
    assert shared("documentation", "skip_gram", "true", "false").together == 20


@every_text
@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_an_opposite_can_be_nearest_and_often_is_not(code, architecture):
    found = opposites.opposites(code, architecture)
    assert all(len(pair.ranks) == 3 for pair in found)
    assert 2 < min(opposites.first(found)) <= max(opposites.first(found)) < 0.75 * len(found)
    assert max(min(pair.ranks) for pair in found) > 15


@every_text
def test_the_arithmetic_promises_little(code):
    """Left in, a word of the question comes first in about half of all questions or more."""
    *rows, every = arithmetic.judged(code, "skip_gram")
    assert {row.relation for row in rows} >= set(RELATIONS[code])
    assert sum(row.n for row in rows) == every.n
    assert min(every.own) > 0.45 and max(every.kept) < 0.25
    assert every.control < 0.02 < min(every.struck)
    if code == "documentation":
        assert min(every.struck) > 0.15 and max(every.struck) < 0.3
        (opposite,) = (row for row in rows if row.relation == "opposite")
        assert opposite.worse and {row.relation for row in rows if row.better} == {"plural"}


def test_left_is_to_right_as_true_is_to_true():
    found = arithmetic.answered("documentation", "skip_gram", "opposite", 1)
    assert found.question == analogies.Question("opposite", "left", "right", "true", "false")
    assert [word for word, _ in found.kept[:2]] == ["true", "false"]
    assert found.struck[0][0] == "false"


def test_k_can_be_read_off_the_trained_vectors():
    trace = load_shift()
    logs = np.log(trace.negatives)[:, None, None]
    usual = list(trace.exponents).index(0.75), list(trace.windows).index(3)
    with_words = trace.shift_low[:, list(trace.exponents).index(0.75) :]
    assert np.abs(with_words - logs[..., None]).max() < 0.06
    assert (trace.shift_high > trace.shift_low + 0.09).all()
    narrow, wide = trace.shift_high[0, :, 0], trace.shift_high[0, :, -1]
    assert (narrow > wide + 1).all() and (
        np.diff(trace.shift_high - logs[..., None], axis=0) < 0
    ).all()
    longer = next(row for row in card(SHIFT)["hidden"] if row["negatives"] == 1)
    assert (longer["hidden"], round(longer["highest PMI"], 2)) == (64, 0.58)
    assert round(float(trace.shift_high[0, *usual].mean()), 2) == 0.72
    assert trace.correlation.min() > 0.5


def test_a_path_of_the_trained_tree():
    found = trees.path("true", "false")
    assert found.total == pytest.approx(1, abs=1e-12)
    assert found.probability == pytest.approx(np.prod(found.p))
    assert ((found.error > 0) == (found.turns == 1)).all()
    cost = trees.cost("documentation")
    assert cost.entropy <= cost.bits < cost.entropy + 1 and cost.bits < cost.equal
    assert trees.drawn("letters", "documentation").tree.bits == 224
    assert len(trees.siblings("english")) == 3


@pytest.mark.parametrize("code", MODELS)
def test_the_maps_of_several_networks(code):
    found = maps(code)
    assert found.models == MODELS[code]
    *others, control = found.common
    assert others[0] == 10 and others[1] > max(others[2:]) and min(others) > 2 * control
    np.testing.assert_allclose(found.cosines[:, range(5), range(5)], 1)
    theirs = load_embedding(found.models[-1], code)
    assert set(found.words) <= set(theirs.words)
    a, b = found.words[0], found.words[int(found.cosines[0, 0, 1:].argmax()) + 1]
    for model in found.models[2:]:
        at = [load_embedding(model, code).words.index(word) for word in (a, b)]
        before, after = (
            table[at] for table in (beginning(model, code), load_embedding(model, code).vectors)
        )
        assert float(cosines(after, after)[0, 1] - cosines(before, before)[0, 1]) > 0.1
        assert kept(model, code) > 0.4 > 0.2 > kept("skip_gram", code)


def test_most_networks_keep_much_of_their_beginning():
    found = [kept(model, code) for code in MODELS for model in MODELS[code][2:]]
    assert [round(value, 2) for value in found] == [0.78, 0.44, 0.79, 0.93]


def test_a_map_is_turned_onto_another():
    rng = np.random.default_rng(0)
    places = rng.standard_normal((20, 2))
    mirror = np.array([[0.6, 0.8], [0.8, -0.6]])
    np.testing.assert_allclose(turned(2 * places @ mirror, places), 2 * places, atol=1e-12)
    table = np.eye(12)
    assert in_common(table, table) == 10


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_a_step_is_torch_autograd(architecture):
    assert difference(WordVectors(architecture=architecture)) < 1e-12


def test_the_table_holds_what_is_shown_and_the_snippet_runs():
    settings = WordVectors(corpus="documentation", architecture="cbow")
    trace = record_lesson(settings)
    rows = pd.read_csv(io.StringIO(table(trace)))
    last = rows[(rows["quantity"] == "position") & (rows["time"] == trace.steps[-1])]
    place = trace.vocabulary.index(trace.followed[0])
    shown = last[last["word"] == trace.followed[0]]["value"].to_numpy()
    np.testing.assert_allclose(shown, trace.positions[-1, place].astype(float), atol=1e-3)
    assert len(printed(snippet(settings)).splitlines()) == 8
