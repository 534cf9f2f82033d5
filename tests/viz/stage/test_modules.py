"""The stage's pure modules against what is known without them: Python's own, or plain geometry."""

import math
import random
import re
from itertools import pairwise

import numpy as np
import pytest

from core.data import placed_points
from core.lessons.causal_mask import painted as painted_mask
from core.lessons.lstm_cell.lesson import lstm, shipped
from core.measures.find_cells import GOOD, LEAST_MARGIN, LEVEL, find_units
from tests.viz.stage.node import Engine
from viz.numbers import short, superscript
from viz.view import pack


@pytest.fixture(scope="module")
def js():
    engine = Engine()
    yield engine
    engine.close()


def close(value):
    return pytest.approx(value, rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("digits", [1, 2, 3, 4])
def test_python_writes_the_same_numbers(js, digits):
    draw = random.Random(0)  # noqa: S311
    spread = [sign * 10 ** draw.uniform(-12, 12) for sign in (1, -1) for _ in range(500)]
    halves = [k / 8 for k in range(-64, 65)] + [0.125, 2.5, 12.5, 0.0625, 9.995, 999.5]
    known = [0, -0.0, 1, 999.6, 0.00999, 0.0099, 1e60, math.inf, -math.inf, math.nan]
    values = [*known, *halves, *spread]
    written = js(
        "kit/format", "(values, digits) => values.map((x) => number(x, digits))", values, digits
    )
    assert dict(zip(map(str, values), written, strict=True)) == {
        str(x): short(x, digits) for x in values
    }


def test_a_missing_number_and_a_text_stay_what_they_are(js):
    assert js("kit/format", '() => [number(null), number(undefined, 2, "?"), number("a")]') == [
        "–",
        "?",
        "a",
    ]


def test_powers_of_ten_as_an_axis_writes_them(js):
    powers = list(range(-20, 21))
    texts = ["1" if k == 0 else "10" if k == 1 else f"10{superscript(k)}" for k in powers]
    assert js("kit/format", "(powers) => powers.map(powerOfTen)", powers) == texts


def test_a_phrase_fills_in_names_and_picks_words_by_number(js):
    fill = "(template, values) => phrase(template, values)"
    assert (
        js("kit/format", fill, "{n} {n|step|steps} of {name}, {other}", {"n": 1, "name": "h"})
        == "1 step of h, {other}"
    )
    assert js("kit/format", fill, "{n} {n|step|steps}", {"n": 2}) == "2 steps"


@pytest.mark.parametrize(("low", "high"), [(0, 1), (-0.3, 0.7), (0, 9000), (-5, -1), (1e-4, 3e-4)])
@pytest.mark.parametrize("most", [3, 4, 6])
def test_linear_ticks_are_round_ascend_and_cover(js, low, high, most):
    ticks = js("kit/axis", "(...range) => linearTicks(...range)", low, high, most)
    values = [value for value, _ in ticks]
    [step] = {float(f"{b - a:.6g}") for a, b in pairwise(values)}
    assert f"{step:e}"[0] in "125"
    assert step * (most + 1) >= high - low
    assert low <= values[0] + step * 1e-6 < low + step * 1.001
    assert high - step * 1.001 < values[-1] - step * 1e-6 <= high
    for value, text in ticks:
        known = short(value, 3)
        assert text == (
            known.rstrip("0").rstrip(".") if "." in known and "·" not in known else text
        )


@pytest.mark.parametrize(("low", "high"), [(1e-12, 1), (0.5, 2000), (1e-3, 1e3)])
def test_logarithmic_ticks_are_powers_of_ten_and_not_too_many(js, low, high):
    ticks = js("kit/axis", "(...range) => logTicks(...range)", low, high, 6)
    values = [value for value, _ in ticks]
    assert values == sorted(values)
    assert 2 <= len(ticks) <= 6
    assert all(low * (1 - 1e-9) <= value <= high * (1 + 1e-9) for value in values)
    assert [text for _, text in ticks] == js(
        "kit/format", "(powers) => powers.map(powerOfTen)", [round(math.log10(v)) for v in values]
    )


@pytest.mark.parametrize(("length", "pitch"), [(5, 50), (60, 9), (300, 3), (1, 20), (16, 46)])
@pytest.mark.parametrize("first", [0, 1])
def test_ticks_of_steps_have_room_and_round_names(js, length, pitch, first):
    steps = js("kit/axis", "(...of) => stepTicks(...of)", length, pitch, 44, first)
    assert steps == sorted(set(steps))
    assert steps[0] == 0
    assert steps[-1] < length
    assert all((b - a) * pitch >= 0.6 * 44 for a, b in pairwise(steps))
    assert all(a % 5 == 0 or pitch >= 44 / 5 for a in (step + first for step in steps[1:]))


def test_arrays_are_unpacked_as_python_packed_them(js):
    draw = np.random.default_rng(0)
    for dtype in ("float64", "float32", "uint8"):
        array = (draw.normal(size=(3, 4)) * 50 + 100).astype(dtype)
        assert (
            js("kit/data", "(packed) => [...unpack(packed)]", pack(array)) == array.ravel().tolist()
        )


def test_covered_steps_are_not_a_number(js):
    values = pack(np.array([2.0, 3.0]))
    assert js("kit/data", "(packed) => timeline(packed, 2).map(String)", values) == [
        "NaN",
        "NaN",
        "2",
        "3",
    ]
    assert js("kit/data", "(values) => timeline(values, 1).map(String)", [7]) == ["NaN", "7"]


def test_between_two_steps_values_go_straight_or_by_factors(js):
    go = "(values, time, log) => between(values, time, log)"
    assert js("kit/data", go, [1, 100, 4], 1, True) == 100
    assert js("kit/data", go, [1, 100, 4], 0.5, True) == close(10)
    assert js("kit/data", go, [1, 100, 4], 0.25, False) == close(25.75)
    assert js("kit/data", go, [0, 100], 0.5, True) == close(50)  # nothing has no logarithm


def test_a_value_has_its_place_on_a_scale(js):
    at = "(values, scale) => values.map((value) => place(value, scale))"
    linear = {"kind": "diverging", "low": -2, "high": 2}
    assert js("kit/colours", at, [-9, -2, 0, 1, 2, 9], linear) == [0, 0, 0.5, 0.75, 1, 1]
    log = {"kind": "log", "low": 1e-4, "high": 1}
    assert js("kit/colours", at, [0, 1e-4, 1e-2, 1], log) == close([0, 0, 0.5, 1])
    assert js(
        "kit/colours", "(scale) => [-2, 0, 2].map((value) => shade(value, scale))", linear
    ) == [0, 128, 255]


def test_a_key_writes_the_ends_of_its_scale(js):
    scales = [
        {"kind": "sequential", "low": 0, "high": 1},
        {"kind": "diverging", "low": -4, "high": 4},
        {"kind": "log", "low": 1e-3, "high": 1},
        {"kind": "diverging", "low": -3, "high": 3, "ends": ["≤ −3", "≥ 3"]},
    ]
    ends = [["0", "1"], ["−4", "4"], ["10⁻³", "1"], ["≤ −3", "≥ 3"]]
    assert js("kit/legend", "(scales) => scales.map(endsOf)", scales) == ends


def test_a_key_is_as_wide_as_what_stands_in_it(js):
    scale = {"kind": "diverging", "low": -4, "high": 4, "label": "of a score"}
    ends, label = 6 * len("−44"), 6.5 * len("of a score")
    gaps, bar = 5 + 5 + 9, 60
    assert js("kit/legend", "(scale) => colourKey(null, scale).width", scale) == close(
        ends + label + gaps + bar
    )


@pytest.mark.parametrize(("width", "height"), [(150 + 65, 30), (150 + 64, 46)])
def test_the_label_of_a_legend_takes_another_line_where_it_leaves_no_bar(js, width, height):
    scale = {"kind": "sequential", "low": 0, "high": 1, "label": "of a score"}
    made = "(scale, width) => legend(null, scale, width).height"
    assert js("kit/legend", made, scale, width) == height


def test_numbers_on_a_colour_are_in_the_ink_of_more_contrast(js):
    draw = random.Random(2)  # noqa: S311
    colours = [[draw.randrange(256) for _ in "rgb"] for _ in range(200)]

    def luminance(colour):
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
        return np.dot([0.2126, 0.7152, 0.0722], linear)

    for colour, ink in zip(
        colours, js("kit/colours", "(all) => all.map(inkOn)", colours), strict=True
    ):
        light = luminance([c / 255 for c in colour])
        black, white = (light + 0.05) / 0.05, 1.05 / (light + 0.05)
        assert abs(black - white) < 0.05 or ink == ("#000000" if black > white else "#ffffff")


GRID = {"left": 40, "top": 20, "wide": 10, "tall": 5, "rows": 4, "columns": 3}


def test_a_point_belongs_to_the_cell_around_it(js):
    at = "(shape, x, y) => new Grid(shape).at(x, y)"
    for row in range(4):
        for column in range(3):
            assert js("kit/grid", at, GRID, 40 + 10 * column + 0.1, 20 + 5 * row + 4.9) == [
                row,
                column,
            ]
    for x, y in ((39.9, 21), (70, 21), (41, 19.9), (41, 40)):
        assert js("kit/grid", at, GRID, x, y) is None
    middle = js(
        "kit/grid", "(shape) => { const g = new Grid(shape); return [g.x(2), g.y(3)]; }", GRID
    )
    assert middle == [65, 37.5]


def test_rows_out_of_reach_are_not_read(js):
    within = (
        "(shape, f) => { const grid = Object.assign(new Grid(shape), { reach: 2 }); return [%s]; }"
    )
    assert js("kit/grid", within % "grid.at(41, 26), grid.at(41, 31)", GRID) == [[1, 0], None]
    assert js("kit/grid", within % "grid.nearest(9, 9), grid.nearest(-1, 1)", GRID) == [
        [1, 2],
        [0, 1],
    ]


def test_cells_fill_their_grid_up_to_the_gaps(js):
    shape = "({ x, y, width, height, rx }) => [x, y, width, height, rx].map(Number)"
    cells = f"(grid, gap) => new Grid({{ ...grid, gap }}).cells(2).map({shape})"
    assert js("kit/grid", cells, GRID, {"x": 2, "y": 1}) == [
        [40 + 10 * column + 1, 30.5, 8, 4, 2.5] for column in range(3)
    ]
    assert js("kit/grid", cells, GRID, {"x": 0, "y": 1}) == [
        [40 + 10 * column, 30.5, 10, 4, 0] for column in range(3)
    ]


def test_numbers_stand_in_the_middle_of_cells_that_have_room(js):
    value = (
        "(shape) => { const { x, y } = new Grid(shape).value(1, 2); return [x, y].map(Number); }"
    )
    assert js("kit/grid", value, GRID) == [65, 27.5 + 4.3]
    roomy = "(shape, wide, tall) => new Grid({ ...shape, wide, tall }).numbered"
    assert js("kit/grid", roomy, GRID, 26, 13)
    assert not js("kit/grid", roomy, GRID, 25, 13)
    assert not js("kit/grid", roomy, GRID, 26, 12)


def test_what_stands_in_a_cell_is_read_on_its_colour(js):
    written = (
        "(colour) => { const value = { style: {} }; writeOn(value, '.57', colour); return value; }"
    )
    assert js("kit/grid", written, [20, 40, 90]) == {
        "style": {"fill": "#ffffff"},
        "textContent": ".57",
    }
    assert js("kit/grid", written, None) == {"style": {"fill": ""}, "textContent": ".57"}
    painted = (
        "(colour) => { const cell = { style: {} }; paint(cell, colour); return cell.style.fill; }"
    )
    assert js("kit/grid", painted, [20, 40, 90]) == "rgb(20,40,90)"
    assert js("kit/grid", painted, None) == "var(--empty)"


WORDS = ["a", "of", "elephants", "⟨end⟩"]


def test_words_stand_beside_their_rows_in_the_room_that_they_take(js):
    assert js("kit/grid_words", "(...of) => rowRoom(...of)", WORDS, 400, "10px serif") == 45 + 8
    assert js("kit/grid_words", "(...of) => rowRoom(...of)", WORDS, 100, "10px serif") == 40
    grid = "{ left: 40, y: (row) => 10 * row }"
    places = f"rowWords({grid}, words, every).map(({{ x, y }}) => [x, y].map(Number))"
    written = f"(words, every) => {places}"
    assert js("kit/grid_words", written, WORDS, 1) == [[33, 10 * k + 4.5] for k in range(4)]
    assert js("kit/grid_words", written, WORDS, 3) == [[33, 10 * k + 4.5] for k in (0, 3)]


def test_words_of_columns_are_level_where_all_of_them_fit(js):
    level = '(words, pitch) => levelOrUpright(words, pitch, "serif") === LEVEL'
    widest = len("elephants") * 13 / 2
    assert js("kit/grid_words", level, WORDS, widest + 3)
    assert not js("kit/grid_words", level, WORDS, widest + 2.9)


def test_other_ways_to_write_words_of_columns_take_the_room_of_the_longest(js):
    room = '(words) => [SLANTED, UPRIGHT].map((way) => way.room(words, "serif"))'
    assert js("kit/grid_words", room, WORDS) == close([9 * 6.5 * 0.71 + 12, 9 * 6 + 8])
    assert js("kit/grid_words", room, ["做饭", "在"]) == close([2 * 6.5 * 0.71 + 12, 2 * 13 + 8])


def test_the_frame_of_a_cell_is_where_the_cell_is(js):
    framed = """(shape) => {
      const grid = new Grid(shape);
      grid.frameCell(3, 2);
      return [grid.mark.x, grid.mark.y, grid.mark.width, grid.mark.height].map(Number);
    }"""
    assert js("kit/grid", framed, GRID) == [60, 35, 10, 5]


def test_the_ways_of_the_arrow_keys(js):
    keys = ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Enter"]
    ways = js("kit/keys", "(keys) => keys.map((key) => arrow({ key }) ?? null)", keys)
    assert ways == [[-1, 0], [1, 0], [0, -1], [0, 1], None]


def test_a_view_picks_once_and_draws_each_step_once(js):
    shown = """() => {
      const told = [];
      const clock = { step: 0, request: () => told.push("frame") };
      const stage = { clock, picked: { unit: 1 }, tell: (...pick) => told.push(pick) };
      const view = new (class extends View { drawStep(step) { told.push(step); } })({}, {}, stage);
      view.pick("unit", 1);
      view.pick("unit", 2);
      for (clock.step of [0, 0, 3, 3, 0]) view.draw();
      return told;
    }"""
    assert js("kit/view", shown) == [["unit", 2], "frame", 0, 3, 0]


AREA_OF_A_DIAGRAM = {"left": 10, "width": 200}


def a_node(shape="box", **more):
    size = {"width": 40, "height": 20, "share": 1}
    return {"shape": shape, "x": 0.5, "dx": 0, "y": 100, **size, **more}


def route(js, source, target, **more):
    wire = {"leave": 0, "enter": 0, "via": [], "bend": "straight", **more}
    call = """(wire, from, to, area) =>
      route(wire, outline(from, area), outline(to, area), area)"""
    return js("kit/diagram_paths", call, wire, source, target, AREA_OF_A_DIAGRAM)


def test_a_node_is_as_wide_as_it_says_or_its_share(js):
    outline = "(node, area) => outline(node, area)"
    wide = js("kit/diagram_paths", outline, a_node(dx=5), AREA_OF_A_DIAGRAM)
    assert (wide["x"], wide["width"]) == (115, 40)
    assert js("kit/diagram_paths", outline, a_node(share=0.1), AREA_OF_A_DIAGRAM)["width"] == 20
    assert js("kit/diagram_paths", outline, a_node("joint"), AREA_OF_A_DIAGRAM)["width"] == 0


def test_a_wire_runs_from_outline_to_outline(js):
    left, right = a_node("round", x=0.1, width=20), a_node(x=0.9)
    assert route(js, left, right) == close(np.array([[40, 100], [170, 100]]))
    below = a_node(y=160)
    assert route(js, a_node(), below) == close(np.array([[110, 110], [110, 150]]))
    assert route(js, a_node(), below, leave=9, enter=9) == close(np.array([[119, 110], [119, 150]]))
    slope = route(js, a_node(x=0, y=0), a_node(x=0.5, y=100))  # as far down as across
    assert slope == close(np.array([[20, 10], [100, 90]]))


def test_a_wire_turns_as_it_begins(js):
    one, other = a_node("joint", x=0, y=0), a_node("joint", x=1, y=50)
    across, down = (route(js, one, other, bend=way) for way in ("across", "down"))
    assert across == close(np.array([[10, 0], [210, 0], [210, 50]]))
    assert down == close(np.array([[10, 0], [10, 50], [210, 50]]))
    level = a_node("joint", x=1, y=0)
    assert route(js, one, level, bend="down") == close(np.array([[10, 0], [210, 0]]))
    past = [{"x": 0.5, "dx": 0, "y": 30}]
    assert route(js, one, level, via=past) == close(np.array([[10, 0], [110, 30], [210, 0]]))


def test_corners_are_round_but_never_longer_than_their_wires(js):
    path = js("kit/diagram_paths", "(points) => roundPath(points)", [[0, 0], [100, 0], [100, 6]])
    assert path == "M0.0,0.0L92.0,0.0Q100.0,0.0 100.0,3.0L100.0,6.0"


def test_a_wire_is_as_thick_as_what_flows_in_it(js):
    look = "(wire, values) => values.map((value) => look(wire, value))"
    wire = {"full": 4, "fades": False}
    looks = js("kit/diagram_paths", look, wire, [0, -2, 4, 9, math.nan])
    assert [one["thickness"] for one in looks] == close([1.2, 5.6, 10, 10, 2.5])
    assert {one["opacity"] for one in looks} == {1}
    pale = js("kit/diagram_paths", look, {**wire, "fades": True}, [0, -2, 4, math.nan])
    assert [one["opacity"] for one in pale] == close([0.2, 0.6, 1, 1])


LINEAR = {"low": -1, "high": 3}
LOG = {"low": 1e-3, "high": 10, "log": True}


@pytest.mark.parametrize("spec", [LINEAR, LOG])
@pytest.mark.parametrize(("start", "end"), [(46, 388), (260, 32)])
def test_values_of_an_axis_come_back_from_their_px(js, spec, start, end):
    draw = random.Random(4)  # noqa: S311
    shares = [0, 1, *(draw.random() for _ in range(50))]
    values = [
        spec["low"] * (spec["high"] / spec["low"]) ** s if "log" in spec
        else spec["low"] + s * (spec["high"] - spec["low"])
        for s in shares
    ]  # fmt: skip
    of = "(spec, from, to, all) => all.map((one) => new Axis(spec, from, to).%s(one))"
    px = js("kit/plot", of % "px", spec, start, end, values)
    assert px == pytest.approx([start + s * (end - start) for s in shares])
    assert js("kit/plot", of % "value", spec, start, end, px) == pytest.approx(values)


def test_beyond_an_axis_is_its_end_and_a_logarithmic_zero_its_low_one(js):
    at = "(spec, px) => px.map((x) => new Axis(spec, 100, 200).value(x))"
    assert js("kit/plot", at, LINEAR, [0, 99, 201, 1e6]) == [-1, -1, 3, 3]
    assert js("kit/plot", at, LOG, [0, 300]) == close([1e-3, 10])
    assert js("kit/plot", "(spec) => new Axis(spec, 100, 200).px(0)", LOG) == 100


def test_the_cell_of_a_field_is_the_one_around_the_point(js):
    plot = {"left": 40, "top": 30, "width": 80, "height": 50}
    cell = "(plot, shape, points) => points.map((point) => fieldCell(plot, shape, point))"
    points = [[41, 79], [119, 79], [41, 31], [75, 52], [0, 0], [999, 999]]
    lowest_first = [[0, 0], [0, 7], [4, 0], [2, 3], [4, 0], [0, 7]]
    assert js("kit/plot", cell, plot, [5, 8], points) == lowest_first


def test_the_nearest_point_within_reach(js):
    near = "(points, at) => nearest(points, at, 10) ?? null"
    points = [[0, 0], [6, 0], [100, 0]]
    assert [js("kit/plot", near, points, at) for at in ([2, 1], [4, 1], [110, 0])] == [0, 1, 2]
    assert js("kit/plot", near, points, [50, 0]) is None


def test_bands_have_one_value_each(js):
    band = "(shares, bands) => shares.map((share) => banded(share, bands))"
    shares = [0, 0.2, 0.3, 0.99, 1]
    assert js("kit/plot", band, shares, 4) == [0.125, 0.125, 0.375, 0.875, 0.875]
    assert js("kit/plot", band, shares, 0) == shares


def test_placed_points_are_written_and_read_as_core_does(js):
    draw = np.random.default_rng(5)
    for count in (1, 2, 7):
        shares = draw.random((count, 2))
        code = js("views/common/placed_points", "(points) => codeOf(points)", shares.tolist())
        assert code == placed_points.write(shares)
        read = js(
            "views/common/placed_points", "(code, count) => pointsOf(code, count)", code, count
        )
        np.testing.assert_array_equal(read, placed_points.read(code, count))
    beyond = js("views/common/placed_points", "(points) => codeOf(points)", [[-1, 0.5], [2, 1]])
    assert beyond == placed_points.write(np.array([[-1, 0.5], [2, 1]])) == "00dw" + "rsrs"


@pytest.mark.parametrize("code", ["", "00dw", "00dwrsrt", "00dwrsr!", "00DWRSRS", "00dwrsrs0000"])
def test_a_code_of_other_points_is_refused_as_in_core(js, code):
    read = "(code) => pointsOf(code, 2) ?? null"
    assert js("views/common/placed_points", read, code) is None
    assert placed_points.read(code, 2) is None


CURVES = [[[x, 100 + slope * x] for x in range(0, 400, 5)] for slope in (-0.2, 0, 0.2)]
AREA = {"x": 0, "y": 0, "width": 400, "height": 200}


def overlap(a, b):
    return (
        a["x"] < b["x"] + b["width"] and b["x"] < a["x"] + a["width"]
        and a["y"] < b["y"] + b["height"] and b["y"] < a["y"] + a["height"]
    )  # fmt: skip


def test_labels_lie_inside_apart_and_off_every_line(js):
    lines = [{"points": points, "width": 60} for points in CURVES]
    taken = [{"x": 0, "y": 0, "width": 80, "height": 40}]
    boxes = js("kit/labels", "(...of) => placeLabels(...of)", lines, [], AREA, taken)
    for k, box in enumerate(boxes):
        assert AREA["x"] <= box["x"] and box["x"] + box["width"] <= AREA["width"]
        assert AREA["y"] <= box["y"] and box["y"] + box["height"] <= AREA["height"]
        assert not any(overlap(box, other) for other in [*taken, *boxes[:k]])
        assert not any(
            overlap(box, {"x": x, "y": y, "width": 0, "height": 0})
            for points in CURVES
            for x, y in points
        )


def test_a_label_is_nearest_to_its_own_line(js):
    lines = [{"points": points, "width": 40} for points in CURVES]
    boxes = js("kit/labels", "(...of) => placeLabels(...of)", lines, [], AREA, [])
    for k, box in enumerate(boxes):
        away = js(
            "kit/labels",
            "(box, curves) => curves.map((points) => distance(box, points))",
            box,
            CURVES,
        )
        assert away[k] == min(away)


@pytest.mark.parametrize("count", [3, 12, 30])
@pytest.mark.parametrize("even", [True, False])
def test_words_of_one_row_never_touch(js, count, even):
    draw = random.Random(1)  # noqa: S311
    words = ["x" * draw.randint(1, 9) for _ in range(count)]
    sizes = [20, 16, 13]
    fit = js(
        "kit/fit_words", "(...of) => fitWords(...of)", words, 900, sizes, "serif", {"even": even}
    )
    assert fit["size"] in sizes
    assert fit["rows"] == 1 or count > 3
    for row in range(fit["rows"]):
        own = range(row, count, fit["rows"])
        for a, b in pairwise(own):  # the tests' ruler: half the font's size for each sign
            room = (len(words[a]) + len(words[b])) * fit["size"] / 4
            assert fit["labels"][b] - fit["labels"][a] >= room
    assert fit["centres"] == sorted(fit["centres"])
    assert fit["smallest"] == close(900 / count) or not even


STRIP = '(words, width) => new Strip(words, width, "serif", { above: 100, below: 46 })'


def on_strip(body):
    """A function of words and a width, in which `strip` is laid out."""
    return f"(words, width, ...of) => {{ const strip = ({STRIP})(words, width); {body} }}"


def test_tokens_stand_in_the_middle_of_their_cells_and_more_rows_are_taken_from_the_arcs(js):
    shape = "return [strip.x(1), strip.height, strip.sides.above.y, strip.sides.below.y];"
    assert js("kit/strip", on_strip(shape), ["a", "b", "c", "d"], 400) == [150, 174, 100, 128]
    assert js("kit/strip", on_strip(shape), ["token"] * 4, 130) == [130 * 3 / 8, 174, 81, 128]
    assert js("kit/strip", on_strip("return strip.free;"), ["token"] * 4, 130)
    assert not js("kit/strip", on_strip("return strip.free;"), ["token"] * 40, 130)


def test_up_and_down_go_along_a_strip_and_its_ends_stop_them(js):
    step = on_strip("return strip.step([0, of[0]], of[1]);")
    words = ["a", "b", "c"]
    assert js("kit/strip", step, words, 300, 1, [1, 0]) == [0, 2]
    assert js("kit/strip", step, words, 300, 2, [1, 0]) == [0, 2]
    assert js("kit/strip", step, words, 300, 0, [-1, 0]) == [0, 0]
    assert js("kit/strip", step, words, 300, 1, [0, 1]) is None


@pytest.mark.parametrize(("side", "way"), [("above", -1), ("below", 1)])
def test_arcs_lead_from_token_to_token_on_their_side_and_no_higher_than_it_is(js, side, way):
    words, width = [str(k % 10) for k in range(40)], 1200
    edge = js("kit/strip", on_strip("return strip.sides[of[0]];"), words, width, side)
    arc = on_strip("return strip.arc(...of);")
    for start, end in ((5, 4), (39, 0), (7, 7)):
        made = js("kit/strip", arc, words, width, start, end, side)
        points = [float(x) for x in re.findall(r"-?[\d.]+", made["d"])]
        xs, ys = points[::2], points[1::2]
        assert (xs[0] + xs[-1]) / 2 == close((start + end + 1) * 15)
        assert abs(xs[0] - xs[-1]) == close(abs(start - end) * 30 or 10)
        assert ys[0] == ys[-1] == edge["y"]
        assert ys[1] == ys[2]
        rise = way * (ys[1] - edge["y"]) * 3 / 4
        assert 0 < rise <= edge["room"] - 14 + 1e-9
        below_its_head = made["number"]["y"] - 9 if way > 0 else made["number"]["y"]
        assert below_its_head == close(edge["y"] + way * (rise + 4))
    lower = js("kit/strip", arc, words, width, 39, 0, side, 0.5)["number"]["y"] - edge["y"]
    assert abs(lower) < abs(
        js("kit/strip", arc, words, width, 39, 0, side)["number"]["y"] - edge["y"]
    )


def test_tokens_say_what_they_are_and_only_those_that_have_a_part_where_not_all_fit(js):
    show = on_strip(
        """for (const token of strip.tokens) token.style = {};
        strip.show(new Map([[1, "source"]]), 2);
        return strip.tokens.map((token) => [token["data-role"], token.style.display]);"""
    )
    assert js("kit/strip", show, ["a", "b", "c", "d"], 400) == [
        [role, ""] for role in ("read", "source", "read", "ahead")
    ]
    shown = js("kit/strip", show, ["token"] * 40, 130)
    assert [k for k, (_, display) in enumerate(shown) if display == ""] == [1]


def test_sub_steps_on_the_clock(js):
    substeps = 'new Substeps("score", "mask", "softmax")'
    at = f"(time, items) => {substeps}.at(time, items)"
    done = {"score": 1, "mask": 0, "softmax": 0}
    assert js("kit/substeps", at, 0, 4) == {"item": 0, "substep": 0, "done": done}
    assert js("kit/substeps", at, 3, 4) == {"item": 1, "substep": 0, "done": done}
    under_way = {"score": 1, "mask": 0.25, "softmax": 0}
    assert js("kit/substeps", at, 6.25, 4) == {"item": 2, "substep": 1, "done": under_way}
    assert js("kit/substeps", at, 99, 4)["item"] == 3
    assert js("kit/substeps", at, 99, 4)["substep"] == 2
    completed = f"(item, name) => {substeps}.complete(item, name)"
    for item in range(4):
        for place, name in enumerate(done):
            step = js("kit/substeps", completed, item, name)
            assert step == 3 * item + place
            assert (
                js("kit/substeps", f"(item, time) => {substeps}.done(item, time)", item, step)[name]
                == 1
            )
            assert (
                js("kit/substeps", f"(item, time) => {substeps}.done(item, time)", item, step - 1)[
                    name
                ]
                == 0
            )


def clock(play):
    """A clock of 5 steps at 2 steps a second, and what `play` does with it."""
    return f"""() => {{
      const told = [];
      const release = (t) => told.push(["let go", t]);
      const clock = new Clock({{ isConnected: true }}, () => told.push(clock.time), release);
      clock.configure({{ length: 5, start: 0, direction: 1, speed: 2, loop: false }});
      {play}
      return told;
    }}"""


def test_the_clock_plays_to_its_end_and_says_so(js):
    told = js(
        "player/clock", clock("clock.play(); for (let k = 0; k <= 30; k += 1) frame(k * 100);")
    )
    times = [time for time in told if not isinstance(time, list)]
    assert times == close([min(4, k * 0.2) for k in range(len(times))])
    assert len(times) == 21
    assert [time for time in told if isinstance(time, list)] == [["let go", 4]]


def test_the_clock_does_not_leap_over_a_pause_of_the_browser(js):
    told = js("player/clock", clock("clock.play(); frame(0); frame(60000);"))
    assert told == close([0, 0.2])


def test_the_clock_is_scrubbed_moved_and_kept_within_its_steps(js):
    actions = ("scrub(2.4)", "release()", "move(1)", "move(9)")
    play = "".join(f"clock.{action}; frame(0); " for action in actions)
    told = js("player/clock", clock(play))
    assert told == [2.4, ["let go", 2], 2, ["let go", 3], 3, ["let go", 4], 4]


def test_a_change_of_data_leaves_the_clock_where_it_is(js):
    setting = "{ start: 0, direction: 1, speed: 2, loop: false }"
    play = f"""clock.seek(3); clock.configure({{ ...{setting}, length: 9 }}); told.push(clock.time);
      clock.configure({{ ...{setting}, length: 2 }}); told.push(clock.time);"""
    assert js("player/clock", clock(play)) == [3, 1]


@pytest.mark.parametrize("size", [1, 2, 5, 8, 13])
def test_a_painted_mask_is_written_as_core_reads_it(js, size):
    mask = np.random.default_rng(size).random((size, size)) < 0.5
    code = js(
        "views/masks/masks_model",
        "(open, size) => maskCode(open, size)",
        mask.ravel().tolist(),
        size,
    )
    assert code == painted_mask.write(mask)
    np.testing.assert_array_equal(painted_mask.read(code, size), mask)


def test_a_cell_changed_in_the_picture_is_that_cell(js):
    T = 4
    mask = np.tril(np.ones((T, T), dtype=bool))
    empty = pack(np.zeros((2, T, T)))
    data = {
        "tokens": ["a"] * T,
        "open": pack(mask),
        "scores": empty,
        "weights": empty,
        "slopes": None,
        "layers": 1,
    }
    code = js("views/masks/masks_model", "(data) => new MasksModel(data).painted(1, 3)", data)
    mask[1, 3] = True
    np.testing.assert_array_equal(painted_mask.read(code, T), mask)


def test_the_tip_of_a_hand_is_a_pair_of_the_sinusoids(js):
    rate = 1 / 10000 ** (4 / 32)
    hand = {"rates": [rate, rate], "phases": [0, 0], "length": 1}
    for t in (0, 1, 7.5, 40):
        at = js("views/positions/hands", "(hand, time) => tip(hand, time)", hand, t)
        assert at == close([math.sin(rate * t), math.cos(rate * t)])


def test_an_order_that_does_not_fit_counts_as_backwards(js):
    read = "(code, count) => orderOf(code, count)"
    assert js("views/positions/arrange", read, "2.0.1", 3) == [2, 0, 1]
    for code in ("", "0.1", "0.0.1", "0.1.3", "a.b.c"):
        assert js("views/positions/arrange", read, code, 3) == [2, 1, 0]


def test_a_link_begins_at_the_source_and_ends_at_the_word(js):
    curve = {"x": 10, "y": 20, "X": 200, "Y": 120, "bend": 60}
    at = "(curve, share) => curvePoint(curve, share)"
    assert js("views/attend/links_geometry", at, curve, 0) == close([10, 20])
    assert js("views/attend/links_geometry", at, curve, 1) == close([200, 120])
    assert js("views/attend/links_geometry", at, curve, 0.5) == close([105, 70])


def test_what_follows_from_an_lstm_s_gates(js):
    draw = np.random.default_rng(3)
    T, H = 5, 3
    f, i, o = (1 / (1 + np.exp(-draw.normal(size=(T, H)))) for _ in range(3))
    g = np.tanh(draw.normal(size=(T, H)))
    c, state = np.zeros((T, H)), np.zeros(H)
    for t in range(T):
        state = c[t] = f[t] * state + i[t] * g[t]
    data = {
        "tokens": ["x"] * T,
        "hidden": H,
        "c": pack(c),
        "gates": {n: pack(v) for n, v in zip("figo", (f, i, g, o), strict=True)},
    }
    at = """(data, T, H) => {
      const memory = new CellMemory(data);
      const cells = Array.from({ length: T * H }, (_, k) => [Math.floor(k / H), k % H]);
      const all = (name) => cells.map((cell) => memory.at(name, ...cell));
      return Object.fromEntries(["kept", "written", "h"].map((name) => [name, all(name)]));
    }"""
    derived = js("views/lstm/cell_memory", at, data, T, H)
    np.testing.assert_allclose(np.add(derived["kept"], derived["written"]), c.ravel(), atol=1e-12)
    np.testing.assert_allclose(derived["h"], (o * np.tanh(c)).ravel(), atol=1e-12)


@pytest.mark.parametrize(
    ("word", "share", "said"),
    [
        ("a", 0.9, "same"),
        ("b", 0.5, "changed b"),
        ("a", 0.02, "unsure a 0.020"),
        ("b", 0.49, "unsure b 0.49"),
    ],
)
def test_a_changed_run_expects_what_is_likelier_than_all_else_together(js, word, share, said):
    told = """(word, share) => {
      const words = {"say.new": "new", "say.was": "was {said}: ", "say.same": "same",
        "say.changed": "changed {word}", "say.unsure": "unsure {word} {share}"};
      const run = (word, share) => ({ words: [[word]], shares: [share], count: 1 });
      const data = { tokens: ["a"], seen: [null], name: "", words };
      const model = { data, runs: [run("a", 0.99), run(word, share)], name: () => "" };
      return sentence(model, { t: 0, top: 1, lower: 0, source: 0, note: 0 });
    }"""
    assert js("views/heads/hops_words", told, word, share) == f"was new: {said}"


@pytest.mark.parametrize(
    ("start", "stop"), [(9, 14), (0, 3), (19, 27), (44, 50), (55, 57), (0, 57)]
)
def test_the_page_finds_the_units_that_core_finds(js, start, stop):
    states = lstm(shipped()).c
    found = js(
        "views/lstm/find_units",
        """(rows, start, stop, options) => findUnits(
          { length: rows.length, hidden: rows[0].length, at: (t, unit) => rows[t][unit] },
          start, stop, options)""",
        states.tolist(), start, stop, {"level": LEVEL, "good": GOOD, "margin": LEAST_MARGIN},
    )  # fmt: skip
    if stop - start == len(states):
        assert found == []
        return
    known = find_units(states, start, stop, LEVEL, most=len(found) + 1)
    assert [(one["unit"], one["sign"]) for one in found] == [one[:2] for one in known]
    assert [one["score"] for one in found] == close([one.score for one in known])


@pytest.mark.parametrize(("width", "lines"), [(1164, 1), (330, 2), (380, 0)])
def test_a_network_unfolds_within_its_picture(js, width, lines):
    at = """(width, lines, count) => {
      const g = geometry(width, count, lines);
      const seen = (look) => Array.from({ length: count }, (_, t) => placeOf(g, t, LOOKS[look]));
      return { g, apart: seen("unrolled"), one: seen("folded"), turned: seen("mlp") };
    }"""
    found = js("views/rnn/unfold_geometry", at, width, lines, 11)
    g, half = found["g"], found["g"]["side"] / 2
    places = [place["x"] for place in found["apart"]]
    assert np.diff(places) == close([g["pitch"]] * 10)
    assert half < places[0]
    assert places[-1] + half < width
    assert {place["x"] for place in found["one"]} == {width / 2}
    assert found["turned"][0]["down"] == close([-1, 0])
    assert width / 2 - found["turned"][0]["reach"] > 0


def test_folded_the_way_to_the_next_state_leads_back_into_its_own(js):
    at = """(loop, part) => {
      const g = geometry(1164, 11, 1);
      const mix = mixed(LOOKS.unrolled, LOOKS.folded, loop);
      const [from, to] = [placeOf(g, 3, mix), placeOf(g, 4, mix)];
      const half = (g.side * to.size) / 2;
      return { from, to, half, at: onCurve(joint(g, from, to, loop), part) };
    }"""
    for loop in (0, 0.5, 1):
        begins, ends = (js("views/rnn/unfold_geometry", at, loop, part) for part in (0, 1))
        assert begins["at"][0] == close(begins["from"]["x"] + begins["half"])
        assert abs(ends["at"][1] - ends["to"]["y"]) <= ends["half"]
    assert begins["from"] == begins["to"]
    assert ends["at"][0] > ends["to"]["x"] + ends["half"]  # and comes in from the right
    assert ends["at"][1] > begins["at"][1]
