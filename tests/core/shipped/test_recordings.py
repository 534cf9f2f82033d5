import json
import subprocess
import sys

import numpy as np
import pytest
import torch
from safetensors.numpy import save_file
from torch import nn

from core.errors import InputError
from core.gradients.loss import loss_gradients
from core.recorders.record import record
from core.shipped import recordings
from core.shipped.recordings import KEY, load, save
from core.traces.base import Trace
from core.training.config import TrainingConfig
from core.training.run import run
from tests.modules import seeded


def of_every_kind():
    """A real trace of each family."""
    x = torch.randn(1, 5, 3, generator=torch.Generator().manual_seed(0))
    lstm, rnn = seeded(nn.LSTM, 3, 4, batch_first=True), seeded(nn.RNN, 3, 4, batch_first=True)
    config = TrainingConfig(task="adding", network="gru", length=8, hidden=4, steps=4)
    return {
        "cell": record(lstm, x, tokens=tuple("猫坐在垫子")).trace,
        "reader": record(seeded(nn.GRU, 3, 4, batch_first=True, bidirectional=True), x).traces[1],
        "gated": loss_gradients(lstm, x, lambda out: out[:, -1].sum()),
        "simple": loss_gradients(rnn, x, lambda out: out[:, -1].sum()),
        "training": run(config).trace,
    }


def test_what_is_saved_is_what_is_loaded(tmp_path):
    traces = of_every_kind()
    save(tmp_path / "some.safetensors", traces)
    loaded = load(tmp_path / "some.safetensors")
    assert list(loaded) == list(traces)
    for name, trace in traces.items():
        assert type(loaded[name]) is type(trace)
        for field, value in vars(trace).items():
            found = getattr(loaded[name], field)
            if isinstance(value, np.ndarray):
                assert found.dtype == value.dtype
                assert np.array_equal(found, value)
            else:
                assert found == value
                assert type(found) is type(value)


def test_loading_needs_no_torch(tmp_path):
    save(tmp_path / "some.safetensors", of_every_kind())
    code = (
        "import sys; from pathlib import Path; from core.shipped.recordings import load;"
        "load(Path(sys.argv[1])); assert 'torch' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "some.safetensors")], check=True)


def test_a_class_from_elsewhere_is_refused(tmp_path):
    class Own(Trace):
        pass

    with pytest.raises(InputError, match=r"trace must be one of .*, RNNTrace, .*, got Own"):
        save(tmp_path / "own.safetensors", {"own": Own()})


def test_a_name_with_a_slash_is_refused(tmp_path):
    with pytest.raises(InputError, match="name must be without a slash, got a/b"):
        save(tmp_path / "own.safetensors", {"a/b": of_every_kind()["cell"]})


TRAINING = {"kind": "TrainingTrace", "task": "adding", "network": "rnn", "chance": 1.0}


@pytest.mark.parametrize(
    "about",
    [
        None,
        "not json",
        "[]",
        '{"a": 1}',
        '{"a": {}}',
        '{"a": {"kind": "os.system"}}',
        '{"a": {"kind": "TrainingTrace"}}',
        json.dumps({"a": {**TRAINING, "extra": 1}}),
        json.dumps({"a": TRAINING}),
    ],
)
def test_a_file_that_holds_something_else_is_refused(tmp_path, about):
    path = tmp_path / "bad.safetensors"
    save_file({"a/loss": np.zeros(3)}, path, None if about is None else {KEY: about})
    with pytest.raises(InputError, match=r"file must be a file of recordings .*bad.safetensors"):
        load(path)


def test_arrays_that_do_not_fit_together_are_refused(tmp_path):
    arrays = {name: np.zeros(3) for name in ("step", "loss", "heldout", "score")}
    tensors = {f"a/{name}": array for name, array in arrays.items()} | {"a/dh": np.zeros((2, 5))}
    save_file(tensors, tmp_path / "bad.safetensors", {KEY: json.dumps({"a": TRAINING})})
    with pytest.raises(InputError, match="axis 'step' is 2"):
        load(tmp_path / "bad.safetensors")


def test_bytes_that_are_not_safetensors_are_refused(tmp_path):
    (tmp_path / "bad.safetensors").write_bytes(b"\x80\x04pickle" * 10)
    with pytest.raises(InputError, match="a file of recordings"):
        load(tmp_path / "bad.safetensors")


def test_a_missing_and_a_huge_file_are_refused(tmp_path, monkeypatch):
    with pytest.raises(InputError, match=r"file must be an existing file, got none\.safetensors"):
        load(tmp_path / "none.safetensors")
    save(tmp_path / "some.safetensors", of_every_kind())
    monkeypatch.setattr(recordings, "LARGEST", 1_000)
    with pytest.raises(InputError, match="at most 1000 bytes"):
        load(tmp_path / "some.safetensors")
