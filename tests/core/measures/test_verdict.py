from hypothesis import given
from hypothesis import strategies as st

from core.data.edits import edits
from core.measures.verdict import judge

SENTENCES = st.lists(st.sampled_from("abc"), min_size=1, max_size=6).map(tuple)


def test_one_of_each_kind_by_hand():
    """``very`` is too many, ``cat`` stands for ``dog``, ``the`` and ``again`` are left out."""
    found = judge(["he", "very", "sees", "cat"], ["he", "sees", "the", "dog", "again"])
    assert found.wrong == (False, True, False, True)
    assert found.fixes == ((), (), (), ("the", "dog", "again"))
    assert found.missed == (False, False, True, True, True)
    assert found.decided == (0, 2, 3, 3, 3)
    assert found.mistakes == 4
    assert not found.exact


def test_a_word_left_out_is_known_when_the_next_one_is_written():
    found = judge(["he", "reads", "book", "."], ["he", "reads", "a", "book", "."])
    assert found.wrong == (False,) * 4
    assert found.fixes == ((), (), ("a",), ())
    assert found.decided == (0, 1, 2, 2, 3)


@given(SENTENCES, SENTENCES)
def test_what_is_said_adds_up(written, right):
    found = judge(written, right)
    assert found.mistakes == edits(written, right)
    assert found.exact == (written == right)
    missing = [w for words in found.fixes for w in words]
    assert missing == [w for w, missed in zip(right, found.missed, strict=True) if missed]
    assert sum(found.wrong) <= found.mistakes
    assert list(found.decided) == sorted(found.decided)
