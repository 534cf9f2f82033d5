"""The same network as torch's `nn.Sequential`: values and gradients compared."""

import numpy as np
import torch
from torch import nn

from core.lessons.mlp.film import labelled, networks
from core.lessons.mlp.network import Networks, loss
from core.lessons.mlp.settings import Mlp

MODULES = {"none": nn.Identity, "relu": nn.ReLU, "tanh": nn.Tanh, "sigmoid": nn.Sigmoid}


def sequential(net: Networks) -> nn.Sequential:
    """A network as torch's module, in double precision."""
    modules: list[nn.Module] = []
    for W, b in zip(net.weights, net.biases, strict=True):
        into, out = W.shape[1:]
        linear = nn.Linear(into, out, dtype=torch.float64, device="meta")
        linear.weight = nn.Parameter(torch.tensor(W[0].T))
        linear.bias = nn.Parameter(torch.tensor(b[0, 0]))
        modules += [linear, MODULES[net.activation]()]
    return nn.Sequential(*modules[:-1])


def difference(settings: Mlp) -> tuple[float, float]:
    """The largest difference of outputs, and of gradients of the loss, from torch's."""
    net, (x, y) = networks(settings)[-1], labelled(settings)
    model = sequential(net)
    out = model(torch.tensor(x))
    target = torch.tensor(y)[:, None]
    cost = nn.functional.binary_cross_entropy_with_logits(out, target)
    theirs = torch.autograd.grad(cost, list(model.parameters()))
    z, h = net.forward(x)
    weights, biases, _ = net.backward(z, h, loss(z[-1], y)[1])
    ours = [part for W, b in zip(weights, biases, strict=True) for part in (W[0].T, b[0, 0])]
    apart = [np.abs(a - b.numpy()).max() for a, b in zip(ours, theirs, strict=True)]
    return float(np.abs(z[-1][0] - out.detach().numpy()).max()), float(max(apart))
