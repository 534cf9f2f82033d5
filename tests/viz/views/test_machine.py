"""The map of a whole Transformer: it holds the recording, and nothing of switches while covered."""

import base64
import json

import numpy as np
import pytest
import torch

from core.networks.seq2seq_transformer.ablation import Ablation
from core.networks.seq2seq_transformer.model import without
from core.networks.seq2seq_transformer.stack import StackConfig
from core.networks.seq2seq_transformer.untrained import seq2seq_transformer
from core.recorders.stack import record_machine
from core.traces.translation import END
from tests.viz.stage.node import Engine
from ui.text import load
from viz.stage import kinds
from viz.view import pack
from viz.views.machine import machine

WORDS = load("transformer", "en").labels
SOURCE = tuple("猫看见狗")
TARGET = ("the", "cat", "sees", "a", "dog", END)


@pytest.fixture(scope="module")
def model():
    words = ("a", "cat", "sees", "the", "dog")
    return seq2seq_transformer(
        StackConfig(d=16, heads=2, hidden=8), SOURCE, words, torch.Generator().manual_seed(1)
    )


@pytest.fixture(scope="module")
def found(model):
    return record_machine(model, SOURCE, TARGET)


@pytest.fixture(scope="module")
def js():
    engine = Engine()
    yield engine
    engine.close()


def made(found, ablation=None, **options):
    return machine(found, WORDS, ablation=ablation or Ablation(), **options)


def values(packed):
    return np.frombuffer(base64.b64decode(packed["b64"]), packed["dtype"]).reshape(packed["shape"])


def test_it_holds_the_recording(found):
    view = made(found, gold=[{0}, {2, 1}], wrong=2)
    data = view.payload()["data"]
    assert view.kind in kinds()
    assert data["source"] == list(SOURCE)
    assert data["target"] == list(found.decoder.target)
    assert data["reads"] == [WORDS["machine.start"], *found.decoder.target[:-1]]
    assert data["gold"][:3] == [[0], [1, 2], []]
    assert len(data["gold"]) == len(found.decoder.target)
    for side in ("encoder", "decoder"):
        np.testing.assert_allclose(values(data["norms"][side]), vars(found)[side].norms, rtol=1e-6)
    for code, packed in data["looks"].items():
        np.testing.assert_allclose(
            values(packed), found.look(code).weights.mean(axis=0, keepdims=True), atol=1e-6
        )


def test_a_tile_names_the_words_that_the_line_holds_there(found):
    lens = made(found).payload()["data"]["lens"]
    places, shares = values(lens["words"]), values(lens["shares"])
    for place, t, rank in np.ndindex(places.shape):
        said = lens["known"][int(places[place, t, rank])]
        assert said == found.decoder.lens_word(place, t, rank)
    np.testing.assert_allclose(shares[-1, :, 0], found.decoder.probabilities.max(axis=1), atol=1e-6)


def test_with_heads_it_holds_each(found):
    data = made(found, head=True).payload()["data"]
    for code in ("e2s", "d1s", "d2c"):
        np.testing.assert_allclose(values(data["looks"][code]), found.look(code).weights, atol=1e-6)


def test_covered_nothing_of_the_switches_is_in_the_payload(found):
    covered = made(found, covered=True).payload()["data"]
    assert not covered["switches"]
    assert not [key for key in covered["words"] if key.startswith("switch")]
    assert made(found).payload()["data"]["switches"]


def test_what_is_taken_away_stands_in_the_order_of_the_model(model):
    ablation = Ablation(off=frozenset({"d2f", "e1s"}), cut=frozenset({"d1c"}))
    found = record_machine(without(model, ablation), SOURCE, TARGET)
    data = made(found, ablation).data
    assert data["off"] == ["e1s", "d2f"]
    assert data["cut"] == ["d1c"]


def test_a_long_sentence_is_a_small_payload(model):
    target = ("cat", "sees") * 15
    found = record_machine(model, tuple("猫看见狗" * 8)[:30], target)
    assert len(json.dumps(made(found, head=True).payload())) < 200_000


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_word_that_the_picture_asks_for_is_there(found, language):
    words = load("transformer", language).labels
    own = machine(found, words, ablation=Ablation()).data["words"]
    sides = [
        f"{side}.{name}" for side in ("encoder", "decoder") for name in ("layer", "name", "short")
    ]
    kinds_ = [f"{kind}{way}" for kind in ("self", "cross", "feed") for way in ("", ".short")]
    said = ["say.encoder", "say.decoder", "say.looks", "say.holds", "say.writes"]
    others = ["reads", "writes", "taught", "output", "embedding", "readout", "thickness", "lens"]
    assert {*sides, *kinds_, *said, *others, "switch.off", "switch.cut"} <= set(own)


def test_lines_grow_with_the_clock(js, found):
    data = pack(made(found).data)
    at = """(data, time) => {
      const model = new MachineModel(data);
      const now = model.at(time);
      const all = (side, count) => Array.from({ length: count }, (_, k) => model.progress(side, k, now));
      return [all("encoder", 1)[0], all("decoder", data.target.length), model.working(now) ?? null];
    }"""  # noqa: E501
    rows = len(found.decoder.target)
    blank = [-1] * rows
    assert js("views/machine/machine_model", at, data, 0) == [0, blank, None]
    assert js("views/machine/machine_model", at, data, 1) == [1, blank, "e1s"]
    whole, lines, code = js("views/machine/machine_model", at, data, 5 + 8 + 1.75)
    assert whole == 4
    assert lines == pytest.approx([7, 1.5, *blank[2:]])
    assert code == "d1c"


@pytest.mark.parametrize(
    ("count", "row", "first"), [(9, 5, 0), (30, 0, 0), (30, 14, 8), (30, 29, 16)]
)
def test_of_many_rows_a_window_shows_one_and_its_neighbours(js, count, row, first):
    at = "(count, row) => windowFrom(count, 14, row, 0.5)"
    assert js("views/machine/machine_geometry", at, count, row) == first


def test_the_window_moves_no_row_when_it_leaves_the_first(js):
    at = "(from, row) => slotOf({ count: 30, shown: 14, from }, row)"
    slots = [js("views/machine/machine_geometry", at, start, 5) for start in (0, 1, 2)]
    assert slots == [5, 5, 4]
    assert js("views/machine/machine_geometry", at, 8, 3) == 0  # where there is more
    assert js("views/machine/machine_geometry", at, 8, 29) == 15


def test_a_line_is_broken_where_it_is_cut(js):
    at = "(cuts) => linePath([0, 50, 100, 150], [2, 3, 4], 10, 2, new Set(cuts))"
    whole, cut = (js("views/machine/machine_geometry", at, cuts) for cuts in ([], [1]))
    assert whole.count("M") == 1
    assert cut.count("M") == 2
    assert "41.00,9.00" in cut


@pytest.mark.parametrize("width", [767, 332])
@pytest.mark.parametrize("counts", [(4, 5), (12, 13), (30, 31)])
def test_both_stacks_stand_within_the_picture(js, width, counts):
    at = """(width, source, target) => geometry(width, 352, { source: 40, reads: 60, writes: 64 },
      { encoder: 5, decoder: 7 }, { encoder: source, decoder: target })"""
    g = js("views/machine/machine_geometry", at, width, *counts)
    assert len(g["encoder"]["edges"]) == 6
    assert len(g["decoder"]["edges"]) == 8
    assert g["decoder"]["edges"][-1] + 64 < width
    assert g["stacked"] or g["encoder"]["edges"][-1] < g["decoder"]["edges"][0]
    assert g["stacked"] or g["height"] <= 352
