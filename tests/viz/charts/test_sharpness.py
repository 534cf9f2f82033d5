"""The chart of sharpness and error shows every seed of every model that has attention."""

import pytest

from core.measures.sharpness import Figures
from ui.text import load
from viz.charts.sharpness import rows, sharpness_chart

FIGURES = (
    Figures("additive", 0, 0.99, 0.7, 0.1, 0.95),
    Figures("additive", 1, 0.98, 0.8, 0.2, 0.94),
    Figures("dot", 0, 0.97, 0.9, 0.3, 0.7),
    Figures("none", 0, 0.5),
)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_seed_is_a_mark_and_every_model_a_label(language):
    words = load("attention", language).labels
    data = rows(FIGURES, words)
    assert data["sharp"].tolist() == [0.7, 0.8, 0.9]
    assert data["wrong"].tolist() == [0.1, 0.2, 0.3]
    chart = sharpness_chart(FIGURES, words).to_dict()
    marks, labels = (chart["datasets"][layer["data"]["name"]] for layer in chart["layer"])
    assert len(marks) == 3
    assert {label["model"]: label["wrong"] for label in labels} == pytest.approx(
        {words["scoring.additive"]: 0.15, words["scoring.dot"]: 0.3}
    )
    assert chart["layer"][0]["encoding"]["x"]["title"] == words["sharp_x"]


def test_the_highest_mark_stands_below_the_top_of_the_axis():
    chart = sharpness_chart(FIGURES, load("attention", "en").labels).to_dict()
    low, high = chart["layer"][0]["encoding"]["y"]["scale"]["domain"]
    assert low == 0
    assert high > 0.3
