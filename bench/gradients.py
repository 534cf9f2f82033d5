"""All-pairs gradients: one sweep against autograd, on the same float64 network."""

import time
from collections.abc import Iterator
from copy import deepcopy

import numpy as np
import torch
from torch import Tensor, nn
from torch.profiler import ProfilerActivity, profile

from bench.table import Row
from bench.timing import Task, one_thread, ratio, seconds
from core.gradients.all_pairs import all_pairs, input_influence

STEPS, HIDDEN, INPUT = 100, 64, 8
PRODUCTS = ("aten::mm", "aten::bmm", "aten::addmm", "aten::addmm_")
SAMPLED = 10  # final times of the naive way that are timed; it takes a minute for all


def rows() -> Iterator[Row]:
    """All pairs of times of an LSTM, T = 100, H = 64, float64."""
    generator = torch.Generator().manual_seed(0)
    lstm = nn.LSTM(INPUT, HIDDEN).double().eval()
    x = torch.randn(STEPS, INPUT, generator=generator).double()
    readout = torch.randn(HIDDEN, generator=generator).double()
    yield from state_rows(lstm, x)
    yield from input_rows(lstm, x, readout)


def state_rows(lstm: nn.LSTM, x: Tensor) -> Iterator[Row]:
    """‖∂h_s/∂h_t‖_F against one call of autograd for each s and unit, and for each s."""
    what = "‖∂h_s/∂h_t‖, times faster than"
    with one_thread():
        naive = naive_seconds(lstm, x) / seconds(lambda: all_pairs(lstm, x), 5)
    yield Row(f"{what} T·H calls of autograd", naive, 200, "300 measured before", at_least=True)
    batched = ratio(lambda: batched_pairs(lstm, x), lambda: all_pairs(lstm, x), 3)
    limit = f"{batched / product_share(lambda: all_pairs(lstm, x)):.0f} (its products)"
    yield Row(f"{what} T batched calls of autograd", batched, 25, limit, at_least=True)
    error = np.abs(batched_pairs(lstm, x).numpy() - all_pairs(lstm, x).dh).max()
    yield Row(
        "‖∂h_s/∂h_t‖, largest difference from autograd", error, 1e-12, "1e-16 (float64)", unit=""
    )


def input_rows(lstm: nn.LSTM, x: Tensor, readout: Tensor) -> Iterator[Row]:
    """‖∂logit_s/∂x_t‖ against one call of autograd for each s."""
    what = "‖∂logit_s/∂x_t‖, times faster than autograd"
    loop = ratio(
        lambda: logits_by_loop(lstm, x, readout), lambda: input_influence(lstm, x, readout), 5
    )
    yield Row(f"{what} on a cell loop", loop, 40, "42–47 measured before", at_least=True)
    single = deepcopy(lstm).float(), x.float(), readout.float()  # where its kernel is fused
    fused = ratio(lambda: logits_by_module(*single), lambda: input_influence(lstm, x, readout))
    yield Row(f"{what} on float32 nn.LSTM", fused, 5, "5–6 measured before", at_least=True)


def states(lstm: nn.LSTM, x: Tensor) -> list[Tensor]:
    """The state h of all steps, by a loop over nn.LSTMCell that autograd can look into."""
    cell = nn.LSTMCell(lstm.input_size, lstm.hidden_size, dtype=x.dtype)
    cell.load_state_dict({name.removesuffix("_l0"): p for name, p in lstm.named_parameters()})
    h = c = x.new_zeros(lstm.hidden_size).requires_grad_()
    found = []
    for x_t in x:
        h, c = cell(x_t, (h, c))
        found.append(h)
    return found


def naive_seconds(lstm: nn.LSTM, x: Tensor) -> float:
    """The time of T · H vector–Jacobian products, from every tenth final time."""
    sampled = range(STEPS // (2 * SAMPLED), STEPS, STEPS // SAMPLED)

    def some() -> None:
        h = states(lstm, x)
        for s in sampled:
            for unit in h[s]:
                torch.autograd.grad(unit, h[: s + 1], retain_graph=True)

    return seconds(some) * STEPS / len(sampled)


def product_share(task: Task) -> float:
    """The share of a task's time that is spent in matrix products: no code of ours saves it."""
    with one_thread(), profile(activities=[ProfilerActivity.CPU]) as found:
        start = time.perf_counter()
        task()
        taken = time.perf_counter() - start
    products = [each for each in found.key_averages() if each.key in PRODUCTS]
    return sum(each.self_cpu_time_total for each in products) / 1e6 / taken


def batched_pairs(lstm: nn.LSTM, x: Tensor) -> Tensor:
    """‖∂h_s/∂h_t‖_F with all units of one final time in one batched call."""
    h, seeds = states(lstm, x), torch.eye(HIDDEN, dtype=x.dtype)
    found = x.new_zeros(STEPS, STEPS)
    for s in range(STEPS):
        rows = torch.autograd.grad(
            h[s], h[: s + 1], seeds, retain_graph=True, is_grads_batched=True
        )
        found[s, : s + 1] = torch.stack([row.norm() for row in rows])
    return found


def logits_by_loop(lstm: nn.LSTM, x: Tensor, readout: Tensor) -> Tensor:
    """‖∂logit_s/∂x_t‖ by autograd through the loop."""
    x = x.clone().requires_grad_()
    return norms_of([h @ readout for h in states(lstm, x)], x)


def logits_by_module(lstm: nn.LSTM, x: Tensor, readout: Tensor) -> Tensor:
    """‖∂logit_s/∂x_t‖ by autograd through torch's fused module."""
    x = x.clone().requires_grad_()
    return norms_of(list(lstm(x)[0] @ readout), x)


def norms_of(logits: list[Tensor], x: Tensor) -> Tensor:
    """One backward pass for each logit."""
    rows = [torch.autograd.grad(logit, x, retain_graph=True)[0] for logit in logits]
    return torch.stack(rows).norm(dim=2)
