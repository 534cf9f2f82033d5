"""A map holds places, cosines and roles; of covered words it tells nothing."""

import json

import numpy as np
import pytest

from tests.viz.stage.node import Engine
from viz.stage import kinds
from viz.view import ViewError
from viz.views.vectors.word_map import Role, word_map

WORDS = {f"map_{name}": name for name in ("read", "alone", "hint", "asked", "true", "drawn")}
WORDS["map_summary"] = "a map of {words}"
NAMED = ("true", "false", "left")
STEPS, OTHERS = 4, 5
LABELS = "views/vectors/word_map_labels"
MODEL = "views/vectors/word_map_model"


def made(**changes):
    draw = np.random.default_rng(0)
    given = {
        "named": NAMED,
        "places": draw.uniform(-1, 1, (STEPS, len(NAMED), 2)),
        "dots": draw.uniform(-1, 1, (STEPS, OTHERS, 2)),
        "cosines": np.tile([0.9, 1.0, 0.2], (STEPS, 1)),
        "near": np.tile([0, 2], (STEPS, 1)),
        "glosses": {"true": "wahr"},
    }
    return word_map(words=WORDS, **(given | changes))


def test_it_is_a_kind_and_holds_the_words():
    view = made(roles=[[Role(place=0, role="asked"), Role(place=6, role="drawn")]] * STEPS)
    assert view.kind in kinds()
    assert view.data["of"] == 1  # the one with the cosine 1 is the picked one
    assert view.data["roles"][2] == [[0, "asked"], [6, "drawn"]]
    assert view.data["glosses"] == ["wahr", "", ""]
    assert view.summary == "a map of true, false, left"
    assert view.payload()["data"]["places"]["shape"] == [STEPS, len(NAMED), 2]


def test_of_a_covered_word_nothing_is_told():
    view = made(named=("vrai", *NAMED[1:]), glosses={"vrai": "wahr"}, covered=[0])
    told = json.dumps(view.payload())
    assert not any(word in told for word in ("vrai", "wahr"))
    assert not view.data["places"][:, 0].any()
    assert not view.data["cosines"][:, 0].any()
    assert (view.data["near"] == [-1, 2]).all()
    assert view.summary == "a map of false, left"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"named": NAMED[:2]}, r"word_map\.named"),
        ({"dots": np.zeros((STEPS - 1, OTHERS, 2))}, r"word_map\.dots must have 4 steps, got 3"),
        ({"near": np.zeros((STEPS + 1, 2))}, r"word_map\.near must have 4 steps, got 5"),
        ({"cosines": np.zeros((STEPS, 2))}, r"word_map\.cosines"),
        ({"roles": [[]]}, r"word_map\.roles"),
        ({"roles": [[Role(place=0, role="near")]] * STEPS}, "must be of asked, true, drawn"),
    ],
)
def test_what_does_not_fit_is_refused(changes, message):
    with pytest.raises(ViewError, match=message):
        made(**changes)


@pytest.fixture(scope="module")
def js():
    engine = Engine()
    yield engine
    engine.close()


@pytest.mark.parametrize("spread", [4, 60, 300])
def test_no_label_covers_another_one_and_those_that_matter_come_first(js, spread):
    draw = np.random.default_rng(1)
    area = {"width": 660, "height": 380}
    middle = np.array([area["width"], area["height"]]) / 2
    dots = (middle + draw.uniform(-spread / 2, spread / 2, (40, 2))).tolist()
    labels = [{"key": k, "at": at, "widths": [80, 40], "must": k < 8} for k, at in enumerate(dots)]
    found = js(
        LABELS,
        """(labels, area) => {
          const dots = labels.map(({ at }) => at);
          return [...placeAll(labels, dots, area)].map(([key, { box }]) => [key, box]);
        }""",
        labels,
        area,
    )
    boxes = dict(found)
    assert set(range(8)) <= set(boxes)
    for key, one in found:
        assert 0 <= one["x"] <= area["width"] - one["width"]
        assert 0 <= one["y"] <= area["height"] - one["height"]
        assert not any(touch(one, other) for k, other in found if k < key)


def touch(one, other) -> bool:
    def shared(side, size):
        ends = (one[side] + one[size], other[side] + other[size])
        return min(ends) - max(one[side], other[side])

    return shared("x", "width") > 0 and shared("y", "height") > 0


def test_an_arrow_key_leads_to_the_nearest_on_its_way(js):
    points = [[1, [10, 0]], [2, [30, 2]], [3, [-5, 0]], [4, [0, 9]], [5, [40, 40]]]
    ways = {"right": [0, 1], "left": [0, -1], "down": [1, 0], "up": [-1, 0]}
    found = js(
        MODEL,
        "(points, ways) => ways.map((way) => towards(points, [0, 0], way) ?? null)",
        points,
        list(ways.values()),
    )
    assert dict(zip(ways, found, strict=True)) == {"right": 1, "left": 3, "down": 4, "up": None}


def test_a_unit_of_the_map_is_as_long_in_both_ways(js):
    corners = js(
        MODEL,
        """(bounds) => {
          const frame = new MapFrame(bounds, 660, 380);
          return [[-1, -0.5], [0, 0.5]].map((place) => frame.px(place));
        }""",
        [[-1, 0], [-0.5, 0.5]],
    )
    (x, y), (right, top) = corners
    assert right - x == pytest.approx(y - top)
    assert (x + right) / 2 == pytest.approx(330)
    assert (y + top) / 2 == pytest.approx(190)
