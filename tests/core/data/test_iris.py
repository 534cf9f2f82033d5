"""The flowers are those of scikit-learn, in its order."""

import numpy as np
from sklearn import datasets

from core.data.iris import MEASURES, SPECIES, measures, species


def test_they_are_the_ones_of_scikit_learn():
    theirs = datasets.load_iris()
    np.testing.assert_array_equal(measures(), theirs.data)
    np.testing.assert_array_equal(species(), theirs.target)
    assert list(SPECIES) == list(theirs.target_names)
    assert [name.replace("_", " ") + " (cm)" for name in MEASURES] == theirs.feature_names
