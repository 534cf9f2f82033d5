from dataclasses import replace

import numpy as np
import pytest

from core.lessons.gru.lesson import arranged, frozen, shipped, study
from core.lessons.gru.run import run
from core.lessons.gru.settings import GRU
from core.shipped.characters import record_text
from core.traces.gru import GRUVariantTrace
from ui.text import load
from viz.charts.gru_study import held_gates, recovery
from viz.lessons.gru import slots, stage
from viz.marks import Scale
from viz.signs import visible
from viz.view import ViewError
from viz.views.cells.gru_cell import MIXED, flows, relative
from viz.views.ledger import Part, ledger
from viz.views.units import UnitMap, units

WORDS = load("gru", "en").labels
UNIT = GRU().unit


def made(covered=False, language="en", **settings):
    text = load("gru", language).labels
    return stage(shipped(), GRU(**settings), words=text, covered=covered)


def views(built):
    return {view.kind: view.data for view in built.views}


def number(text):
    return float(text.strip("()").replace("−", "-"))


def small(update="keep"):
    """Two steps of two units, worked by hand."""
    z = np.array([[0.25, 1.0], [0.5, 0.0]])
    keep = z if update == "keep" else 1 - z
    n, h0 = np.array([[1.0, -1.0], [0.0, 0.5]]), np.array([0.4, 0.8])
    first = keep[0] * h0 + (1 - keep[0]) * n[0]
    h = np.stack([first, keep[1] * first + (1 - keep[1]) * n[1]])
    half = np.full((2, 2), 0.5)
    return GRUVariantTrace(
        tokens=("a", "b"), x=np.array([[3.0, 4.0], [0.0, 2.5]]), h=h, h0=h0, r=half, z=z, n=n,
        keep=keep, given=np.zeros((2, 2)), past=half / 5, plain=h, answer=0.5, target=0.5,
    )  # fmt: skip


def test_what_is_kept_and_what_is_new_by_hand():
    trace = small()
    np.testing.assert_allclose(trace.before, [[0.4, 0.8], [0.85, 0.8]])
    np.testing.assert_allclose(trace.kept, [[0.1, 0.8], [0.425, 0.0]])
    np.testing.assert_allclose(trace.new, [[0.75, 0.0], [0.0, 0.5]])
    replaced = small("replace")
    np.testing.assert_allclose(replaced.kept[0], [0.3, 0.0])
    np.testing.assert_allclose(replaced.new[0], [0.25, -1.0])


def test_wires_carry_the_recorded_numbers():
    trace = small()
    flow = flows(trace, 0, "after")
    np.testing.assert_allclose(flow["projected"], [0.2, 0.2])  # past / r
    np.testing.assert_allclose(flow["rest"], [0.75, 0.5])
    np.testing.assert_allclose(flow["x"], [1.0, 0.5])
    np.testing.assert_allclose(flows(trace, 0, "before")["projected"], relative(trace.before))
    assert not relative(np.zeros((3, 2))).any()


def test_the_picture_holds_the_recorded_numbers():
    shown, trace = views(made()), shipped()
    np.testing.assert_array_equal(shown["gru"]["series"]["z"], trace.z[:, UNIT])
    np.testing.assert_array_equal(shown["ledger"]["kept"], trace.kept[:, UNIT])
    np.testing.assert_array_equal(shown["ledger"]["total"], trace.h[:, UNIT])
    maps = {one["letter"]: one["values"] for one in shown["units"]["maps"]}
    order = arranged(trace, "keep")
    np.testing.assert_array_equal(maps["z"], np.float32(trace.z[:, order].T))
    assert shown["units"]["units"] == list(order)


@pytest.mark.parametrize("update", ["keep", "replace"])
def test_the_numbers_of_the_equation_add_up_as_they_are_written(update):
    for trace in (shipped(), small(update)):
        rows = slots(trace, 1)
        for kept, new, h in zip(rows["kept"], rows["new"], rows["h"], strict=True):
            assert number(kept) + number(new) == pytest.approx(number(h), abs=1e-9)
        for keep, before, kept in zip(rows["keep"], rows["before"], rows["kept"], strict=True):
            assert number(keep) * number(before) == pytest.approx(number(kept), abs=2e-4)
        exact = trace.new[:, 1]
        np.testing.assert_allclose([number(v) for v in rows["new"]], exact, atol=1.01e-4)


def test_before_the_guess_nothing_that_tells_leaves_the_server():
    built = made(covered=True, order="keep")
    shown = views(built)
    assert set(shown) == {"plot", "gru", "units"}
    assert not set(MIXED) & set(shown["gru"]["series"])
    assert [one["letter"] for one in shown["units"]["maps"]] == ["r", "z", "n"]
    assert shown["units"]["units"] == list(range(32))


def test_before_the_guess_the_numbers_that_it_reads_are_seen_and_which_two_are_marked():
    x = shipped().x
    (others, two), (now,) = (views(made(covered=True))["plot"][k] for k in ("points", "curves"))
    marked = x[:, 1] == 1
    assert marked.sum() == 2
    for group, chosen in ((others, ~marked), (two, marked)):
        np.testing.assert_array_equal(group["places"][0, :, 0], np.flatnonzero(chosen) + 1)
        np.testing.assert_array_equal(group["places"][0, :, 1], x[chosen, 0].astype(float))
    np.testing.assert_array_equal(
        now["places"][:, :, 0], np.arange(1, len(x) + 1)[:, None] + [0, 0]
    )


