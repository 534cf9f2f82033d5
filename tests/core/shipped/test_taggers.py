"""The shipped taggers do what their cards say."""

import pytest
import torch

from core.data.date_fields import TAGS, splits
from core.measures.written_dates import bits
from core.shipped import store as shipped
from core.shipped.taggers import ONE_WAY, TWO_WAY, WRITERS, config, control, load_tagger


@pytest.mark.parametrize("name", [ONE_WAY, TWO_WAY])
def test_the_held_out_score_is_the_cards(name):
    model, right = load_tagger(name), []
    for found in splits()[1]:
        said = model(model.encode([found.text]))[0].argmax(dim=-1)
        right.append([TAGS[k] for k in said] == list(found.tags))
    assert sum(right) / len(right) == pytest.approx(
        shipped.card(name)["heldout"]["dates"], abs=1e-4
    )


@pytest.mark.parametrize("name", WRITERS)
def test_the_held_out_bits_are_the_cards(name):
    found = bits(load_tagger(name), splits()[1][:300])
    assert found == pytest.approx(shipped.card(name)["heldout"]["bits"], abs=1e-4)


def test_both_directions_are_worth_more_than_weights():
    cards = {name: shipped.card(name) for name in (ONE_WAY, TWO_WAY)}
    assert cards[TWO_WAY]["parameters"] == pytest.approx(cards[ONE_WAY]["parameters"], rel=0.02)
    assert all(seed["dates"] < 0.7 for seed in cards[ONE_WAY]["seeds"])
    assert all(seed["dates"] > 0.998 for seed in cards[TWO_WAY]["seeds"])
    assert all(card["control"]["dates"] == 0 for card in cards.values())


def test_the_control_never_learnt():
    again = [control(config(ONE_WAY)).readout.weight for _ in range(2)]
    assert torch.equal(*again)
