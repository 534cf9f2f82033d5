"""Hostile and broken files: each is refused by its own code, and nothing in them ever runs."""

import gzip
import io
import os
import pickle
import struct
import tarfile
import zipfile
from argparse import Namespace
from collections import defaultdict

import numpy as np
import pytest
import torch
from safetensors.torch import save
from torch import nn
from torch.serialization import get_safe_globals

from core.uploads.read import LARGEST, named, opened, read
from core.uploads.refusal import UploadError, check_size
from core.uploads.stand_ins import Apart, Entries
from core.uploads.state_dict import module_shape
from tests.modules import seeded

OLD = {"_use_new_zipfile_serialization": False}


def saved(thing, **options):
    stream = io.BytesIO()
    torch.save(thing, stream, **options)
    return stream.getvalue()


def state():
    return seeded(nn.LSTM, 2, 3).state_dict()


def repacked(data, change, method=zipfile.ZIP_STORED):
    """The same zip with each entry changed: ``change(name, bytes)``."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", method) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return stream.getvalue()


def zipped(*names):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "hello")
    return stream.getvalue()


def refusal(data):
    with pytest.raises(UploadError) as caught:
        read(data)
    return caught.value


class Runs:
    """A pickle of this runs a command when it is loaded."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return os.system, (f"touch {self.path}",)


class Evaluates(Runs):
    """The same by Python's own ``eval``."""

    def __reduce__(self):
        return eval, (f"open({str(self.path)!r}, 'w')",)


class Touches(Runs):
    """The same by a name that no list of dangerous ones holds."""

    def __reduce__(self):
        return touch, (self.path,)


def touch(path):
    path.touch()


class Mine(dict):
    """A dictionary of a project's own."""


@pytest.mark.parametrize("write", [saved, save])
def test_a_state_dict_comes_back_as_it_was(write):
    expected = state()
    found = read(write(expected))
    assert sorted(found) == sorted(expected)
    for name, tensor in expected.items():
        torch.testing.assert_close(found[name], tensor, rtol=0, atol=0)


def test_a_checkpoint_is_searched_through():
    found = read(saved({"epoch": 3, "model": state(), "optimiser": {"lr": 0.1}}))
    assert "model.weight_hh_l0" in found


def test_a_malicious_pickle_does_not_run(tmp_path):
    sign = tmp_path / "it_ran"
    data = saved({"weight_ih_l0": torch.ones(4, 2), "extra": Runs(sign)})
    error = refusal(data)
    assert error.code == "code"
    assert "system" in str(error.numbers["value"])
    assert not sign.exists()
    torch.load(io.BytesIO(data), weights_only=False)  # it would have run
    assert sign.exists()


@pytest.mark.parametrize("protocol", [2, 3, 4, 5])
def test_a_bare_malicious_pickle_does_not_run(tmp_path, protocol):
    sign = tmp_path / "it_ran"
    assert refusal(pickle.dumps(Runs(sign), protocol)).code == "pickle"
    assert not sign.exists()


@pytest.mark.parametrize("options", [{}, OLD])
def test_what_only_a_program_asks_for_is_refused_whatever_else_the_file_holds(tmp_path, options):
    sign = tmp_path / "it_ran"
    for bad in (Runs(sign), Evaluates(sign)):
        assert refusal(saved(state() | {"x": bad}, **options)).code == "code"
    assert not sign.exists()


def test_a_malicious_pickle_of_the_first_protocol_does_not_run(tmp_path):
    sign = tmp_path / "it_ran"
    assert refusal(pickle.dumps(Runs(sign), 0)).code == "kind"
    assert not sign.exists()


def test_a_format_that_torch_no_longer_reads_safely_is_named():
    assert refusal(bytes(257) + b"ustar" + bytes(250)).code == "old"


@pytest.mark.parametrize("options", [{}, OLD])
def test_objects_that_are_no_weights_are_left_out_and_named(tmp_path, options):
    sign = tmp_path / "it_ran"
    extra = {
        "best": np.float64(0.3),
        "args": Namespace(lr=1),
        "history": defaultdict(list, {"loss": [1.0]}),
        "harmless": Touches(sign),
    }
    found = opened(saved({"model": state(), **extra}, **options))
    assert sorted(found.tensors) == sorted(f"model.{name}" for name in state())
    for name, tensor in state().items():
        assert torch.equal(found.tensors[f"model.{name}"], tensor)
    assert {"argparse.Namespace", "collections.defaultdict"} <= set(found.left_out)
    assert any(name.startswith("numpy") for name in found.left_out)
    assert not sign.exists()
    assert not {Apart, Entries} & {e[0] for e in get_safe_globals() if isinstance(e, tuple)}


