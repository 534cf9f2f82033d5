"""The pictures hold the recorded numbers, and nothing that is still to be guessed."""

import json

import numpy as np
import pytest
from numpy.testing import assert_allclose

from core.lessons.positional_encoding.lesson import learnt, record_lesson
from core.lessons.positional_encoding.settings import MODELS, USED, PositionalEncoding
from core.measures.position_results import accuracies, products
from core.networks.positional_encoding import alibi, sinusoidal
from ui.text import load
from viz.charts.positions import accuracy, distances
from viz.lessons.positional_encoding import stage
from viz.lessons.positional_encoding.rotary import places, shares


def make(covered=False, language="en", **settings):
    chosen = PositionalEncoding(**settings)
    return stage(
        chosen,
        record_lesson(chosen) if chosen == PositionalEncoding() else SHIPPED,
        learnt(),
        words=load("positional_encoding", language).labels,
        covered=covered,
    )


SHIPPED = record_lesson(PositionalEncoding())
EXTREMES = (
    {},
    {"d": "8", "length": 8, "k": 0},
    {"d": "512", "length": 128, "k": 16, "pair": 255, "base": "100000"},
    {"encoding": "bug", "base": "10"},
    {"heads": "4"},
    {"head": 3, "moves": "query"},
)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("settings", EXTREMES)
@pytest.mark.parametrize("picture", USED)
def test_every_picture_can_be_packed(picture, settings, language):
    payload = make(picture=picture, language=language, **settings).payload()
    assert len(json.dumps(payload)) < 1_000_000
    assert payload["views"]


def views(built, kind):
    return [view.data for view in built.views if view.kind == kind]


def test_the_words_outputs_are_the_recorded_ones():
    for data, name in zip(views(make(), "fingerprints"), MODELS, strict=True):
        assert_allclose(data["before"], SHIPPED[name].before, rtol=1e-6)
        assert_allclose(data["after"], SHIPPED[name].after, rtol=1e-6)
        assert_allclose(data["difference"], SHIPPED[name].difference)


def test_before_the_guess_the_other_order_does_not_leave_the_server():
    covered, open_ = (views(make(covered=covered), "fingerprints") for covered in (True, False))
    for hidden, shown, name in zip(covered, open_, MODELS, strict=True):
        assert hidden["after"] is None
        assert hidden["difference"] is None
        answer = f"{SHIPPED[name].first_after:.1%}"
        assert shown["labels"]["answer"].count("%") == 2
        assert hidden["labels"]["answer"].count("%") == 1
        assert hidden["labels"]["answer"].count("?") == shown["labels"]["answer"].count("?") + 1
        assert answer in shown["labels"]["answer"]


def test_guess_and_answer_are_said_beside_the_squares_once_the_answer_shows():
    words, guesses = load("positional_encoding", "en").labels, {"none": "moved"}
    for covered, expected in (
        (True, ["", ""]),
        (False, ["you = answer: moves with its word", "answer: gets other values"]),
    ):
        chosen = PositionalEncoding()
        made = stage(chosen, SHIPPED, learnt(), words=words, covered=covered, guesses=guesses)
        assert [data["labels"]["marks"] for data in views(made, "fingerprints")] == expected


def test_hands_hold_the_encoding_and_reach_it_at_every_position():
    for encoding in ("paper", "bug"):
        settings = PositionalEncoding(picture="sinusoids", encoding=encoding, d="32", k=5)
        (data,) = views(make(picture="sinusoids", encoding=encoding, d="32", k=5), "hands")
        table, time = settings.table(37), np.arange(32)
        for dial in data["dials"]:
            columns = table[:, 2 * dial["pair"] : 2 * dial["pair"] + 2]
            assert_allclose(np.transpose(dial["values"]), columns[:32])
            for hand, start in zip(dial["hands"], (0, 5), strict=True):
                (a, b), (alpha, beta) = hand["rates"], hand["phases"]
                tip = np.stack([np.sin(a * time + alpha), np.cos(b * time + beta)], axis=1)
                assert_allclose(tip, columns[start : start + 32], atol=1e-9)


