"""The digits are those of scikit-learn, and none is in both parts."""

import numpy as np
import pytest

from core.data.digits import HELD_OUT, NAMES, splits


def test_no_image_is_in_both_parts_and_all_digits_are_in_each():
    parts = {name: {image.tobytes() for image in images} for name, (images, _) in splits().items()}
    assert parts["heldout"].isdisjoint(parts["training"])
    assert len(parts["heldout"]) == HELD_OUT
    assert len(parts["heldout"] | parts["training"]) == 1797
    for images, shown in splits().values():
        assert set(shown) == set(range(len(NAMES)))
        assert images.min() == 0
        assert images.max() == 1


def test_they_are_the_ones_of_scikit_learn():
    datasets = pytest.importorskip("sklearn.datasets")
    theirs = datasets.load_digits()
    parts = splits().values()
    ours = {i.tobytes(): n for part in parts for i, n in zip(*part, strict=True)}
    for image, shown in zip(np.float32(theirs.data / 16), theirs.target, strict=True):
        assert ours[image.tobytes()] == shown
