"""The recorded steps once more by torch: autograd on the loss, and one step of SGD. Loads torch."""

import numpy as np
import torch
from torch.nn.functional import logsigmoid

from core.lessons.word_vectors.lesson import record_lesson
from core.lessons.word_vectors.settings import WordVectors
from core.word_vectors.step import step


def difference(settings: WordVectors) -> float:
    """The largest difference of our step from torch's, over all recorded steps; float64."""
    trace = record_lesson(settings)
    largest = 0.0
    for t, rate in enumerate(trace.rates):
        which, rows = np.unique(trace.rows[t], return_inverse=True)
        first = [int(np.flatnonzero(rows == k)[0]) for k in range(len(which))]
        W = trace.h[t][None].astype(np.float64)
        C = trace.c[t][first].astype(np.float64)
        theirs = _by_torch(torch.tensor(W), torch.tensor(C), torch.tensor(rows), float(rate))
        step(W, C, np.array([0]), rows, float(rate))
        gaps = [
            float(np.abs(ours - other.numpy()).max())
            for ours, other in zip((W, C), theirs, strict=True)
        ]
        largest = max(largest, *gaps)
    return largest


def _by_torch(
    W: torch.Tensor, C: torch.Tensor, rows: torch.Tensor, rate: float
) -> tuple[torch.Tensor, torch.Tensor]:
    """W and C after a step of `torch.optim.SGD` on the loss."""
    both = [W.requires_grad_(), C.requires_grad_()]
    scores = C[rows] @ W[0]
    signs = torch.ones_like(scores).index_fill_(0, torch.arange(1, len(rows)), -1.0)
    loss = -logsigmoid(signs * scores).sum()
    loss.backward()
    torch.optim.SGD(both, lr=rate).step()
    return W.detach(), C.detach()
