"""What is recorded, beside the numbers that others print; and every claim of the page."""

import io
from copy import deepcopy
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
import torch
from torch import nn

from core.lessons.backprop import autograd, checks, mazur
from core.lessons.backprop.accumulated import trainings
from core.lessons.backprop.lesson import differences, record_lesson, snippet, steps_of, table
from core.lessons.backprop.settings import MODULES, TYPED, Backprop
from tests.snippets import printed


def tape_of(source, rule="add"):
    return record_lesson(Backprop(source=source, rule=rule))


def found(source, rule="add"):
    tape = tape_of(source, rule)
    return dict(zip(tape.names, tape.grads, strict=True))


@pytest.mark.parametrize(
    ("source", "result", "gradients"),
    [
        ("twice", 6, {"a": 2}),
        ("sum", -12, {"x": -4, "y": -4, "z": 3}),  # cs231n
        ("neuron", 0.73, {"w₀": -0.20, "w₁": -0.39, "w₂": 0.20, "x₀": 0.39, "x₁": -0.59}),  # cs231n
        ("greater", -20, {"x": -8, "y": 6, "z": 2, "w": 0}),  # cs231n
        ("micrograd", 24.7041, {"a": 138.8338, "b": 645.5773}),  # README of micrograd
    ],
)
def test_worked_examples_give_the_numbers_that_their_authors_print(source, result, gradients):
    tape, digits = tape_of(source), 4 if source == "micrograd" else 2
    assert round(tape.values[-1], digits) == result
    assert {name: round(found(source)[name], digits) + 0 for name in gradients} == gradients
    assert set(gradients) == {tape.names[leaf] for leaf in tape.leaves}


@pytest.mark.parametrize("source", TYPED)
def test_expressions_agree_with_torch_exactly_and_with_differences_closely(source):
    steps, tape = steps_of(Backprop(source=source)), tape_of(source)
    for leaf, grad in autograd.torch_gradients(steps).items():
        assert tape.grads[leaf] == grad
    for leaf, grad in differences(steps).items():
        assert tape.grads[leaf] == pytest.approx(grad, rel=1e-7, abs=1e-9)


@pytest.mark.parametrize("source", MODULES)
def test_a_recorded_networks_messages_add_up_to_what_torch_leaves_in_grad(source):
    assert autograd.difference(source) == 0
    tape = tape_of(source)
    assert len(tape.names) <= 60
    module, x, loss = autograd.network(source)
    loss(module(x)).backward()
    norms = [p.grad.norm() if p.numel() > 1 else p.grad.sum() for p in module.parameters()]
    np.testing.assert_allclose(tape.grads[list(tape.leaves)], torch.stack(norms))
    assert tape.values[-1] == loss(module(x)).item()


def test_the_cells_copies_add_and_by_overwriting_only_the_first_step_is_left():
    """Beside the same gradient from three cells whose weights are apart."""
    module, x, loss = autograd.network("rnn")
    cells = [deepcopy(module.cell) for _ in x]
    h = torch.zeros(1, 1, dtype=torch.float64)
    for cell, x_t in zip(cells, x, strict=True):
        h = cell(x_t, h)
    loss(h).backward()
    for name, weight in (("W_ih", "weight_ih"), ("W_hh", "weight_hh")):
        each = [float(getattr(cell, weight).grad) for cell in cells]
        tape = tape_of("rnn")
        messages = tape.messages(tape.names.index(name))
        np.testing.assert_allclose(messages, each[::-1])
        assert found("rnn")[name] == pytest.approx(sum(each))
        assert found("rnn", "overwrite")[name] == pytest.approx(each[0])
    assert [round(float(m), 3) + 0 for m in messages] == [-0.321, -0.132, 0]
    assert round(found("rnn")["W_hh"], 3) == -0.452


def test_mazurs_first_step_and_ten_thousandth():
    training = mazur.train()
    assert training.loss[0] == pytest.approx(0.298371109, abs=1e-9)
    assert training.loss[1] == pytest.approx(0.291028, abs=1e-6)
    assert training.loss[-1] == pytest.approx(3.51e-5, abs=1e-7)
    after = [0.149780716, 0.199561432, 0.249751144, 0.299502287,
             0.358916480, 0.408666186, 0.511301270, 0.561370121]  # fmt: skip
    np.testing.assert_allclose(training.after, after, atol=1e-9)
    np.testing.assert_allclose(training.outputs, [0.0159136, 0.9840643], atol=1e-7)
    for steps, printed_there in mazur.PRINTED.items():
        assert training.loss[steps] == pytest.approx(printed_there, rel=1e-3)


def test_mazurs_gradients_are_those_of_the_recorded_network():
    tape, gradient = tape_of("mazur"), mazur.train().gradient
    assert found("mazur")["W₁"] == pytest.approx(np.linalg.norm(gradient[:4]))
    assert found("mazur")["W₂"] == pytest.approx(np.linalg.norm(gradient[4:]))
    assert tape.values[-1] == pytest.approx(0.298371109, abs=1e-9)


def test_the_error_of_differences_falls_and_rises_again():
    errors = checks.errors()
    best = {name: checks.POWERS[int(np.argmin(each))] for name, each in errors.items()}
    assert best["float64"] in (5, 6) and best["float32"] in (1, 2, 3)
    double = errors["float64"]
    assert np.all(np.diff(double[:4]) < 0)
    assert double[3] < 1e-9 > double[5] and double[4] < 1e-9  # h from 1e-4 to 1e-6
    assert double[1] / double[0] == pytest.approx(0.01, rel=0.01)  # falls with h²
    assert double[-1] > 1e5 * double.min()
    assert np.all(errors["float32"][6:] > 0.9)  # from 1e-7 on


def test_multiplications_counted_by_hand_and_as_ratios():
    assert checks.multiplications((2, 2, 2)) == {
        "parameters": 12, "forward": 8, "both": 8 + 8 + 4, "differences": 13 * 8,
    }  # fmt: skip
    for units in checks.NETWORKS.values():
        found = checks.multiplications(units)
        assert 2 <= found["both"] / found["forward"] <= 3
        layers = [nn.Linear(*both, device="meta") for both in pairwise(units)]
        assert found["forward"] == sum(layer.weight.numel() for layer in layers)
        assert found["parameters"] == sum(p.numel() for one in layers for p in one.parameters())


def test_without_zeroing_the_loss_stays_high_with_every_seed():
    found = trainings()
    np.testing.assert_array_equal(found.zeroed[:, 0], found.accumulated[:, 0])  # the same start
    np.testing.assert_allclose(found.zeroed[:, 1], found.accumulated[:, 1])  # the same first step
    assert (found.lately("accumulated") > 4 * found.lately("zeroed")).all()
    assert (np.diff(found.zeroed[:, 20:]) < 0).all()
    ups = (np.diff(found.accumulated) > 0).sum(1)
    assert (ups > 50).all()  # it overshoots again and again


@pytest.mark.parametrize("settings", [Backprop(), Backprop(source="rnn", rule="overwrite")])
def test_the_snippet_and_the_table_hold_what_the_picture_shows(settings):
    tape = record_lesson(settings)
    for name, grad in zip(tape.names, tape.grads, strict=True):
        line = next(one for one in printed(snippet(settings)).splitlines() if one.startswith(name))
        assert line.endswith(f"{grad:9.4f}")
    rows = pd.read_csv(io.StringIO(table(tape)))
    sent = rows[rows["quantity"] == "message"]["value"]
    np.testing.assert_allclose(sent, tape.message)
