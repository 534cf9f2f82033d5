import pytest

from core.lessons.lstm_derivation.lesson import trained_traces
from core.lessons.lstm_derivation.settings import GATED, STEPS
from ui.text import load
from viz import theme
from viz.charts.derivation import Trained, course_chart, courses, final_chart, finals

RUNS = [Trained(code, "open", trained_traces(code)) for code in STEPS] + [
    Trained(code, "default", trained_traces(code, "default")) for code in GATED
]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_run_is_a_mark_with_its_own_last_loss(language):
    words = load("lstm_derivation", language).labels
    frame = finals(RUNS, words)
    assert len(frame) == 3 * 8
    for run in RUNS:
        step, variant = words[f"name.{run.code}"], words[f"variant.{run.variant}"]
        rows = frame[(frame["step"] == step) & (frame["variant"] == variant)]
        assert rows["loss"].tolist() == [float(trace.heldout[-1]) for trace in run.traces]


def test_the_courses_are_the_recorded_ones():
    words = load("lstm_derivation", "en").labels
    frame = courses(RUNS[:1], words)
    for seed, trace in enumerate(RUNS[0].traces):
        rows = frame[frame["seed"] == seed]
        assert rows["update"].tolist() == trace.step.tolist()
        assert rows["loss"].tolist() == trace.heldout.tolist()


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("chart", [final_chart, course_chart])
def test_a_step_has_its_colour_in_either_theme_and_axes_have_names(chart, dark):
    words = load("lstm_derivation", "en").labels
    level, marks = chart(RUNS, words, dark).to_dict()["layer"]
    colour = marks["encoding"]["color"]["scale"]
    assert colour["domain"] == [words[f"name.{code}"] for code in STEPS]
    assert colour["range"] == [theme.colour(theme.DERIVATION[code], dark) for code in STEPS]
    assert marks["encoding"]["y"]["title"]
    assert marks["encoding"]["y"]["scale"]["type"] == "log"
    assert level["encoding"]["y"]["field"] == "loss"
