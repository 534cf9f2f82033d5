"""The columns of a CSV file, and one reason for each file that cannot be read."""

import csv
import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.uploads.columns import FEWEST, MOST, read_columns
from core.uploads.refusal import UploadError

FLOWERS = b"length,kind,width,same\n1.5,a,2,7\n2.5,b,3,7\n4,a,1,7\n5,b,0,7\n"


def test_columns_of_numbers_and_of_two_classes_by_hand():
    found = read_columns(FLOWERS, 2, classes=True)
    assert {name: list(column) for name, column in found.numbers.items()} == {
        "length": [1.5, 2.5, 4, 5],
        "width": [2, 3, 1, 0],
    }
    assert found.classes == {"kind": ("a", "b", "a", "b")}


@pytest.mark.parametrize("separator", [";", "\t"])
def test_other_separators_and_a_mark_of_byte_order(separator):
    data = b"\xef\xbb\xbf" + FLOWERS.replace(b",", separator.encode())
    assert list(read_columns(data, 2, classes=True).numbers) == ["length", "width"]


def test_names_that_come_twice_or_are_missing_are_told_apart():
    rows = "".join(f"{k},{k},{k}\n" for k in range(FEWEST))
    found = read_columns(f"x,x,\n{rows}".encode(), 1, classes=False)
    assert list(found.numbers) == ["x", "x (2)", "3"]


@given(st.lists(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=2), min_size=4, max_size=9))
def test_numbers_come_back(rows):
    out = io.StringIO()
    csv.writer(out).writerows([("p", "q"), *rows])
    found = read_columns(out.getvalue().encode(), 0, classes=False)
    for name, column in zip("pq", np.array(rows).T, strict=True):
        if len(set(column)) > 1:
            np.testing.assert_array_equal(found.numbers[name], column)
        else:
            assert name not in found.numbers


@pytest.mark.parametrize(
    ("data", "code", "numbers"),
    [
        (b"x" * 2**19, "table_large", {"value": 2**19, "most": 256}),
        (b"\xff\xfe", "table_text", {}),
        (b"", "table_rows", {"value": 0}),
        (b"x\n1\n2\n3\n", "table_rows", {"value": 3, "least": 4}),
        (b"x\n" + b"1\n" * (MOST + 1), "table_rows", {"value": MOST + 1, "most": MOST}),
        (b"1,2\n" * 5, "table_names", {"value": "1"}),
        (b"x,y\n1,2\n1,2\n1\n1,2\n", "table_cells", {"row": 4, "value": 1, "columns": 2}),
        (b"x,y\n1,a\n2,b\n3,a\n4,b\n", "table_numbers", {"value": 1, "needed": 2}),
        (
            b"x,y\n1,1\n\n2,two\n3,3\n4,4\n",
            "table_numbers",
            {"column": "y", "row": 4, "cell": "two"},
        ),
        (b"x,y\n1,nan\n2,1\n3,3\n4,4\n", "table_numbers", {"column": "y", "row": 2}),
        (b"x,y\n1,1\n2,2\n3,3\n4,4\n", "table_classes", {"value": 0}),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_place(data, code, numbers):
    with pytest.raises(UploadError) as refused:
        read_columns(data, 2, classes=True)
    assert refused.value.code == code
    assert refused.value.numbers.items() >= numbers.items()
