"""A linear probe: what a linear classifier reads off a state (Alain & Bengio 2016). Loads torch."""

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

PENALTY = 1e-4  # of the squared weights
ROUNDS = 60  # of L-BFGS


def probe_accuracy(learnt: tuple[Tensor, Tensor], judged: tuple[Tensor, Tensor]) -> float:
    """Multinomial logistic regression, trained on one part and judged on the other.

    Args:
        learnt: states (n, hidden) and their classes (n,), from 0.
        judged: the same of examples that are not among them.

    Returns:
        The share of the judged examples whose class is named.
    """
    states, classes = learnt
    mean, spread = states.mean(0), states.std(0) + 1e-6
    count = int(torch.cat([classes, judged[1]]).max()) + 1
    weight = torch.zeros(states.shape[1] + 1, count, dtype=states.dtype, requires_grad=True)
    optimiser = torch.optim.LBFGS([weight], max_iter=ROUNDS, line_search_fn="strong_wolfe")

    def scores(values: Tensor) -> Tensor:
        return (values - mean) / spread @ weight[1:] + weight[0]

    def closure() -> Tensor:
        loss = cross_entropy(scores(states), classes) + PENALTY * weight[1:].square().sum()
        (weight.grad,) = torch.autograd.grad(loss, weight)
        return loss

    optimiser.step(closure)
    with torch.no_grad():
        return (scores(judged[0]).argmax(1) == judged[1]).double().mean().item()
