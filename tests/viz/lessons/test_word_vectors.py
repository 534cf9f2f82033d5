"""The lesson's pictures, told by their data."""

import json

import numpy as np
import pytest

from core.lessons.word_vectors.lesson import followed_cosines, record_lesson
from core.lessons.word_vectors.models import maps
from core.lessons.word_vectors.settings import OPTIONS, WordVectors
from core.lessons.word_vectors.trees import drawn
from core.shipped.word_vectors import load_shift
from ui.text import LANGUAGES, load
from viz.lessons.word_vectors import (
    lookup_stage,
    models_stage,
    shift_stage,
    stage,
    step_stage,
    tree_stage,
)
from viz.lessons.word_vectors.learning import RANKS

HIDDEN = tuple(word for words in OPTIONS["documentation"].values() for word in words)


def made(settings, language="en", **options):
    words = load("word_vectors", language).labels
    return stage(record_lesson(settings), settings, words=words, **options)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("architecture", ["skip_gram", "cbow"])
@pytest.mark.parametrize("corpus", OPTIONS)
def test_every_recorded_step_is_shown(language, architecture, corpus):
    settings = WordVectors(corpus=corpus, architecture=architecture)
    trace = record_lesson(settings)
    found = made(settings, language)
    (words, step, near) = (view.data for view in found.views)
    assert found.clock.length == len(trace.steps)
    every = [*words["named"], *words["others"]]
    assert sorted(every) == sorted(trace.vocabulary)
    for t, one in enumerate(step["steps"]):
        roles = {role: every[place] for place, role in words["roles"][t] if role != "drawn"}
        target = trace.vocabulary[trace.rows[t, 0]]
        assert one["line"][one["target"]] == target
        assert roles.get("true") == (target if t < found.clock.length - 1 else None)
        assert [one["line"][k] for k in one["asked"]] == list(trace.words(trace.inputs[t]))
        true, *drawn_words = one["taught"]
        assert not true[1] and all(row[1] for row in drawn_words) and len(drawn_words) == 5
        assert near["names"][t] == list(trace.words(trace.near[t, 0, :RANKS]))


def test_covered_the_answer_is_not_in_the_payload():
    covered = made(WordVectors(), hidden=HIDDEN)
    words, _, near = covered.views
    followed = record_lesson(WordVectors()).followed
    hidden = [k for k, word in enumerate(followed) if word in HIDDEN]
    assert words.data["covered"] == hidden and len(hidden) >= 6
    assert not words.data["cosines"][:, hidden].any()
    assert words.data["near"].size == 0
    other = made(WordVectors(word=followed.index("must")), hidden=HIDDEN).views[0].data
    assert other["near"].size and not np.isin(other["near"], hidden).any()
    assert (near.data["names"], len(near.data["values"])) == ([], 0)
    told = json.dumps(near.payload(), ensure_ascii=False)
    assert "false" not in told.replace(": false", "")
    shown = made(WordVectors()).views[2].data
    assert shown["names"][-1][0] == "false"


def test_the_map_reads_what_is_recorded():
    trace = record_lesson(WordVectors())
    words = made(WordVectors()).views[0].data
    place = trace.vocabulary.index("must")
    k = trace.followed.index("must")
    np.testing.assert_allclose(words["places"][:, k], trace.positions[:, place], atol=1e-3)
    np.testing.assert_allclose(words["cosines"], followed_cosines(trace, 0), atol=1e-6)


def test_the_equations_have_the_numbers_of_the_step():
    trace, words = record_lesson(WordVectors()), load("word_vectors", "en").labels
    (view,) = step_stage(trace, words=words).views
    true, drawn_word, asked = view.data["items"]
    p = 1 / (1 + np.exp(-trace.scores))
    np.testing.assert_allclose(true["values"], p[:, 0])
    np.testing.assert_allclose(drawn_word["values"], p[:, 1])
    assert true["slots"]["word"][3] == trace.vocabulary[trace.rows[3, 0]]
    assert asked["slots"]["word"][3] == trace.vocabulary[trace.inputs[3, 0]]


def test_a_look_up_is_a_row_of_the_table():
    trace, words = record_lesson(WordVectors()), load("word_vectors", "en").labels
    tokens = trace.words(trace.line[-1])[:6]
    (view,) = lookup_stage(trace, tokens, words=words).views
    for t, at in enumerate(view.data["at"]):
        assert view.data["rows"][at] == tokens[t]
        row = trace.W[trace.vocabulary.index(tokens[t])]
        np.testing.assert_allclose(view.data["table"][at], row.astype(np.float32))


def test_the_cloud_moves_down_with_k_and_its_line_too():
    words = load("word_vectors", "en").labels
    trace = load_shift()
    (view,) = shift_stage(trace, WordVectors(), words=words).views
    cloud = view.data["points"][0]["places"]
    assert (np.diff(cloud[..., 1].mean(axis=1)) < 0).all()
    line = view.data["curves"][1]["places"]
    np.testing.assert_allclose(line[0, 0, 1] - line[:, 0, 1], np.log(trace.negatives), rtol=1e-6)


@pytest.mark.parametrize("which", ["letters", "words"])
def test_the_tree_grows_to_its_root(which):
    words = load("word_vectors", "en").labels
    found = drawn(which, "documentation")
    one = tree_stage(found, 11, words=words)
    nodes = one.views[0].data["nodes"]
    assert max(node["step"] for node in nodes) == one.clock.length - 1
    assert nodes[-1]["count"] == sum(node["count"] for node in nodes if not node["children"])
    assert one.picked["leaf"] < len(found.words)


def test_the_same_words_in_each_network():
    words, found = load("word_vectors", "en").labels, maps("chinese")
    one = models_stage(found, "热", words=words)
    word_map, near = (view.data for view in one.views)
    assert one.clock.length == len(found.models) == len(near["names"])
    assert near["names"][0][0] == "冷" and near["glosses"]["冷"] == "cold"
    assert word_map["named"][one.picked["word"]] == "热"
