import pytest

from viz.numbers import cosine, decades, grouped, percent, short, span


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (3.7e-6, 2, "3.7·10⁻⁶"),
        (0.0, 2, "0"),
        (0.618, 2, "0.62"),
        (0.05, 2, "0.050"),
        (0.0099, 2, "9.9·10⁻³"),
        (0.00999, 2, "0.010"),
        (14.2, 2, "14"),
        (142.0, 2, "142"),
        (999.6, 3, "1.00·10³"),
        (-0.5, 2, "−0.50"),
        (-2e-9, 2, "−2.0·10⁻⁹"),
        (1.234, 3, "1.23"),
        (1e60, 2, "1.0·10⁶⁰"),
    ],
)
def test_numbers_as_the_pictures_write_them(value, digits, text):
    assert short(value, digits) == text


def test_decades_enclose():
    assert decades(0.02, 30) == pytest.approx((0.01, 100))
    assert decades(1, 1) == pytest.approx((1, 10))


def test_large_numbers_are_grouped():
    said = [grouped(value) for value in (8.236, 384.04, 999.6, 1048.6, 2_500_000.0, 3e12)]
    assert said == ["8.24", "384", "1,000", "1,049", "2,500,000", "3.00·10¹²"]


def test_shares_in_per_cent():
    said = [percent(share) for share in (0, 1e-5, 0.0004, 0.042, 0.12, 1)]
    assert said == ["0%", "<0.01%", "0.04%", "4.2%", "12%", "100%"]


def test_a_cosine_of_different_vectors_is_never_one():
    said = [cosine(value) for value in (0.771, -0.006, 0.9949, 0.9969, 0.9999, 1, -1)]
    assert said == ["0.77", "−0.01", "0.99", "0.997", "0.999", "1.00", "−1.00"]


def test_a_span_is_written_once_where_both_ends_read_alike():
    assert span((0.274, 0.23, 0.25), "{:.0%}".format) == "23–27%"
    assert span([2.0], short) == "2.0" and span((1.001, 1.002), "{:.2f}".format) == "1.00"
    assert span((-3, 5.2), "{:.0f}".format) == "-3 … 5"
