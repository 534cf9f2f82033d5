import base64
import json

import frontmatter
import numpy as np
import pytest

from viz.marks import Card, ChainRow, Line, Scale
from viz.view import ViewError
from viz.views.cards import cards
from viz.views.chain import chain
from viz.views.heatmap import heatmap
from viz.views.lines import lines

LOG = Scale("log", 1e-8, 10, "norm")
SECRET = 0.123456789
VALUES = np.array([SECRET, 0.5, 0.25, 1.0])


@pytest.fixture(params=["en", "zh"])
def words(request):
    path = f"text/{request.param}/stage.md"
    return frontmatter.load(path).metadata["labels"]


def a_chain(words, values=VALUES, **more):
    row = ChainRow("RNN", "default", "rnn", "∂L/∂h", values)
    return chain([row], scale=LOG, tokens=list("abcd"), words=words, **more)


def a_plot(words, **more):
    line = Line("RNN", "rnn", VALUES)
    return lines([line], x_label="t", y_label="norm", words=words, **more)


def some_cards(words, **more):
    item = Card("RNN", "", "rnn", VALUES, "{now}", r"\text{now}", {"now": VALUES})
    return cards([item], words, **more)


def test_values_arrive_as_they_are(words):
    np.testing.assert_array_equal(a_chain(words).data["rows"][0]["values"], VALUES)
    np.testing.assert_array_equal(a_plot(words).data["series"][0]["values"], VALUES)
    np.testing.assert_array_equal(some_cards(words).data["items"][0]["slots"]["now"], VALUES)


@pytest.mark.parametrize("make", [a_chain, a_plot, some_cards])
def test_a_cover_leaks_nothing(make, words):
    covered, open_ = make(words, cover=1).payload(), make(words).payload()
    assert leaks(open_)
    assert not leaks(covered)


def leaks(payload) -> bool:
    """Whether the covered value is anywhere: as a number, in a text, or in packed bytes."""
    text = json.dumps(payload, ensure_ascii=False)
    in_bytes = any(np.isclose(part, SECRET).any() for part in packed_arrays(payload))
    return in_bytes or "0.12" in text


def packed_arrays(value):
    if isinstance(value, dict) and "b64" in value:
        yield np.frombuffer(base64.b64decode(value["b64"]), dtype=value["dtype"])
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from packed_arrays(item)


def test_the_loss_is_at_the_end_unless_said(words):
    assert a_chain(words).data["loss"] == 3
    assert a_chain(words, loss_at=1).data["loss"] == 1
    with pytest.raises(ViewError, match=r"chain\.loss_at must be 0–3, got 4"):
        a_chain(words, loss_at=4)


def test_lengths_are_checked(words):
    with pytest.raises(ViewError, match=r"chain.rows\[0\].values must have 4 values, got 3"):
        a_chain(words, VALUES[:3])
    with pytest.raises(ViewError, match=r"must have one axis, got shape \(4, 1\)"):
        a_chain(words, VALUES[:, None])
    with pytest.raises(ViewError, match=r"heatmap\.row_labels must have 2 values, got 1"):
        heatmap(
            np.zeros((2, 3)),
            scale=LOG,
            row_labels=["a"],
            column_labels=list("abc"),
            x_label="",
            y_label="",
            words=words,
        )


def test_nan_in_a_view_is_named(words):
    with pytest.raises(ViewError, match=r"chain.rows\[0\].values\[2\] is NaN"):
        a_chain(words, np.array([1, 2, np.nan, 3])).payload()


@pytest.mark.parametrize(
    ("values", "log", "bounds"),
    [
        ([0.02, 30.0], True, (0.01, 100.0)),
        ([0.0, 0.02], True, (0.01, 0.1)),
        ([0.0, 0.0], True, (0.1, 1.0)),
        ([1.0, 1.0], True, (1.0, 10.0)),
        ([-2.0, 5.0], False, (-2.0, 5.0)),
        ([3.0, 3.0], False, (2.5, 3.5)),
    ],
)
def test_bounds_enclose_what_is_seen(values, log, bounds, words):
    line = Line("a", "rnn", np.array(values))
    data = lines([line], x_label="", y_label="", words=words, log=log).data
    assert (data["low"], data["high"]) == pytest.approx(bounds)


def test_bounds_do_not_betray_the_covered(words):
    line = Line("a", "rnn", np.array([1e-30, 0.5, 0.5]))
    view = lines([line], x_label="", y_label="", words=words, cover=1)
    assert view.data["low"] == pytest.approx(0.1)


@pytest.mark.parametrize(
    "bad", [("log", 0, 1), ("log", 2, 1), ("diverging", -1, 2), ("sequential", 1, 1)]
)
def test_scales_that_cannot_be(bad):
    with pytest.raises(ViewError):
        Scale(*bad)


def test_a_card_keeps_its_slots_in_the_equation(words):
    item = Card(
        "RNN", "", "rnn", VALUES, "", r"\text{a}=\frac{\text{b}}{2}", {"a": VALUES, "b": VALUES}
    )
    (mathml,) = cards([item], words).data["items"][0]["mathml"]
    assert "<mtext>a</mtext>" in mathml
    assert "<mtext>b</mtext>" in mathml


def test_a_formula_may_break_between_its_lines(words):
    def parts(formula):
        card = Card("RNN", "", "rnn", VALUES, "", formula)
        return cards([card], words).data["items"][0]["mathml"]

    assert parts("a=b\nc=d") == parts("a=b") + parts("c=d")
    assert parts("") == []


def test_a_slot_may_lack_a_value(words):
    item = Card("RNN", "", "rnn", VALUES, "{r}", slots={"r": [0.5, 0.25, 1.0, None]})
    assert cards([item], words).payload()["data"]["items"][0]["slots"]["r"][-1] is None


def test_heatmaps_take_float32_where_it_holds_and_float64_where_not(words):
    def dtype(values):
        made = heatmap(
            np.array([values]),
            scale=LOG,
            row_labels=["a"],
            column_labels=["b", "c"],
            x_label="",
            y_label="",
            words=words,
        )
        return made.payload()["data"]["values"]["dtype"]

    assert dtype([0.0, 1.0]) == "float32"
    assert dtype([1e-60, 1.0]) == "float64"
    assert dtype([1e60, 1.0]) == "float64"


def test_a_summary_says_where_it_starts_and_ends(words):
    summary = a_chain(words).summary
    assert "0.12" in summary
    assert "1.0" in summary
    assert "t = 4" in summary
