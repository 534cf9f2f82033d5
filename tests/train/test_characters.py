"""Every shipped character model against its card, and the command that makes them."""

from dataclasses import asdict, replace

import pytest

from core.data.documentation import HELD_OUT, parts
from core.networks.recurrent import NETWORKS
from core.shipped import store as shipped
from core.shipped.characters import load_character_model, name_of, random_control
from core.training.characters import bits_per_character
from train import __main__ as command
from train import characters, probes
from train.characters import config, measured

BAR = 2.0  # bits per character of the LSTM, on the held-out text


@pytest.mark.parametrize("network", NETWORKS)
def test_a_model_does_on_held_out_text_what_its_card_says(network):
    card = shipped.card(name_of(network))
    assert measured(network) == pytest.approx(card["heldout"]["bits per character"], abs=0.002)
    assert card["topics"]["heldout"] == list(HELD_OUT)
    assert card["characters"] == {part: len(text) for part, text in parts().items()}


@pytest.mark.parametrize("network", NETWORKS)
def test_the_first_seed_is_shipped_and_its_half_precision_costs_nothing(network):
    card = shipped.card(name_of(network))
    assert [seed["seed"] for seed in card["seeds"]] == [0, 1, 2]
    assert card["heldout"]["bits per character"] == pytest.approx(
        card["seeds"][0]["heldout"], abs=0.005
    )
    mean = sum(seed["heldout"] for seed in card["seeds"]) / 3
    assert card["mean of seeds"] == pytest.approx(mean, abs=1e-4)


def test_the_lstm_meets_its_bar_and_the_plain_rnn_does_worse():
    means = {n: shipped.card(name_of(n))["mean of seeds"] for n in NETWORKS}
    assert means["lstm"] <= BAR
    assert means["rnn"] > means["lstm"] + 0.1


@pytest.mark.parametrize("network", NETWORKS)
def test_the_settings_on_the_card_are_those_it_is_made_with(network):
    assert shipped.card(name_of(network))["config"] == asdict(config(network, seed=0))


def test_no_network_had_another_budget():
    shared = [replace(config(n, 0), network="lstm", forget_bias=None) for n in NETWORKS]
    assert shared[0] == shared[1] == shared[2]


@pytest.mark.parametrize("network", NETWORKS)
def test_a_file_is_small(network):
    file = shipped.FOLDER / f"{name_of(network)}.safetensors"
    assert file.stat().st_size <= 250_000


def test_training_is_what_makes_the_difference():
    text = parts()["heldout"][:5000]
    trained, control = load_character_model("lstm"), random_control("lstm")
    assert bits_per_character(control, text) > bits_per_character(trained, text) + 4


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Models and texts are tiny, and files are written here."""
    sizes = {"hidden": 4, "embedding": 3, "steps": 3, "validations": 1}
    tiny = replace(config("gru", 0), **sizes)
    monkeypatch.setattr(characters, "config", lambda network, seed: replace(tiny, seed=seed))
    short = {part: text[:3000] for part, text in parts().items()}
    monkeypatch.setattr(characters, "parts", lambda: short)
    monkeypatch.setattr(probes, "CHARACTERS", 3000)
    monkeypatch.setattr(shipped, "FOLDER", tmp_path)
    for module, function in ((characters, "save_character_model"), (shipped, "save_card")):
        whole = getattr(module, function)
        monkeypatch.setattr(
            module, function, lambda name, what, whole=whole: whole(name, what, tmp_path)
        )
    yield tmp_path
    load_character_model.cache_clear()
    random_control.cache_clear()


def test_a_model_is_made_again_bit_by_bit_with_its_card(folder):
    assert command.main(["characters_gru"]) == 0
    first = (folder / "characters_gru.safetensors").read_bytes()
    assert command.main(["characters_gru"]) == 0
    assert (folder / "characters_gru.safetensors").read_bytes() == first
    card = shipped.card("characters_gru", folder)
    assert card["heldout"]["bits per character"] == measured("gru")
    assert card["characters"] == {"training": 3000, "heldout": 3000, "validation": 3000}
    assert [seed["seed"] for seed in card["seeds"]] == [0, 1, 2]
    assert set(card["probes"]) == {"quote cell", "documentation", "program text"}
