"""Training by hand-checked pieces, and the cards against the shipped Transformers."""

from dataclasses import asdict, replace

import numpy as np
import pytest
import torch
from torch.nn.functional import cross_entropy

from core.data.documentation import parts
from core.draws import FRESH, WEIGHTS, stream
from core.lessons.self_attention.run import unscaled
from core.networks.transformer import transformer
from core.networks.transformer_config import POSITIONS, TransformerConfig
from core.shipped import store as shipped
from core.shipped.characters import load_character_model
from core.shipped.language_models import windows
from core.shipped.transformers import (
    INDUCTION,
    LANGUAGE,
    NAMES,
    load_transformer,
    random_transformer,
)
from core.shipped.word_encoder import load_word_encoder
from core.training.characters import bits_per_character
from train import __main__ as command
from train import induction, language, order, transformers, words
from train.transformers import Budget, curve, fit, rounded, schedule

SIZES = TransformerConfig(vocabulary=5, d=8, heads=2, layers=1, mlp=8, positions="rope")


def always_the_next(model, generator):
    """Symbols in turn: 0 1 2 3 4 0 1 …, from a random one on."""
    first = torch.randint(5, (4, 1), generator=generator)
    tokens = (first + torch.arange(7)) % 5
    return cross_entropy(model(tokens[:, :-1]).flatten(0, 1), tokens[:, 1:].flatten())


def test_a_run_learns_and_is_a_function_of_its_arguments():
    runs = [
        fit(transformer(SIZES, stream(0, WEIGHTS)), Budget(steps=30, batch=4, rate=0.03), seed,
            always_the_next)
        for seed in (0, 0, 1)
    ]  # fmt: skip
    assert runs[0].losses == runs[1].losses != runs[2].losses
    assert runs[0].losses[-1] < 0.3 < 1.0 < runs[0].losses[0]
    assert not any(weight.requires_grad for weight in runs[0].model.parameters())


def test_the_rate_rises_then_falls_to_zero_on_half_a_cosine():
    assert [schedule(done) for done in (0.0, 0.025, 0.05)] == [0.0, 0.5, 1.0]
    assert schedule(0.525) == pytest.approx(0.5)
    assert schedule(1.0) == pytest.approx(0.0)


def test_a_curve_is_the_mean_of_equal_parts_in_bits():
    losses = [np.log(2)] * 50 + [2 * np.log(2)] * 50
    found = curve(losses)
    assert found["step"] == list(range(2, 101, 2))
    assert found["bits"] == [1.0] * 25 + [2.0] * 25
    assert curve([np.log(4)]) == {"step": [1], "bits": [2.0]}


def test_half_precision_is_what_comes_back_from_a_file():
    model = transformer(SIZES, stream(0, WEIGHTS))
    halves = rounded(model)
    for name, weight in model.state_dict().items():
        assert torch.equal(halves.state_dict()[name], weight.half().float())
    assert not torch.equal(halves.readout.weight, model.readout.weight)


@pytest.mark.parametrize("name", NAMES)
def test_a_card_says_how_the_model_was_made(name):
    card = shipped.card(name)
    made = {INDUCTION: induction.CONFIG} | {n: language.config(n) for n in LANGUAGE}
    made |= {f"order_{positions}": order.config(positions) for positions in POSITIONS}
    module = {INDUCTION: induction} | dict.fromkeys(LANGUAGE, language)
    assert card["config"] == asdict(made[name])
    assert card["budget"] == asdict(module.get(name, order).BUDGET)
    assert [seed["seed"] for seed in card["seeds"]] == [0, 1, 2]
    model = load_transformer(name)
    assert card["parameters"] == sum(weight.numel() for weight in model.parameters())
    assert (shipped.FOLDER / f"{name}.safetensors").stat().st_size < 250_000


def test_the_models_with_and_without_mask_are_alike_but_for_it():
    with_mask, without = (language.config(name) for name in LANGUAGE)
    assert with_mask == replace(without, causal=True) != without


def test_the_induction_model_copies_as_its_card_says():
    card, model = shipped.card(INDUCTION), load_transformer(INDUCTION)
    tokens, known = induction.halves(200, stream(induction.HELD_OUT["seed"], FRESH))
    for found, about in (
        (model, card["heldout"]),
        (random_transformer(INDUCTION), card["control"]),
    ):
        assert induction.copying(found, tokens, known)["accuracy"] == about["accuracy"]
        few = induction.scores(found, tokens[:8], "induction")
        assert np.allclose(few, about["induction"], atol=0.05)
    assert card["heldout"]["accuracy"] > 0.99 > 0.1 > card["control"]["accuracy"]


def test_one_head_looks_back_and_without_it_copying_fails():
    for seed in shipped.card(INDUCTION)["seeds"]:
        back, found = np.array(seed["previous token"][0]), np.array(seed["induction"][1])
        assert back.max() >= 0.6 and found.max() >= 0.85
        without = np.array(seed["without"])
        assert without.argmin() == back.argmax()  # of all heads of both layers
        assert without.min() <= 0.45


