"""A plot holds what it is given, and refuses what cannot be drawn."""

import numpy as np
import pytest

from core.data import placed_points
from viz.marks import Scale
from viz.stage import kinds
from viz.view import ViewError
from viz.views.plot import Arrow, Axis, Curve, Field, Note, Points, Squares, plot

X = Axis(label="x", low=-1, high=3)
Y = Axis(label="y", low=0.1, high=10, log=True)
PLACES = np.array([[0.0, 1.0], [2.0, 5.0]])
HEIGHT = Scale("sequential", 0, 1, "height")


def made(**more):
    return plot(x=X, y=Y, summary="", **more)


def test_it_is_a_kind_and_holds_the_numbers():
    moving = np.stack([PLACES, PLACES + 1])
    values = np.arange(6.0).reshape(2, 3) / 6
    view = made(
        points=[Points(name="data", colour="rnn", places=PLACES, pick="points")],
        curves=[Curve(name="path", colour="gru", places=moving)],
        field=Field(values=values, scale=HEIGHT, bands=4),
    )
    assert view.kind in kinds()
    np.testing.assert_array_equal(view.data["points"][0]["places"], PLACES[None])
    np.testing.assert_array_equal(view.data["curves"][0]["places"], moving)
    np.testing.assert_array_equal(view.data["field"]["values"], np.float32(values)[None])
    assert view.data["y"] == {"label": "y", "low": 0.1, "high": 10, "log": True}
    view.payload()


def test_what_moves_is_held_with_its_steps():
    steps = np.zeros((3, 2, 2))
    view = made(
        curves=[Curve(name="path", colour="gru", places=np.zeros((5, 2)), trail=True)],
        arrows=[Arrow(name="w", colour="q", places=steps)],
        squares=[Squares(name="error", colour="c", places=PLACES, fitted=np.zeros((4, 2)))],
        notes=[Note(text="?", at=(1, 2))],
    )
    assert view.data["curves"][0]["places"].shape == (1, 5, 2)
    assert view.data["arrows"][0]["places"].shape == (3, 2, 2)
    assert view.data["squares"][0]["fitted"].shape == (4, 2)
    assert view.data["notes"] == [{"text": "?", "x": 1, "y": 2, "colour": "ink"}]
    view.payload()


def test_shares_of_an_axis_are_values():
    np.testing.assert_allclose(X.at(np.array([0, 0.25, 1])), [-1, 0, 3])
    np.testing.assert_allclose(Y.at(np.array([0, 0.5, 1])), [0.1, 1, 10])
    placed = placed_points.read("00dw", 1)
    np.testing.assert_allclose([X.at(placed[0, 0]), Y.at(placed[0, 1])], [-1, 1])


@pytest.mark.parametrize(
    ("low", "high", "log", "message"),
    [
        (1, 1, False, "plot.x needs low < high, got 1, 1"),
        (0, 1, True, "plot.x must be positive if log, got 0"),
    ],
)
def test_axes_that_cannot_be(low, high, log, message):
    with pytest.raises(ViewError, match=message):
        Axis(label="x", low=low, high=high, log=log)


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (
            {"points": [Points(name="", colour="rnn", places=np.zeros(2))]},
            r"points\[0\].places must",
        ),
        (
            {"points": [Points(name="", colour="rnn", places=np.zeros((3, 1, 2)), pick="p")]},
            r"must be \(point, 2\), got \(3, 1, 2\)",
        ),
        ({"curves": [Curve(name="", colour="rnn", places=np.zeros((4, 3)))]}, r"got \(4, 3\)"),
        ({"field": Field(values=np.zeros(4), scale=HEIGHT)}, r"plot.field must be .* got \(4,\)"),
        ({"adds": "b", "points": [Points(name="", colour="rnn", places=PLACES, pick="a")]}, "adds"),
        ({"arrows": [Arrow(name="", colour="rnn", places=np.zeros(4))]}, r"arrows\[0\].*\(4,\)"),
        (
            {"curves": [Curve(name="", colour="rnn", places=np.zeros((1, 3, 2)), trail=True)]},
            r"curves\[0\].places must be \(point, 2\), got \(1, 3, 2\)",
        ),
        (
            {"squares": [Squares(name="", colour="rnn", places=PLACES, fitted=np.zeros(3))]},
            r"fitted must be \(\[time,\] 2\), got \(3,\)",
        ),
    ],
)
def test_what_has_another_shape_is_refused(more, message):
    with pytest.raises(ViewError, match=message):
        made(**more)
