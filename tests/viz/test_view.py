import base64
import json

import numpy as np
import pytest

from viz.view import Clock, Stage, View, ViewError, pack

WORDS = {"stage.play": "Play", "of_the_lesson": "word"}


def unpacked(packed: dict) -> np.ndarray:
    data = np.frombuffer(base64.b64decode(packed["b64"]), dtype=np.dtype(packed["dtype"]))
    return data.reshape(packed["shape"])


def test_arrays_come_back_exactly():
    for array in (
        np.array([[1e-60, 0.0, -3.5], [1e60, 2.0, 0.1]]),
        np.arange(6, dtype=np.float32).reshape(3, 2),
        np.arange(4, dtype=np.uint8),
        np.array([[1.0, 2.0], [3.0, 4.0]]).T,
        np.array([1.5, 2.5], dtype=">f8"),
    ):
        np.testing.assert_array_equal(unpacked(pack(array)), array)


def test_other_numbers_become_float64_and_truth_uint8():
    assert pack(np.arange(3))["dtype"] == "float64"
    assert pack(np.array([True, False]))["dtype"] == "uint8"
    assert pack(np.float16([1]))["dtype"] == "float64"


def test_numpy_scalars_become_numbers():
    packed = pack(
        {"a": np.float32(0.5), "b": np.int64(3), "c": np.bool_(True), "d": (1, None, "x")}
    )
    assert packed == {"a": 0.5, "b": 3, "c": True, "d": [1, None, "x"]}
    assert json.loads(json.dumps(packed)) == packed


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"rows": [{"values": np.array([1.0, np.nan])}]}, "chain.rows[0].values[1] is NaN"),
        ({"rows": [{}, {"x": float("inf")}]}, "chain.rows[1].x is infinite"),
        ({"m": np.array([[0, 1], [-np.inf, 0]])}, "chain.m[1, 0] is infinite"),
        ({"m": np.array([object()])}, "chain.m is an array of object, not of numbers"),
        ({"m": np.array([1j])}, "chain.m is an array of complex128, not of numbers"),
        ({"m": {1, 2}}, "chain.m has the type set, which a page cannot read"),
        ({"m": b"bytes"}, "chain.m has the type bytes, which a page cannot read"),
        ({1: "a"}, "chain has the key 1, which is not a string"),
    ],
)
def test_what_a_page_cannot_read_is_named_by_its_path(value, message):
    with pytest.raises(ViewError) as error:
        pack(value, "chain")
    assert str(error.value) == message


def test_a_tensor_is_refused():
    torch = pytest.importorskip("torch")
    with pytest.raises(ViewError, match=r"lines\.values has the type Tensor"):
        pack({"values": torch.zeros(2)}, "lines")


def test_the_id_of_a_view_follows_its_content():
    def view(value: float) -> str:
        made = View(kind="chain", data={"values": np.array([value])}, summary="s")
        return made.payload()["id"]

    assert view(1.0) == view(1.0)
    assert view(1.0) != view(2.0)


def test_a_clock_begins_where_its_direction_does():
    assert Clock(length=40, label="").origin == 0
    assert Clock(length=40, label="", direction=-1).origin == 39
    assert Clock(length=40, label="", direction=-1, start=0).origin == 0


@pytest.mark.parametrize(
    "wrong", [{"length": 0}, {"direction": 0}, {"speed": 0.0}, {"start": 40}, {"start": -1}]
)
def test_a_clock_refuses(wrong):
    with pytest.raises(ViewError, match=f"clock.{next(iter(wrong))}"):
        Clock(**{"length": 40, "label": "", **wrong})


def test_a_stage_refuses_words_without_those_of_its_player():
    with pytest.raises(ViewError, match="has no word that begins with stage"):
        Stage(name="x", clock=Clock(length=1, label=""), views=(), words={"of_the_lesson": "word"})


def test_only_the_stages_own_words_go_to_the_browser():
    stage = Stage(name="x", clock=Clock(length=1, label=""), views=(), words=WORDS)
    assert stage.payload()["words"] == {"play": "Play"}


def test_a_payload_is_plain_json():
    view = View(kind="chain", data={"values": np.ones(3)}, summary="s", columns=8)
    clock = Clock(length=3, label="t = {t}", direction=-1)
    payload = Stage(name="x", clock=clock, views=(view,), words=WORDS).payload()
    assert json.loads(json.dumps(payload, allow_nan=False)) == payload
    assert payload["clock"]["start"] == 2


def test_columns_are_of_twelve():
    with pytest.raises(ViewError, match=r"chain\.columns must be 1–12, got 13"):
        View(kind="chain", data={}, summary="", columns=13)


def test_a_clock_may_name_each_of_its_steps():
    clock = Clock(length=2, label="t = {t}", labels=("reading", "writing"))
    stage = Stage(name="a", clock=clock, views=(), words=WORDS)
    assert stage.payload()["clock"]["labels"] == ["reading", "writing"]
    with pytest.raises(ViewError, match=r"clock\.labels must be 3, got 2"):
        Clock(length=3, label="", labels=("reading", "writing"))
