"""The figures of the cards: measured again, by hand, and beside scikit-learn's."""

import numpy as np
import pytest
import torch

from core.data.place_names import LANGUAGES, splits
from core.measures.speaking import ALIKE, LONG, STEPS, named, spelled, table, words
from core.networks.pooling import POOLINGS
from core.networks.speller import SIGNS
from core.shipped.spellers import SPELLERS, load_speller
from core.shipped.store import card
from core.shipped.taggers import load_tagger


@pytest.mark.parametrize("pooling", POOLINGS)
def test_names_are_told_as_the_card_says(pooling):
    name = f"name_language_{pooling}"
    found, kept = named(load_tagger(name), pooling), card(name)["heldout"]
    assert found["names"] == pytest.approx(kept["names"], abs=0.002)
    np.testing.assert_allclose(found["confusion"], kept["confusion"], atol=2)
    assert found["after"][-1]["right"] == found["names"]
    for now, then in zip(found["after"], kept["after"], strict=True):
        assert now == pytest.approx(then, abs=0.003)


@pytest.mark.parametrize("name", SPELLERS)
def test_digits_are_spelled_as_the_card_says(name):
    found, kept = spelled(load_speller(name)), card(name)["heldout"]
    assert found["words"] == pytest.approx(kept["words"], abs=0.003)
    assert found["afterwards"] == pytest.approx(kept["afterwards"], abs=0.02)
    assert found["periods"] == pytest.approx(kept["periods"], abs=0.05)
    radius = np.abs(np.linalg.eigvals(load_speller(name).recurrent.weight_hh_l0.numpy())).max()
    assert kept["radius"] == pytest.approx(radius, abs=0.01)


def one_by_one():
    """Languages right and answered, and how sure, name by name."""
    model, rows = load_tagger("name_language_last"), []
    for name, language in splits()["heldout"]:
        sure, answer = model(model.encode([name]))[0, -1].softmax(dim=-1).max(dim=-1)
        rows.append((LANGUAGES.index(language), int(answer), float(sure)))
    return np.array(rows)


def test_confusion_and_calibration_one_by_one():
    right, answer, sure = one_by_one().T
    found = named(load_tagger("name_language_last"))
    counts = np.zeros((len(LANGUAGES), len(LANGUAGES)), int)
    np.add.at(counts, (right.astype(int), answer.astype(int)), 1)
    np.testing.assert_array_equal(found["confusion"], counts)
    assert found["names"] == pytest.approx(np.mean(right == answer), abs=1e-4)
    bins = np.minimum((sure * 10).astype(int), 9)
    error = sum(
        abs((right == answer)[bins == k].mean() - sure[bins == k].mean()) * np.mean(bins == k)
        for k in np.unique(bins)
    )
    assert found["calibration error"]["end"] == pytest.approx(error, abs=1e-3)
    assert sum(n for n, _, _ in found["reliability"]["end"]) == len(right)


def test_confusion_is_scikit_learns():
    metrics = pytest.importorskip("sklearn.metrics")
    right, answer, _ = one_by_one().T
    found = named(load_tagger("name_language_last"))["confusion"]
    np.testing.assert_array_equal(found, metrics.confusion_matrix(right, answer))


def test_a_table_ends_where_its_names_do():
    found = table(load_tagger("name_language_last"), [("ab", "de"), ("abcd", "tr")])
    values = torch.arange(2 * found.x.shape[1]).reshape(2, -1)
    assert found.at_end(values).tolist() == [1, found.x.shape[1] + 3]
    assert found.y.tolist() == [LANGUAGES.index("de"), LANGUAGES.index("tr")]
    assert not found.x[0, 2:].any()


def test_the_words_by_hand():
    assert "".join(SIGNS[k] for k in words()[7]) == "seven■"
    assert words()[1].tolist()[4:] == [-1, -1]
    assert words(STEPS).shape == (10, STEPS)
    assert LONG > STEPS > 0
    assert ALIKE < 0.01
