"""Names in eight languages: split by what is named, in small letters, each of one language."""

from collections import Counter

from babel import Locale

from core.data.place_names import KINDS, LANGUAGES, LONGEST, characters, lowered, splits


def test_every_name_is_of_one_language_and_in_one_part():
    parts = splits()
    names = [name for part in parts.values() for name, _ in part]
    assert len(names) == len(set(names))
    assert all(name == lowered(name) and 1 < len(name) <= LONGEST for name in names)
    for part in parts.values():
        counts = Counter(language for _, language in part)
        assert set(counts) == set(LANGUAGES)
        assert max(counts.values()) < 2 * min(counts.values())
    assert 0.2 < len(parts["heldout"]) / len(names) < 0.3


def test_what_is_named_is_in_one_part():
    part_of = {name: part for part, found in splits().items() for name, _ in found}
    for kind in KINDS:
        for code in getattr(Locale("en"), kind):
            names = {lowered(getattr(Locale(one), kind).get(code, "")) for one in LANGUAGES}
            assert len({part_of[name] for name in names if name in part_of}) <= 1


def test_a_name_says_its_language_and_shared_ones_are_left_out():
    found = {name: language for part in splits().values() for name, language in part}
    assert found["germany"] == "en"
    assert found["alemania"] == "es"
    assert found["almanca"] == "tr"
    assert "andorra" not in found
    assert lowered("İTALYA"[0]) == "i"
    assert len(characters()) == len(set(characters())) > 26
