"""Adam, as a function of gradients that are passed in.

Kingma & Ba, "Adam: a method for stochastic optimization", ICLR 2015, algorithm 1. Torch's own
does the same; it reads `.grad` of parameters, and loads torch's compiler the first time it is made,
which costs a running server a second and 40 MB.
"""

from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn.utils import parameters_to_vector, vector_to_parameters

BETA_1, BETA_2, EPSILON = 0.9, 0.999, 1e-8


class Adam:
    """Updates parameters in place. They become views of one vector, which makes a step cheap."""

    def __init__(self, parameters: Sequence[Tensor], rate: float) -> None:
        self.rate = rate
        self.steps = 0
        self.values = parameters_to_vector(parameters).detach()
        vector_to_parameters(self.values, parameters)
        self.mean = torch.zeros_like(self.values)  # m in the paper
        self.square = torch.zeros_like(self.values)  # v in the paper

    @torch.no_grad()
    def step(self, gradients: Sequence[Tensor], clip: float | None = None) -> None:
        """One update.

        Args:
            gradients: one for each parameter, in the same order.
            clip: the norm of all gradients together is scaled down to this (Pascanu, Mikolov &
                Bengio 2013, algorithm 1).
        """
        gradient = parameters_to_vector(gradients)
        if clip is not None:
            gradient *= (clip / gradient.norm()).clamp(max=1.0)
        self.steps += 1
        self.mean.lerp_(gradient, 1 - BETA_1)
        self.square.lerp_(gradient**2, 1 - BETA_2)
        mean = self.mean / (1 - BETA_1**self.steps)
        square = self.square / (1 - BETA_2**self.steps)
        self.values -= self.rate * mean / (square.sqrt() + EPSILON)
