"""The recorded examples once more, by ours and by torch's autograd and SGD. Loads torch."""

import numpy as np
import torch
from torch.nn.functional import logsigmoid

from core.lessons.word_vectors.lesson import record_lesson
from core.lessons.word_vectors.settings import WordVectors
from core.traces.base import Array
from core.word_vectors.step import step


def difference(settings: WordVectors) -> float:
    """The largest difference of our step from torch's, over all recorded examples; float64.

    Both begin at the vectors of the last step: W and C, with the inputs, rows and rate of each
    example. With several inputs torch goes through their mean.
    """
    trace = record_lesson(settings)
    largest = 0.0
    for inputs, rows, rate in zip(trace.inputs, trace.rows, trace.rates.tolist(), strict=True):
        W, C = trace.W.astype(np.float64), trace.C.astype(np.float64)
        asked = inputs[inputs >= 0].astype(int)
        theirs = _by_torch(W, C, asked, rows.astype(int), rate)
        step(W, C, asked, rows, rate)
        for ours, other in zip((W, C), theirs, strict=True):
            largest = max(largest, float(np.abs(ours - other).max()))
    return largest


def _by_torch(W: Array, C: Array, asked: Array, rows: Array, rate: float) -> tuple[Array, Array]:
    """W and C after one step of `torch.optim.SGD` on the loss."""
    tables = [torch.tensor(table, requires_grad=True) for table in (W, C)]
    h = tables[0][torch.from_numpy(asked)].mean(dim=0)
    scores = tables[1][torch.from_numpy(rows)] @ h
    signs = torch.full_like(scores, -1.0).index_fill_(0, torch.tensor([0]), 1.0)
    loss = -logsigmoid(signs * scores).sum()
    loss.backward()
    torch.optim.SGD(tables, lr=rate).step()
    first, second = (table.detach().numpy() for table in tables)
    return first, second
