"""The view of a beam search holds the tree; only the unlikeliest pruned branches are left out."""

import numpy as np
import pytest

from core.traces.translation import END, NO_PARENT, BeamTrace
from ui.text import load
from viz.views.seq2seq import beam as module
from viz.views.seq2seq.beam import beam

WORDS = load("attention", "en").labels


def tree():
    """A beam of 2 over 2 words: a, b are kept, c is pruned; then a ⟨end⟩ and b a end it."""
    p = np.log([0.6, 0.3, 0.1, 0.7, 0.9, 0.2, 0.1])
    parent = np.array([NO_PARENT, NO_PARENT, NO_PARENT, 0, 1, 0, 1])
    total = p + np.array([0, 0, 0, p[0], p[1], p[0], p[1]])
    return BeamTrace(
        source=("一", END),
        width=2,
        word=("a", "b", "c", END, END, "b", "a"),
        parent=parent,
        step=np.array([0, 0, 0, 1, 1, 1, 1]),
        log_p=p,
        total=total,
        rank=np.array([0, 1, 2, 0, 1, 2, 3]),
        kept=np.array([1, 1, 0, 1, 1, 0, 0], bool),
        finished=np.array([0, 0, 0, 1, 1, 0, 0], bool),
    )


def test_the_whole_of_a_small_tree_is_there():
    data = beam(tree(), WORDS).data
    assert [node["word"] for node in data["nodes"]] == list(tree().word)
    assert [node["parent"] for node in data["nodes"]] == [-1, -1, -1, 0, 1, 0, 1]
    assert [node["p"] for node in data["nodes"]][:3] == pytest.approx([0.6, 0.3, 0.1])
    assert data["hidden"] == [0, 0]
    assert [result["text"] for result in data["results"]] == ["a", "b"]
    assert data["results"][0]["p"] == pytest.approx(0.42)
    assert data["results"][0]["path"] == [0, 3]


def test_only_the_first_pruned_branches_are_drawn(monkeypatch):
    monkeypatch.setattr(module, "PRUNED", 1)
    data = beam(tree(), WORDS).data
    assert [node["word"] for node in data["nodes"]] == ["a", "b", "c", END, END, "b"]
    assert data["hidden"] == [0, 1]


def test_the_summary_counts_the_branches_and_says_what_was_found():
    summary = beam(tree(), WORDS).summary
    assert "4 branches kept, 3 pruned" in summary
    assert "a (p = 0.42)" in summary
