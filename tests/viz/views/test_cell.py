"""The cell's view and the lesson's stage hold the recorded numbers, and hide what is asked."""

import base64
import json

import numpy as np
import pytest

from core.lessons.lstm_cell.lesson import answer, lstm, record_lesson, shipped
from core.lessons.lstm_cell.run import clamp
from core.lessons.lstm_cell.settings import SENTENCE, UNIT, LSTMCell
from core.measures.clamp import Clamp
from core.traces.characters import CharacterTrace
from tests.viz.stage.exported import script_kilobytes
from ui.text import load
from viz.export import html
from viz.lessons.lstm_cell import stage
from viz.views.cell import SLOTS, candidates, cell

LABELS = {language: load("lstm_cell", language).labels for language in ("en", "zh")}


def make(covered=False, language="en", **settings):
    return stage(
        shipped(),
        LSTMCell(**settings),
        words=LABELS[language],
        covered=covered,
        guesses={"both": "i"},
    )


def data(built):
    return built.views[0].data


def test_the_picture_holds_every_unit():
    layer, shown = lstm(shipped()), data(make())
    np.testing.assert_array_equal(shown["c"], layer.c)
    for name in ("f", "i", "g", "o"):
        np.testing.assert_array_equal(shown["gates"][name], getattr(layer, name))
    assert shown["tokens"] == list(SENTENCE)
    assert shown["hidden"] == 128
    np.testing.assert_allclose(layer.o * np.tanh(layer.c), layer.h, atol=1e-6)  # as the page does


def test_before_the_guess_no_gate_leaves_the_server():
    payload = make(covered=True).payload()
    assert payload["views"][0]["data"]["gates"] is None
    assert payload["views"][0]["data"]["equations"] == []
    assert "marks" not in payload["views"][0]["data"]
    assert LABELS["en"]["stage.mark_you"] not in json.dumps(payload["views"][0]["data"]["diagram"])
    text = json.dumps(payload)
    for name in ("f", "i", "o", "h"):
        array = getattr(lstm(shipped()), name).astype("<f4")
        assert base64.b64encode(array.tobytes()).decode()[100:200] not in text


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_summary_tells_the_extremes(language):
    view = make(language=language).views[0]
    c = lstm(shipped()).c[:, UNIT]
    assert str(int(c.argmax()) + 1) in view.summary
    assert SENTENCE in view.summary
    covered = make(True, language).views[0].summary
    assert covered.startswith(view.summary)
    assert LABELS[language]["summary_covered"] in covered


def test_picking_does_not_change_the_picture_itself():
    one, other = make(unit=3), make(unit=4, show="units", sort="unit")
    assert one.picked == {"unit": 3, "held": "none", "show": "cell", "sort": "variance", "span": ""}
    picked = other.payload()["picked"]
    assert picked == {"unit": 4, "held": "none", "show": "units", "sort": "unit", "span": ""}
    assert data(one)["tokens"] == data(other)["tokens"]
    assert "unit" not in data(one)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_guess_and_answer_stand_at_the_gates_in_words(language):
    words = LABELS[language]
    marks = data(make(language=language))["marks"]
    assert (marks["unit"], marks["answers"]) == (UNIT, [answer()])
    assert marks["words"] == {"f": words["stage.mark_answer"], "i": words["stage.mark_you"]}


def test_another_text_has_usual_values_but_no_marks():
    trace = record_lesson(LSTMCell(sentence='a "b" c'))
    shown = data(
        stage(trace, LSTMCell(sentence='a "b" c'), words=LABELS["en"], covered=False, guesses={})
    )
    assert shown["marks"] is None
    assert shown["ordinary"] == [0, 1, 3, 5, 6]


def test_a_gate_that_is_held_adds_the_state_as_it_then_is():
    settings = LSTMCell(held="f0")
    changed = clamp(SENTENCE, Clamp(gate="f", units=(UNIT,), value=0.0, start=9, stop=14))
    words = LABELS["en"]
    made = stage(shipped(), settings, words=words, covered=False, changed=changed)
    as_it_is, held = made.views[1].data["series"]
    np.testing.assert_allclose(as_it_is["values"], lstm(shipped()).c[:, UNIT], atol=1e-5)
    np.testing.assert_array_equal(held["values"], changed.c_clamped[:, UNIT])
    assert held["name"] == words["held.f0"]
    assert len(stage(shipped(), settings, words=words, covered=True, changed=changed).views) == 1


def test_candidates_are_the_likeliest_characters():
    shares = shipped().prediction.probabilities
    found = candidates(shipped())
    assert len(found) == len(SENTENCE)
    for t in (0, 13, 56):
        assert [p for _, p in found[t]] == sorted(shares[t].tolist(), reverse=True)[:5]
        best = shipped().prediction.vocabulary[int(shares[t].argmax())]
        assert found[t][0][0] == best


def test_every_slot_of_the_equations_is_there_to_be_filled():
    equations = "".join(data(make())["equations"])
    for slot in SLOTS:
        assert f"<mtext>{slot}</mtext>" in equations.replace(" ", "")


def test_a_trace_of_another_network_is_refused():
    trace = CharacterTrace(layer=object(), prediction=shipped().prediction)
    with pytest.raises(TypeError, match="LSTMTrace"):
        cell(trace, 0, LABELS["en"])


def test_long_texts_play_in_about_the_same_time():
    assert make().clock.speed == 4.0
    assert make().clock.length == len(SENTENCE)


def test_its_file_holds_only_the_script_that_draws_it():
    assert script_kilobytes(html(make(), title="", lang="en")) <= 120


@pytest.mark.parametrize(
    ("text", "asked"), [('a "b" c', (0, 4)), ('abcdef "b c', (4, 7)), ("abc", (0, 2))]
)
def test_the_film_of_the_answer_goes_on_to_the_closing_mark(text, asked):
    trace = record_lesson(LSTMCell(sentence=text))
    made = stage(trace, LSTMCell(sentence=text), words=LABELS["en"], covered=False)
    assert made.asked == asked
