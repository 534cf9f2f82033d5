"""Each test's seconds are counted to its lesson, and what is over its budget is marked."""

import pytest

from tests.plugins.seconds import BUDGETS, LESSONS, place, table


@pytest.mark.parametrize(
    ("nodeid", "expected"),
    [
        ("tests/browser/test_gru.py::test_a[gru]", ("gru", "browser")),
        ("tests/pages/test_lstm_cell.py::test_a", ("lstm_cell", "pages")),
        ("tests/core/lessons/causal_mask/test_study.py::test_a", ("causal_mask", "core")),
        ("tests/core/test_causal_mask_study.py::test_a", ("causal_mask", "core")),
        ("tests/viz/lessons/test_attention.py::test_a", ("attention", "viz")),
        ("tests/pages/test_every_page.py::test_a[en-gru]", ("gru", "pages")),
        ("tests/core/recorders/test_attention_record.py::test_a", None),
        ("tests/core/recorders/test_record.py::test_a[gru]", None),
        ("tests/core/test_grumble.py::test_gru", None),
        ("tests/ui/test_gru.py::test_a", None),
        ("tests/test_readme.py::test_gru", None),
    ],
)
def test_a_test_belongs_to_the_lesson_that_its_path_names(nodeid, expected):
    assert place(nodeid) == expected


def test_what_is_over_its_budget_is_marked():
    spent = {("gru", "browser"): 19.0, ("gru", "core"): 6.5, ("your_model", "browser"): 32.0}
    _, _, gru, own = table(spent)
    assert gru.split() == ["gru", "19.0", "0.0", "6.5!", "0.0", "25.5"]
    assert own.split() == ["your_model", "32.0!", "0.0", "0.0", "0.0", "32.0!"]


def test_every_lesson_is_known_and_the_layers_are_folders_of_tests(request):
    assert "gru" in LESSONS
    tests = request.config.rootpath / "tests"
    assert all((tests / layer).is_dir() for layer in BUDGETS)
