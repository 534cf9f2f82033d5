import pytest

from core.data.chinese_english import LONGEST
from core.data.growing import PARTS, grown
from core.errors import InputError

STORIES = range(12)


def left_out(words, of):
    """Whether ``words`` are those of ``of`` with some left out, in the same order."""
    rest = iter(of)
    return all(word in rest for word in words)


def growing(story):
    """The story with the first so many parts, from none to all."""
    return [grown(PARTS[:size], story) for size in range(len(PARTS) + 1)]


@pytest.mark.parametrize("story", STORIES)
def test_every_part_makes_it_longer_and_shows_what_it_is_called(story):
    lengths = [len(pair.source) for pair in growing(story)]
    assert lengths == sorted(set(lengths))
    assert lengths[-1] <= LONGEST
    for part in PARTS:
        assert part in grown((part,), story).phenomena
        assert part in grown(PARTS, story).phenomena


@pytest.mark.parametrize("story", STORIES)
def test_what_was_said_stays(story):
    """But for the time, which moves to the reason, and for "this", which the description takes."""
    for part, before, after in zip(PARTS, growing(story), growing(story)[1:], strict=False):
        kept = before.source if part not in ("relative", "because") else before.source[-4:]
        assert left_out(kept, after.source)


@pytest.mark.parametrize("story", STORIES)
def test_the_translation_follows(story):
    """The doer is "this doctor" or "the doctor who …"; each new word has its link."""
    small, large = grown((), story), grown(PARTS, story)
    assert small.target[0] == "this"
    words = list(large.target)
    assert words.index("that") < words.index("who")
    assert large.sure[words.index("because")] == {large.source.index("因为")}
    assert words[-1] == "."


def test_no_other_parts():
    with pytest.raises(InputError, match="parts must be among"):
        grown(("time", "bei"))
