"""What the cards say about single units, computed again on the shipped models and the controls."""

import platform
from functools import cache

import numpy as np
import pytest

from core.measures.probes import FIELDS, QUOTE_CELL, areas, ranks
from core.measures.text_features import labels
from core.networks.recurrent import NETWORKS
from core.shipped import store as shipped
from core.shipped.characters import load_character_model, name_of, random_control
from train import probes

NEAR = 0.005  # of an area: another processor may round differently
KINDS = {"documentation", "program text"}

truth = cache(labels)


def card(network):
    return shipped.card(name_of(network))["probes"]


def area(layer, text, feature, field, unit, sign):
    """The area of one unit, with its sign."""
    found = areas(ranks(getattr(layer, field)[:, [unit]]), truth(feature, text))[0]
    return found if sign > 0 else 1 - found


@pytest.mark.parametrize("which", ["trained", "control"])
@pytest.mark.parametrize("network", NETWORKS)
def test_the_areas_on_a_card_are_those_of_its_units_on_held_out_text(network, which):
    models = {"trained": load_character_model, "control": random_control}
    text = probes.texts("documentation")[1]
    layer = probes.layer(models[which](network), text)
    for feature, by_field in card(network)["documentation"].items():
        assert set(by_field) == set(FIELDS[network])
        for field, found in by_field.items():
            claim = found if which == "trained" else found["control"]
            again = area(layer, text, feature, field, claim["unit"], claim["sign"])
            assert again == pytest.approx(claim["heldout"], abs=NEAR), (feature, field)


@pytest.mark.parametrize("model", [load_character_model, random_control])
def test_a_unit_on_the_card_is_the_best_of_all_where_it_was_chosen(model):
    text = probes.texts("documentation")[0]
    c = ranks(probes.layer(model("lstm"), text).c)
    for feature, by_field in card("lstm")["documentation"].items():
        claim = by_field["c"] if model is load_character_model else by_field["c"]["control"]
        found = areas(c, truth(feature, text))
        best = np.maximum(found, 1 - found)
        assert best.max() == pytest.approx(claim["chosen"], abs=NEAR)
        assert best[claim["unit"]] == pytest.approx(best.max(), abs=NEAR)


@pytest.mark.parametrize("network", NETWORKS)
def test_the_areas_on_program_text_too_where_it_is_the_same_version(network):
    if shipped.card(name_of(network))["versions"]["python"] != platform.python_version():
        pytest.skip("the modules of this Python are other texts")
    text = probes.texts("program text")[1]
    layer = probes.layer(load_character_model(network), text)
    for feature, by_field in card(network)["program text"].items():
        for field, claim in by_field.items():
            again = area(layer, text, feature, field, claim["unit"], claim["sign"])
            assert again == pytest.approx(claim["heldout"], abs=NEAR), (feature, field)


@pytest.mark.parametrize("network", NETWORKS)
def test_a_unit_is_called_a_quote_cell_only_if_it_earns_the_name(network):
    found = card(network)
    assert set(found) == KINDS | {"quote cell"}
    quotes = found["documentation"]["quotation"]
    best = max(quotes, key=lambda field: quotes[field]["chosen"])
    earned = quotes[best]["heldout"] >= QUOTE_CELL
    assert found["quote cell"] == ({"field": best, **quotes[best]} if earned else None)


def test_a_network_that_never_learnt_anything_has_no_quote_cell():
    for network in NETWORKS:
        for found in card(network)["documentation"]["quotation"].values():
            assert found["control"]["heldout"] < QUOTE_CELL


def test_what_needs_no_memory_is_known_to_an_untrained_network_too():
    capital = card("lstm")["documentation"]["capital"]
    assert max(found["control"]["heldout"] for found in capital.values()) > 0.8