def test_the_worked_example_writes_its_numbers():
    built = make(picture="sinusoids", d="512", pair=1, sentence="Laughter is the antidote to life")
    (data,) = views(built, "hands")
    dial = next(dial for dial in data["dials"] if dial["pair"] == 1)
    said = {
        name: slot if isinstance(slot, str) else slot[3] for name, slot in dial["slots"].items()
    }
    assert (said["sin_exponent"], said["sin_divisor"], said["sin_angle"]) == (
        "2/512",
        "1.037",
        "2.894",
    )
    assert said["sin_value"] == "0.245"
    assert said["cos_value"] == "−0.970"
    assert built.clock.labels[3] == "position p = 3: antidote"
    assert data["facts"][0]["values"][3] == "256.000"


def test_binary_digits_count():
    (data,) = views(make(picture="sinusoids"), "hands")
    bits = np.array([dial["bits"] for dial in data["dials"] if dial["bits"]])
    assert_allclose(2 ** np.arange(5) @ bits, np.arange(32))


def test_rope_adds_up_to_the_score_by_complex_numbers():
    q, k = (x[1].astype(float) for x in (learnt().q, learnt().k))
    for moves in ("both", "query"):
        settings = PositionalEncoding(picture="rope", head=1, moves=moves, k=4)
        m, n = places(settings)
        spin = np.exp(1j * (m - n)[:, None] * 10000.0 ** (-np.arange(0, len(q), 2) / len(q)))
        complex_q, complex_k = q[::2] + 1j * q[1::2], k[::2] + 1j * k[1::2]
        expected = (complex_q * spin * complex_k.conj()).real / np.sqrt(len(q))
        assert_allclose(shares(q, k, m, n), expected, atol=1e-12)
    assert np.ptp(shares(q, k, m, n).sum(axis=1)) > 0.1  # only the query moves


def test_rope_hands_start_where_q_and_k_point():
    (data,) = views(make(picture="rope", head=2, k=0), "hands")
    longest = max(dial["hands"][side]["length"] for dial in data["dials"] for side in (0, 1))
    assert longest == pytest.approx(1)
    for dial in data["dials"]:
        for hand, x in zip(dial["hands"], (learnt().q[2], learnt().k[2]), strict=True):
            alpha, beta = hand["phases"]
            pair = x[2 * dial["pair"] : 2 * dial["pair"] + 2].astype(float)
            tip = np.array([np.sin(alpha), np.cos(beta)])
            assert_allclose(tip, pair / np.linalg.norm(pair), atol=1e-9)


def test_alibi_and_learned_maps():
    (bias,) = views(make(picture="alibi"), "heatmap")
    assert_allclose(bias["values"][7], np.exp(alibi(32, 8)[:, 7]), rtol=1e-6)
    table, alike, paper = views(make(picture="learned"), "heatmap")
    assert_allclose(table["values"], learnt().table.T, rtol=1e-6)
    first, last = learnt().table[3].astype(float), learnt().table[40].astype(float)
    cosine = first @ last / np.sqrt((first @ first) * (last @ last))
    assert alike["values"][3, 40] == pytest.approx(cosine, abs=1e-6)
    PE = sinusoidal(len(learnt().table), learnt().table.shape[1])
    assert_allclose(paper["values"], PE @ PE.T / 16, atol=1e-6)


def test_still_charts_hold_their_numbers():
    words = load("positional_encoding", "en").labels
    found = products(sinusoidal(64, 32), (16, 32, 48), 15)
    for curve, values in zip(distances(found, "", words).data, found.values, strict=True):
        assert_allclose(curve.y, values)
    chart = accuracy(accuracies(), 0.5, words)
    for curve, runs in zip(chart.data, accuracies().values(), strict=True):
        assert_allclose(curve.y, runs.seeds.mean(axis=0))
        assert_allclose(curve.y + curve.error_y.array, runs.seeds.max(axis=0))
