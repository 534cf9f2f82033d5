"""A common mistake, kept on purpose: gates that look at x_{t−1} where h_{t−1} is meant.

Nothing warns of it: shapes fit, the network trains. Only a comparison with ``nn.LSTM`` on the same
weights finds it.
"""

from collections.abc import Iterator

import torch
from torch import Tensor
from torch.nn import functional

from core.networks.derivation import Now, Output


class Mistaken(Output):
    """The LSTM of step 5, except that i, f and o read x_{t−1} instead of h_{t−1}.

    It has the weights of an LSTM; x_{t−1} is filled up with zeros to the size of h_{t−1}, so there
    must be at least as many hidden units as inputs.
    """

    code = "mistaken"

    def unroll(self, x: Tensor, state: tuple[Tensor, ...]) -> Iterator[Now]:
        """Every step; x: (time, n, input), state: h_0 and c_0, each (n, hidden)."""
        h, c = state
        wide = functional.pad(x, (0, self.hidden_size - self.input_size))
        past = torch.cat([torch.zeros_like(wide[:1]), wide[:-1]])  # x_{t−1}
        for from_x, x_before in zip(self.from_x(x), past, strict=True):
            _, _, g, _ = self.sums(from_x, h)
            i, f, _, o = self.sums(from_x, x_before)
            i, f, g, o = torch.sigmoid(i), torch.sigmoid(f), torch.tanh(g), torch.sigmoid(o)
            c = f * c + i * g
            h = o * torch.tanh(c)
            yield Now(h, g, f, i, o, c)