def test_the_weights_in_a_dictionary_of_another_class_are_read():
    held = Mine(state())
    found = opened(saved({"model": held, "best": np.float64(0.3)}))
    assert torch.equal(found.tensors["model.weight_hh_l0"], state()["weight_hh_l0"])
    assert any(name.endswith("Mine") for name in found.left_out)


def test_a_state_dict_in_a_list_is_found():
    assert "0.weight_hh_l0" in read(saved([state(), 3]))


def test_a_storage_of_an_old_file_that_is_said_to_be_larger_than_it_is():
    data = saved({"weight_ih_l0": torch.ones(12, 2)}, **OLD)
    lying = data.replace(b"K\x18N", b"J\xff\xff\xff\x7fN")
    assert lying != data
    assert refusal(lying).code == "damaged"


@pytest.mark.filterwarnings("ignore")  # of torch: it will no longer quantise by itself
def test_each_cause_has_its_own_sentence():
    quantised = torch.ao.quantization.quantize_dynamic
    layers = seeded(lambda: quantised(nn.ModuleDict({"rnn": nn.LSTM(2, 3)}), {nn.LSTM}))
    assert refusal(saved(layers.state_dict())).code == "quantised"
    for options in ({}, OLD):
        assert refusal(saved(state(), pickle_protocol=4, **options)).code == "protocol"
    assert refusal(saved(state()).replace(b"weight_ih_l0q", b"weight_ih_l0\xff")).code == "damaged"
    assert refusal(saved(state())[:-20] + b"\xff" * 20).code == "damaged"
    assert refusal(zipped("archive/constants.pkl", "archive/data.pkl")).code == "script"


LFS = b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a2146\nsize 12345\n"
ONNX = b"\x08\x08\x12\x07pytorch\x1a\x052.1.0:\x80\x01" + bytes(200)


@pytest.mark.parametrize(
    ("data", "code", "value"),
    [
        (LFS, "lfs", None),
        (ONNX, "foreign", "ONNX"),
        (b"\x89HDF\r\n\x1a\n" + bytes(200), "foreign", "HDF5"),
    ],
)
def test_files_of_other_tools_are_named(data, code, value):
    found = refusal(data)
    assert found.code == code
    assert value in (None, found.numbers["value"])


ARRAYS = {name: w.numpy() for name, w in state().items()}


def tarred(name):
    stream, data = io.BytesIO(), saved(state())
    with tarfile.open(fileobj=stream, mode="w") as archive:
        entry = tarfile.TarInfo(name)
        entry.size = len(data)
        archive.addfile(entry, io.BytesIO(data))
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (saved(ARRAYS), "numpy"),
        (saved({"model": ARRAYS}, **OLD), "numpy"),
        (zipped("weight_ih_l0.npy", "weight_hh_l0.npy"), "numpy"),
        (zipped("archive/archive_format", "archive/models/model.json"), "exported"),
        (zipped("config.json", "metadata.json", "model.weights.h5"), "foreign"),
        (zipped("model/weights.pt"), "packed"),
        (gzip.compress(saved(state())), "packed"),
        (tarred("model.pt"), "packed"),
        (tarred("storages"), "old"),
    ],
)
def test_what_only_needs_another_way_of_saving_is_told_which(data, code):
    assert refusal(data).code == code


def adam():
    module = seeded(nn.LSTM, 2, 3)
    optimiser = torch.optim.Adam(module.parameters())
    module(torch.ones(4, 2))[0].sum().backward()
    optimiser.step()
    return module, optimiser


def test_tensors_that_have_no_names_are_given_none():
    module, optimiser = adam()
    weights = list(module.parameters())
    for thing in (weights, weights[0], optimiser.state_dict(), {"opt": optimiser.state_dict()}):
        assert refusal(saved(thing)).code == "nothing"
    both = {"model": module.state_dict(), "opt": optimiser.state_dict()}
    assert "model.weight_ih_l0" in read(saved(both))


