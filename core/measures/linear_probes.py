"""How well a linear readout tells something from the states of a layer.

Alain & Bengio 2017, "Understanding intermediate layers using linear classifier probes". The probe
is a ridge regression onto one-hot classes, solved exactly; the likeliest class is the largest
value. It is fitted on some texts and judged on others, and what it reaches on an *untrained*
network is there by architecture and input alone. Free of torch.
"""

import numpy as np

from core.traces.base import Array

RIDGE = 1.0  # added to the squares of the weights


def accuracy(states: Array, classes: Array, others: Array, right: Array) -> float:
    """The share of right classes on other texts.

    Args:
        states: (place, unit), that the probe is fitted on.
        classes: of these places, (place,), whole numbers from 0.
        others: (other place, unit), that it is judged on.
        right: their classes, (other place,).
    """
    middle, targets = states.mean(axis=0), np.eye(int(classes.max()) + 1)[classes]
    x, shares = states - middle, targets.mean(axis=0)
    gram = x.T @ x + RIDGE * np.eye(x.shape[1])
    weights = np.linalg.solve(gram, x.T @ (targets - shares))
    said = ((others - middle) @ weights + shares).argmax(axis=1)
    return float((said == right).mean())


def commonest(classes: Array, right: Array) -> float:
    """The share of right classes for a probe that always says the commonest one."""
    return float((right == np.bincount(classes).argmax()).mean())
