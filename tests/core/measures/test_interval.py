import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.measures.interval import wilson


def test_published_example():
    """Newcombe 1998, "Two-sided confidence intervals for the single proportion", table I, (3)."""
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=1e-4)
    assert wilson(15, 148) == pytest.approx((0.0624, 0.1605), abs=1e-4)
    assert wilson(0, 20) == pytest.approx((0.0, 0.1611), abs=1e-4)
    assert wilson(1, 29) == pytest.approx((0.0061, 0.1718), abs=1e-4)


@given(st.integers(1, 2000), st.data())
def test_its_ends_solve_the_equation_that_defines_it(total, data):
    """(p̂ − p)² = z² p (1 − p) / n at both ends."""
    hits = data.draw(st.integers(0, total))
    share = hits / total
    for end in wilson(hits, total):
        gap = (share - end) ** 2 - 1.96**2 * end * (1 - end) / total
        assert gap == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize(("hits", "total"), [(-1, 3), (4, 3), (0, 0)])
def test_what_is_no_share_is_refused(hits, total):
    with pytest.raises(ValueError, match="hits must be"):
        wilson(hits, total)