def test_the_answers_with_a_gate_frozen_stand_beside_the_cell_once_it_is_uncovered():
    found = frozen(GRU())
    built = stage(shipped(), GRU(), words=WORDS, covered=False, frozen=found)
    drawn = views(built)["lines"]
    for series, name in zip(drawn["series"], ("free", "r", "z"), strict=True):
        assert series["name"] == WORDS[f"frozen.{name}"]
        np.testing.assert_array_equal(series["values"], getattr(found, name))
    assert drawn["references"][0]["value"] == found.right
    own = stage(shipped(), GRU(), words=WORDS, covered=False, frozen=replace(found, own=found.z))
    assert [line["name"] for line in views(own)["lines"]["series"]][3:] == [WORDS["frozen.own"]]
    covered = stage(shipped(), GRU(), words=WORDS, covered=True, frozen=found)
    assert "lines" not in views(covered)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_convention_and_held_gate_can_be_drawn(language):
    for settings in ({"reset": "before"}, {"update": "replace"}, {"hold": "z_one"}):
        shown = views(made(language=language, **settings))["gru"]
        assert shown["held"] == ("z" if "hold" in settings else "")
        assert shown["reset"] == settings.get("reset", "after")
        assert made(language=language, **settings).payload()["picked"] == {"unit": UNIT}


def test_a_ledger_that_does_not_add_up_is_refused():
    one, two = np.ones(3), np.full(3, 2.0)
    parts = Part("kept", "z", one), Part("new", "n", one)
    good = ledger(*parts, Part("h", "h", two), tokens="abc", words=WORDS)
    assert good.data["names"] == {"kept": "kept", "added": "new", "total": "h"}
    with pytest.raises(ViewError, match=r"does not add up: off by 0\.5"):
        ledger(*parts, Part("h", "h", two + np.array([0, 0.5, 0])), tokens="abc", words=WORDS)
    with pytest.raises(ViewError, match="must have 2 values"):
        ledger(*parts, Part("h", "h", two), tokens="ab", words=WORDS)


def test_maps_of_another_shape_are_refused():
    one = UnitMap("z", "z", "z", Scale("sequential", 0, 1), np.zeros((3, 2)))
    view = units([one], tokens="abc", order=[1, 0], words=WORDS)
    assert view.data["maps"][0]["values"].shape == (2, 3)
    with pytest.raises(ViewError, match=r"units.maps\[0\] has shape \(3, 2\)"):
        units([one], tokens="ab", order=[1, 0], words=WORDS)


def test_the_chart_shows_the_study():
    conditions = study()["adding"]["conditions"]
    figure = held_gates(conditions, ("learnt", "r_mean", "z_mean"), 0.15, "adding", WORDS)
    assert len(figure.data) == 3
    for seed, marks in enumerate(figure.data):
        expected = [conditions[name][seed]["score"] for name in ("learnt", "r_mean", "z_mean")]
        assert list(marks.x) == expected
    assert figure.layout.xaxis.title.text == WORDS["study_x"]
    assert figure.layout.yaxis.title.text == WORDS["study_y"]


def test_the_curves_of_recovery_are_the_study():
    figure = recovery(study()["text"], study()["last"], WORDS)
    for curve, gate in zip(figure.data, ("r", "z"), strict=True):
        assert list(curve.y) == study()["text"]["recovery"][gate]
        assert list(curve.x) == ["0", "1", "2", "4", "8", "16", "32", "64"]
    assert figure.layout.yaxis.title.text == WORDS["recovery_y"]


def test_a_text_is_tinted_and_what_is_expected_next_stands_beside_it():
    settings = GRU(task="text", sentence='He said "yes" and left.')
    trace = run(settings)
    shown = {}
    for code in ("unit", "units"):
        given = replace(settings, show=code)
        shown[code] = stage(trace, given, words=WORDS, covered=False)
        shown[code].payload()
    assert [v.kind for v in shown["unit"].views] == [
        "tinted",
        "gru",
        "ledger",
        "candidates",
        "cards",
    ]
    assert [v.kind for v in shown["units"].views] == ["tinted", "units"]
    data = views(shown["unit"])
    np.testing.assert_allclose(data["tinted"]["values"], trace.h[:, settings.cell])
    recorded = record_text("gru", settings.sentence).prediction
    for t, step in enumerate(data["candidates"]["steps"]):
        assert [word for word, _ in step["words"]] == [visible(s) for s in recorded.likeliest(t)]
        np.testing.assert_allclose(
            [p for _, p in step["words"]], recorded.top_probabilities[t], atol=1e-5
        )
    covered = stage(trace, settings, words=WORDS, covered=True)
    assert [v.kind for v in covered.views] == ["gru", "units"]


def test_units_are_sorted_by_variance_or_by_likeness():
    trace = shipped()
    variance = trace.h.var(axis=0)[arranged(trace, "variance")]
    assert (np.diff(variance) <= 1e-7).all()
    order = arranged(trace, "correlation", 5)
    assert order[0] == 5
    alike = np.corrcoef(trace.h.T)[5][order]
    assert (np.diff(alike) <= 1e-6).all()
    assert list(arranged(trace, "index")) == list(range(32))