@pytest.mark.parametrize("positions", POSITIONS)
def test_a_model_of_order_answers_as_its_card_says(positions):
    name = f"order_{positions}"
    card = shipped.card(name)["heldout"]["accuracy"]
    for length in (12, 32):
        found = order.accuracy(load_transformer(name), length)
        assert found == pytest.approx(card[str(length)], abs=0.003)


def test_only_without_positions_order_cannot_be_learnt():
    for positions in POSITIONS:
        for seed in shipped.card(f"order_{positions}")["seeds"]:
            learnt = seed["accuracy"]["16"] > 0.9
            assert learnt == (positions != "none"), (positions, seed["seed"])


@pytest.mark.parametrize("name", LANGUAGE)
def test_a_language_model_predicts_as_its_card_says(name):
    card, cut = shipped.card(name)["heldout"], windows(parts()["heldout"])
    with torch.no_grad():
        logs = load_transformer(name)(cut[:, :-1]).log_softmax(dim=-1)
    taken = -logs.gather(2, cut[:, 1:, None])[..., 0] / np.log(2)  # (window, place)
    assert taken.mean().item() == pytest.approx(card["bits"], abs=0.002)
    assert taken[:, -1].mean().item() == pytest.approx(card["bits at the last place"], abs=0.002)


def test_without_the_mask_the_loss_is_lower_and_the_writing_worse():
    masked, unmasked = (shipped.card(name) for name in LANGUAGE)
    for one, other in zip(masked["seeds"], unmasked["seeds"], strict=True):
        assert other["bits"] < 0.5 < one["bits"]
        assert other["bits at the last place"] > one["bits at the last place"]
        assert other["words in 100 characters"] < one["words in 100 characters"] / 2


def test_what_is_written_is_judged_by_its_words_and_by_another_model():
    found = language.judged(["The class is", "the qqqq cl"])
    assert found["words in 100 characters"] == round(100 * 3 / 23, 2)
    judge = load_character_model("lstm")
    both = [bits_per_character(judge, text) for text in ("The class is", "the qqqq cl")]
    assert found["bits for the judge"] == pytest.approx(sum(both) / 2, abs=1e-4)


def test_the_card_says_what_the_encoder_can_do_without_the_scale(monkeypatch):
    card, asked = shipped.card(words.NAME), {"sentences": 300, "seed": 1}
    monkeypatch.setattr(words, "HELD_OUT", asked)  # the card's figures are of 2000
    scaled, found = words.measure(load_word_encoder()), words.measure(unscaled())
    written = card[words.WITHOUT_SCALE]
    assert found["accuracy"] == pytest.approx(written["accuracy"], abs=0.09)
    assert found["among five"] == pytest.approx(written["among five"], abs=0.075)
    assert found["bits"] == pytest.approx(written["bits"], abs=0.5)
    for figures, plain in ((found, scaled), (written, card["heldout"])):
        assert figures["accuracy"] < plain["accuracy"]
        assert figures["among five"] < plain["among five"]
        assert figures["bits"] > plain["bits"]


def test_the_card_is_completed_without_training(monkeypatch):
    saved = {}
    monkeypatch.setattr(shipped, "save_card", lambda name, about: saved.update({name: about}))
    monkeypatch.setattr(words, "measure", lambda model: model)
    words.judge_without_scale()
    card = dict(shipped.card(words.NAME))
    assert saved == {words.NAME: card | {words.WITHOUT_SCALE: unscaled()}}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Budgets are tiny, and files are written here."""
    judge = load_character_model(language.JUDGE)
    monkeypatch.setattr(shipped, "FOLDER", tmp_path)
    save = shipped.save_card
    monkeypatch.setattr(
        shipped, "save_card", lambda name, about, folder=None: save(name, about, tmp_path)
    )
    for module in (induction, order, language, words):
        monkeypatch.setattr(module, "BUDGET", Budget(steps=2, batch=2))
        monkeypatch.setattr(module, "SEEDS", (0,))
    monkeypatch.setattr(induction, "TIDYING", Budget(steps=2, batch=2))
    monkeypatch.setattr(induction, "HELD_OUT", {"n": 2, "seed": 1})
    monkeypatch.setattr(order, "LENGTHS", (8, 9))
    monkeypatch.setattr(language, "TEXTS", 1)
    monkeypatch.setattr(language, "PROMPT", "The end. " * 10)  # almost a whole window
    monkeypatch.setattr(language, "load_character_model", lambda network: judge)
    short = {part: text[:500] for part, text in parts().items()}
    monkeypatch.setattr(language, "parts", lambda: short)
    return tmp_path


def test_all_kinds_are_made_again_bit_by_bit_with_their_cards(folder):
    names = ["induction", "order_rope", "unmasked_lm"]
    assert command.main(names) == 0
    first = [(folder / f"{name}.safetensors").read_bytes() for name in names]
    assert command.main(names) == 0
    assert [(folder / f"{name}.safetensors").read_bytes() for name in names] == first
    for name in names:
        card = shipped.card(name, folder)
        assert load_transformer.__wrapped__(name, folder)
        assert set(card["heldout"]) <= set(card["seeds"][0])
        assert card["made by"] == f"python -m train {name}"
    assert transformers.POINTS >= len(card["curve"]["step"]) == 2
