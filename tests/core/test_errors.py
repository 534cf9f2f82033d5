import pickle

from core.errors import InputError


def test_sentence_names_field_rule_and_value():
    error = InputError("hidden", "8–256", 0)
    assert str(error) == "hidden must be 8–256, got 0"
    assert (error.field, error.rule, error.value) == ("hidden", "8–256", 0)
    assert isinstance(error, ValueError)


def test_survives_the_way_between_processes():
    error = pickle.loads(pickle.dumps(InputError("steps", "1–99", 100)))  # noqa: S301 (our own bytes)
    assert str(error) == "steps must be 1–99, got 100"
