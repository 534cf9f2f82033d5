"""The same steps by torch, in float64, as a check."""

import torch

from core.lessons.regression.descent import step
from core.lessons.regression.examples import Examples
from core.lessons.regression.parabola import START, parabola


def steps_of_torch(examples: Examples, rate: float, steps: int) -> tuple[float, float]:
    """W and b after so many steps of `torch.optim.SGD` on `mse_loss`, from w = b = 0."""
    x, y = (torch.from_numpy(each.copy()) for each in (examples.inputs, examples.targets))
    line = torch.tensor(START, dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.SGD([line], lr=rate)
    for _ in range(steps):
        loss = torch.nn.functional.mse_loss(line[0] * x + line[1], y)
        (line.grad,) = torch.autograd.grad(loss, line)
        optimiser.step()
    w, b = line.tolist()
    return w, b


def differences(examples: Examples, share: float, steps: int) -> tuple[float, float]:
    """How far our steps end from torch's, and from the closed form; the larger of w and b."""
    found = parabola(examples)
    w, b = START
    for _ in range(steps):
        w, b = step(examples.inputs, examples.targets, w, b, share * found.limit)
    theirs = steps_of_torch(examples, share * found.limit, steps)
    ours, best = (w, b), found.minimum.tolist()
    torch_gap, form_gap = (
        max(abs(one - other) for one, other in zip(ours, others, strict=True))
        for others in (theirs, best)
    )
    return torch_gap, form_gap
