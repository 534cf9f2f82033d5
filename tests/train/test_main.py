"""The command itself, on a run made tiny."""

import pytest

from core.shipped import store as shipped
from train import __main__ as command
from train.runs import CONFIGS


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Runs are tiny, and written here."""
    sizes = {"length": 10, "hidden": 4, "steps": 4}
    for name, settings in CONFIGS.items():
        monkeypatch.setitem(CONFIGS, name, {**settings, **sizes})
    for function in ("save", "save_card"):
        whole = getattr(shipped, function)
        monkeypatch.setattr(
            shipped, function, lambda name, what, whole=whole: whole(name, what, tmp_path)
        )
    return tmp_path


def test_a_run_is_made_again_bit_by_bit_with_its_card(folder):
    assert command.main(["adding_lstm_bias"]) == 0
    first = (folder / "adding_lstm_bias.safetensors").read_bytes()
    assert command.main(["adding_lstm_bias"]) == 0
    assert (folder / "adding_lstm_bias.safetensors").read_bytes() == first
    card = shipped.card("adding_lstm_bias", folder)
    assert card["config"]["forget_bias"] == 3.0
    assert [seed["seed"] for seed in card["seeds"]] == [0, 1, 2]
    assert card["heldout"]["loss"] == card["seeds"][0]["loss"]
    assert shipped.load("adding_lstm_bias", folder).result.config.steps == 4


def test_a_name_that_is_not_known_makes_nothing(folder, capsys):
    assert command.main(["adding_rnn", "adding_transformer"]) == 2
    assert "unknown: adding_transformer; known: adding_rnn, adding_gru" in capsys.readouterr().err
    assert list(folder.iterdir()) == []
