"""A reader's computation: its derivatives beside torch's and by hand, and every refusal."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import InputError
from core.lessons.backprop.autograd import torch_gradients
from core.lessons.backprop.expression import FIELD, RULES, read, result
from core.lessons.backprop.lesson import differences
from core.lessons.backprop.tape import backward

numbers = st.floats(-3, 3).map(lambda x: round(x, 2)).filter(lambda x: abs(x) > 0.05)


def gradients(steps):
    tape = backward(steps)
    return {tape.names[k]: tape.grads[k] for k in tape.leaves}


def test_one_example_by_hand():
    """L = x y + x at (2, 3): dL/dx = y + 1 by two messages, dL/dy = x."""
    steps = read("x = 2; y = 3; x * y + x")
    assert [(s.name, s.says, s.value) for s in steps] == [
        ("x", "", 2), ("y", "", 3), ("u₁", "x · y", 6), ("L", "u₁ + x", 8),
    ]  # fmt: skip
    assert gradients(steps) == {"x": 4, "y": 2}
    tape = backward(steps)
    sent = [(tape.names[u], tape.names[o]) for u, o in zip(tape.user, tape.operand, strict=True)]
    assert sent == [("L", "u₁"), ("L", "x"), ("u₁", "x"), ("u₁", "y")]
    assert tape.message.tolist() == [1, 1, 3, 2]
    assert tape.before.tolist() == [0, 0, 1, 0]
    assert tape.after.tolist() == [1, 1, 4, 2]


@settings(max_examples=30)
@given(numbers, numbers)
@pytest.mark.parametrize(
    "rest",
    [
        "x * y - x / y + x**3", "tanh(x) * sigmoid(y) + exp(x - y)", "log(x**2) + max(x, y) * 2",
        "relu(x) + relu(-y) - -x", "z = x + y; z = z * z; z / (2 + x**2)", "max(x, x) + 3**2 * y",
    ],
)  # fmt: skip
def test_derivatives_are_those_of_torch(rest, x, y):
    steps = read(f"x = {x}; y = {y}; {rest}")
    expected = torch_gradients(steps)
    tape = backward(steps)
    for leaf, grad in expected.items():
        assert tape.grads[leaf] == pytest.approx(grad, rel=1e-12, abs=1e-12)
    for leaf, grad in differences(steps).items():
        kink = abs(x - y) < 1e-3
        assert kink or tape.grads[leaf] == pytest.approx(grad, rel=1e-3, abs=1e-3)


def test_at_a_tie_max_shares_and_relu_is_0_as_in_torch():
    for rest in ("max(x, y)", "relu(x - y) + y"):
        steps = read(f"x = 1; y = 1; {rest}")
        assert gradients(steps) == {steps[k].name: g for k, g in torch_gradients(steps).items()}


def test_overwriting_keeps_the_last_message():
    steps = read("a = 3; b = a + a")
    assert backward(steps, "overwrite").grads.tolist() == [1, 1]
    assert backward(steps).grads.tolist() == [2, 1]


def test_what_the_result_does_not_need_is_no_node_and_names_are_told_apart():
    steps = read("a = 1; b = 2; a = a + 1; c = a; u1 = c * 2; u1 + c")
    assert [step.name for step in steps] == ["a", "a′", "u₁", "L"]
    assert [step.says for step in steps] == ["", "a + 1", "a′ · 2", "u₁ + a′"]
    assert result(steps, {0: 4.0}) == 15


def test_a_difference_that_cannot_be_taken_is_not_a_number():
    assert math.isnan(differences(read("x = 1e-6; log(x)"))[0])


@pytest.mark.parametrize(
    ("text", "rule", "value"),
    [
        ("x = 2; x +", "syntax", "x = 2; x +"), ("x = 2; x @ x", "syntax", "x @ x"),
        ("x = 2; x.real * 2", "syntax", "x.real"), ("import os", "syntax", "import os"),
        ("x = 2; (lambda: x)() + x", "syntax", "(lambda: x)()"),
        ("x = True; x + x", "syntax", "True"), ("x = 'a'; x + x", "syntax", "'a'"),
        ("x = 2; x + q", "name", "q"), ("long = 2; long + 1", "long", "long"),
        ("λ = 2; λ + 1", "long", "λ"), ("x = 2; sin(x)", "function", "sin(x)"),
        ("x = 2; max(x)", "function", "max(x)"), ("x = 2; tanh(x, x)", "function", "tanh(x, x)"),
        ("x = 2; __import__('os')", "function", "__import__('os')"),
        ("x = 2; 2**x", "power", "2 ** x"),
        ("x = 2; " + "+".join(["x"] * 14), "operations", "+".join(["x"] * 14).replace("+", " + ")),
        ("; ".join(f"x{n} = 1" for n in range(7)) + "; x0 + x1", "leaves", "x6"),
        ("x = 2", "none", "x = 2"), ("x = 2; 3 + 4", "none", "x = 2; 3 + 4"), (" ", "none", " "),
        ("x = 0; 1 / x", "finite", "1 / x"), ("x = -1; log(x)", "finite", "log(x)"),
        ("x = -1; x**0.5", "finite", "x ** 0.5"), ("x = 1000; exp(x)", "finite", "exp(x)"),
        ("x = 1e999; x + x", "finite", None), ("x = 2; " + "-" * 190 + "x", "operations", None),
        ("x = 2; " + "(" * 95 + "x" + ")" * 95, "none", None), ("x = 2; \0", "syntax", None),
    ],
)  # fmt: skip
def test_every_refusal_names_its_rule_and_the_part(text, rule, value):
    with pytest.raises(InputError) as found:
        read(text)
    assert (found.value.field, found.value.rule) == (FIELD, RULES[rule])
    assert value is None or found.value.value == value


@given(st.text(max_size=60) | st.text("xy=+-*/(); 0123456789.maxtnhlogrelu", max_size=60))
def test_whatever_is_typed_is_read_or_refused(text):
    try:
        steps = read(text)
    except InputError as error:
        assert error.field == FIELD
    else:
        assert all(math.isfinite(step.value) for step in steps)
