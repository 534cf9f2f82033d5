import pytest

from core.chinese_english import LONGEST
from core.errors import InputError
from core.growing import LARGEST, PARTS, grown

SEEDS = range(12)


def left_out(words, of):
    """Whether ``words`` are those of ``of`` with some left out, in the same order."""
    rest = iter(of)
    return all(word in rest for word in words)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_part_makes_it_longer_and_shows_what_it_is_called(seed):
    sizes = [grown(size, seed) for size in range(LARGEST + 1)]
    lengths = [len(p.source) for p in sizes]
    assert lengths == sorted(set(lengths))
    assert lengths[-1] <= LONGEST
    for size, part in enumerate(PARTS, start=1):
        assert part in sizes[size].phenomena


@pytest.mark.parametrize("seed", SEEDS)
def test_what_was_said_stays(seed):
    """But for the time, which moves to the reason, and for "this", which the description takes."""
    for size in range(LARGEST):
        before, after = grown(size, seed), grown(size + 1, seed)
        kept = before.source if PARTS[size] not in ("relative", "because") else before.source[-4:]
        assert left_out(kept, after.source)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_translation_follows(seed):
    """The reason comes before the doer in both languages; what somebody says, after "that"."""
    small, large = grown(0, seed), grown(LARGEST, seed)
    assert small.target[0] == "this"
    words = list(large.target)
    assert words.index("that") < words.index("because") < words.index("who")
    assert large.sure[words.index("because")] == {large.source.index("因为")}
    assert words[-1] == "."


@pytest.mark.parametrize("size", [-1, LARGEST + 1])
def test_no_other_sizes(size):
    with pytest.raises(InputError, match="size must be"):
        grown(size)
