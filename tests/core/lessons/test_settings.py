import math

import pytest

from core.errors import InputError
from core.lessons.settings import Settings, SomeOf, between, one_of, phrase, some_of, split_codes


def make():
    from dataclasses import dataclass

    @dataclass(frozen=True, kw_only=True)
    class Sample(Settings):
        size: int = between(4, 1, 8)
        mode: str = one_of("a", "ab")
        name: str = phrase("xy", 2, 3)

    return Sample


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"size": 0}, "size must be 1–8, got 0"),
        ({"size": math.nan}, "size must be 1–8, got nan"),
        ({"size": True}, "size must be 1–8, got True"),
        ({"size": "4"}, "size must be 1–8, got 4"),
        ({"mode": "c"}, "mode must be one of a, b, got c"),
        ({"name": "x"}, "name must be 2–3 characters, got x"),
        ({"name": "xxxx"}, "name must be 2–3 characters, got xxxx"),
    ],
)
def test_a_value_outside_its_rule_is_named(values, sentence):
    with pytest.raises(InputError) as error:
        make()(**values)
    assert str(error.value) == sentence


def test_both_ends_of_a_range_are_allowed():
    assert make()(size=1).size == 1
    assert make()(size=8).size == 8


def test_rules_and_defaults_are_in_the_order_of_the_class():
    assert list(make().rules()) == ["size", "mode", "name"]
    assert make().defaults() == {"size": 4, "mode": "a", "name": "xy"}


def test_any_number_of_codes_is_one_word():
    rule = SomeOf(("a", "b", "c"))
    assert rule.joined(["c", "a"]) == "a.c"
    assert all(rule.allows(word) for word in ("", "a", "a.c", "a.b.c"))
    assert not any(rule.allows(word) for word in ("c.a", "a.a", "d", "a.", None, 3))
    assert split_codes("a.c") == ("a", "c")
    assert split_codes("") == ()


def test_python_says_only_what_differs_from_the_defaults():
    assert make()().changed() == {}
    assert make()().in_python() == "Sample()"
    settings = make()(name="i's", size=5)
    assert settings.changed() == {"size": 5, "name": "i's"}
    assert settings.in_python() == """Sample(size=5, name="i's")"""


def looked_at():
    from dataclasses import dataclass

    @dataclass(frozen=True, kw_only=True)
    class Sample(Settings):
        size: int = between(4, 1, 8)
        place: int = between(0, 0, 8, shown=True, picked=True)
        look: str = one_of("a", "ab", shown=True)
        draw: int = between(0, 0, 9, pressed=True)
        off: str = some_of("a", "ab", picked=True)

    return Sample


def test_what_only_chooses_what_is_shown_is_no_part_of_what_is_recorded():
    settings = looked_at()(size=5, place=3, look="b", draw=2, off="b")
    assert settings.recorded.changed() == {"size": 5, "draw": 2, "off": "b"}


def test_a_field_declares_whether_it_is_picked():
    settings = looked_at()(place=3)
    assert settings.picked == {"place": 3, "off": "a"}
    assert settings.declared("picked", "pressed") == ("place", "draw", "off")