def test_the_tensors_of_a_safetensors_are_in_the_order_of_the_file():
    tensors = {f"layer{k:02}.weight": torch.full((2,), float(k)) for k in range(40)}
    assert list(read(save(tensors))) == list(tensors)


def test_a_file_is_refused_by_its_size_before_it_is_read():
    check_size(LARGEST)
    with pytest.raises(UploadError) as caught:
        check_size(LARGEST + 1)
    assert (caught.value.code, caught.value.numbers["most"]) == ("large", 20)


@pytest.mark.parametrize("write", [saved, save])
def test_numbers_of_8_bits_are_named(write):
    tensors = {name: w.to(torch.float8_e4m3fn) for name, w in state().items()}
    with pytest.raises(UploadError) as caught:
        module_shape(read(write(tensors)))
    assert caught.value.code == "numbers"


def test_a_whole_module_is_named_and_refused():
    error = refusal(saved(seeded(nn.LSTM, 2, 3)))
    assert error.code == "code"
    assert "torch.nn.modules.rnn.LSTM" in str(error.numbers["value"])


def test_nothing_and_too_much():
    assert refusal(b"").code == "empty"
    assert refusal(b"\0" * (LARGEST + 1)).code == "large"


@pytest.mark.parametrize("data", [b"hello", b"\x89PNG\r\n\x1a\n" + bytes(50), bytes(100), b"{}"])
def test_another_kind_of_file(data):
    assert refusal(data).code == "kind"


def test_a_zip_bomb_is_not_unpacked():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for k in range(3):
            archive.writestr(f"archive/data/{k}", bytes(20 * 2**20))
    data = stream.getvalue()
    assert len(data) < 100_000
    assert refusal(data).code == "bomb"


def test_many_views_of_one_number_are_a_bomb_too():
    huge = torch.zeros(1).expand(10**6, 10**6)
    assert refusal(saved({"weight_hh_l0": huge})).code == "bomb"


def test_a_storage_that_is_said_to_be_larger_than_it_is():
    def change(name, data):
        return data.replace(b"K\x18tq", b"M\x00\x10tq") if name.endswith("data.pkl") else data

    lying = repacked(saved({"weight_ih_l0": torch.ones(12, 2)}), change)
    assert lying != repacked(saved({"weight_ih_l0": torch.ones(12, 2)}), lambda _, data: data)
    assert refusal(lying).code == "damaged"


@pytest.mark.parametrize("keep", [0.2, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("write", [saved, save])
def test_a_file_that_is_cut_off(write, keep):
    data = write(state())
    assert refusal(data[: int(len(data) * keep)]).code in ("damaged", "header")


def test_a_zip_that_is_no_checkpoint():
    assert refusal(zipped("readme.txt")).code == "zip"
    assert refusal(zipped("archive/data.pkl")).code == "damaged"


@pytest.mark.parametrize("length", [2**63, 2**31, 50 * 2**20, 1000])
def test_a_huge_header_is_not_read(length):
    assert refusal(struct.pack("<Q", length) + b"{" + bytes(200)).code == "header"


def test_a_header_whose_length_begins_like_a_pickle():
    tensors = {"weight": torch.ones(2)}
    for low in (2, 3, 4, 5):
        length = 0x80 + 256 * low
        header = save(tensors)[8:-8].rstrip().ljust(length)
        data = struct.pack("<Q", length) + header + save(tensors)[-8:]
        assert data.startswith(bytes([0x80, low]))
        assert torch.equal(read(data)["weight"], tensors["weight"])


def test_a_header_that_is_no_json_or_lies():
    lie = b'{"a":{"dtype":"F32","shape":[9],"data_offsets":[0,4]}}'
    for header in (b"{not json}", lie, b"{}["):
        data = struct.pack("<Q", len(header)) + header + bytes(4)
        assert refusal(data).code == "damaged"


def test_no_tensors_at_all():
    assert refusal(saved([1, 2, 3])).code == "nothing"
    assert refusal(saved({"a": 1})).code == "nothing"


def test_dictionaries_that_hold_each_other_many_times_end():
    nest = {"w": torch.ones(1)}
    for _ in range(40):
        nest = {"a": nest, "b": nest}
    with pytest.raises(UploadError):
        named(nest)
    wide = {str(k): {"x": 1} for k in range(50_000)} | {"last": torch.ones(1)}
    with pytest.raises(UploadError):
        named(wide)
