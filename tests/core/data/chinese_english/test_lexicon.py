"""The tables hold together: every name that one mentions is in another."""

import csv

import pytest

from core.data.chinese_english import lexicon
from core.data.chinese_english.lexicon import FOLDER, conjugation, frames, reasons, things_of, verb

TABLES = ("things", "people", "places", "times", "adjectives", "verbs", "frames", "reasons")


def rows(name):
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", TABLES)
def test_tables_are_whole(name):
    found = rows(name)
    assert found
    assert all(None not in row and None not in row.values() for row in found)
    assert all(text == text.strip() for row in found for text in row.values())


@pytest.mark.parametrize("name", ("things", "places", "times", "adjectives"))
def test_no_chinese_word_is_listed_twice(name):
    found = [row["chinese"] for row in rows(name)]
    assert sorted(set(found)) == sorted(found)


def test_every_frame_has_its_objects_verb_and_traits():
    for frame in frames().values():
        assert frame.verb.base.split()[0] in conjugation()
        people_or_places = frame.objects in ((), ("@",), ("=near",))
        assert people_or_places or all(things_of((kind,)) for kind in frame.objects), frame.name
        assert set(frame.traits) & {"event", "state", "known"}, frame.name


def test_every_thing_is_done_something_to_and_has_a_measure_word():
    used = {kind for frame in frames().values() for kind in frame.objects}
    for noun in things_of(tuple({kind for row in rows("things") for kind in row["kinds"].split()})):
        known = used | {"furniture", "building", "song", "crockery", "fragile"}  # described, broken
        assert set(noun.kinds) & known, noun.chinese
        assert bool(noun.measure) or not noun.plural, noun.chinese
        assert not (noun.unit and noun.plural), noun.chinese


@pytest.mark.parametrize(
    ("base", "forms"),
    [
        ("buy", ("buys", "bought", "bought", "buying")),
        ("swim", ("swims", "swam", "swum", "swimming")),
        ("study", ("studies", "studied", "studied", "studying")),
        ("wait for~", ("waits for~", "waited for~", "waited for~", "waiting for~")),
    ],
)
def test_conjugation(base, forms):
    found = verb("动", base)
    assert (found.third, found.past, found.participle, found.gerund) == forms


def test_reasons_name_uses_of_verbs():
    assert {"累", "下雨", "天气 好"} <= {state for state, _, _ in reasons("because")}
    assert "高兴" not in {state for state, _, _ in reasons("although")}
    assert lexicon.frames_with("state") == tuple(
        f for f in frames().values() if "state" in f.traits
    )
