"""The chart of δ holds both curves and the value that was chosen."""

from viz.charts.tuning import by_delta

WORDS = {"part.validation": "v", "part.heldout": "h", "delta_axis": "δ", "perplexity_axis": "p"}


def test_it_holds_both_curves_and_the_chosen_value():
    found = by_delta([0.1, 1.0], {"validation": [8, 9], "heldout": [7, 10]}, 0.1, WORDS).to_dict()
    marked, rows = sorted(found["datasets"].values(), key=len)
    assert marked == [{"delta": 0.1}]
    assert [row["perplexity"] for row in rows] == [8, 9, 7, 10]
    assert {row["part"] for row in rows} == {"v", "h"}
