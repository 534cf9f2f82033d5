"""What is said of the three character models is what their cards hold."""

import pytest

from core.measures.character_results import NETWORKS, Result, bits, features
from core.shipped import store as shipped


def test_a_find_takes_a_high_area_and_a_low_control():
    assert Result(1, 0.95, 0.6).found
    assert not Result(1, 0.95, 0.9).found
    assert not Result(1, 0.9, 0.5).found


def test_every_feature_of_every_card_is_there():
    rows = list(features())
    assert len(rows) == 8
    for where, feature, results in rows:
        assert list(results) == list(NETWORKS)
        text = {"documentation": "documentation", "program": "program text"}[where]
        for network, result in results.items():
            probe = shipped.card(f"characters_{network}")["probes"][text][feature]
            assert result.area == probe[NETWORKS[network]]["heldout"]
            assert result.control == probe[NETWORKS[network]]["control"]["heldout"]


def test_what_was_found():
    found = {(w, f): [n for n, r in of.items() if r.found] for w, f, of in features()}
    assert found["documentation", "quotation"] == ["lstm", "gru"]
    assert found["documentation", "late_in_line"] == ["gru"]
    assert found["documentation", "indented"] == []


def test_bits_of_three_seeds():
    for network, (weights, seeds) in bits().items():
        card = shipped.card(f"characters_{network}")
        assert weights == card["parameters"]
        assert sum(seeds) / 3 == pytest.approx(card["mean of seeds"], abs=1e-4)
