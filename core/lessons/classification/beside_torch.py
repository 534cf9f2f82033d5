"""The gradient of the lesson's loss beside the one that torch finds by itself."""

import torch
from torch.nn.functional import cross_entropy

from core.lessons.classification.lesson import record_lesson
from core.lessons.classification.pictures import images
from core.lessons.classification.settings import STRENGTHS, Classification
from core.networks.softmax_regression import gradient


def difference(penalty: str = "one") -> float:
    """The largest difference to autograd of `cross_entropy` and the penalty, in float64.

    The weights are those after 100 recorded steps, the images those of the training.
    """
    trace, (X, y) = record_lesson(Classification(penalty=penalty)), images("training")
    t, C = trace.steps.tolist().index(100), STRENGTHS[penalty]
    W, b = (torch.tensor(part[t], dtype=torch.float64) for part in (trace.W, trace.b))
    W.requires_grad_(), b.requires_grad_()
    loss = cross_entropy(torch.from_numpy(X) @ W.T + b, torch.from_numpy(y))
    theirs = torch.autograd.grad(loss + (W**2).sum() / (2 * C * len(y)), (W, b))
    ours = gradient(W.detach().numpy(), b.detach().numpy(), X, y, C)
    return max(float(abs(a - c.numpy()).max()) for a, c in zip(ours, theirs, strict=True))
