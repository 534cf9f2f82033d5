import numpy as np
import pytest

from core.uploads.refusal import UploadError
from core.uploads.tables import LARGEST, LONGEST, MOST, read_csv


def test_rows_are_steps_and_columns_inputs():
    np.testing.assert_allclose(read_csv(b"1,2\n-3.5,4e-1\n", 2), [[1, 2], [-3.5, 0.4]])
    assert read_csv(b"1\n2\n", 1).dtype == np.float32


def test_a_table_may_be_longer_than_what_is_looked_at_at_once():
    assert len(read_csv(b"1,2\n" * (LONGEST + 7), 2)) == LONGEST + 7


def test_a_heading_blank_lines_and_a_byte_order_mark_are_skipped():
    np.testing.assert_allclose(read_csv("﻿a,b\r\n\r\n1,2\r\n".encode(), 2), [[1, 2]])


@pytest.mark.parametrize(
    ("data", "code", "numbers"),
    [
        (b"1,2\n3,x\n", "csv_cell", {"row": 2, "column": 2, "value": "x"}),
        (b"1,2\n3,nan\n", "csv_cell", {"row": 2, "column": 2}),
        (b"1,2\n1e39,3\n", "csv_cell", {"row": 2, "column": 1}),
        (b"a,b\n1,\n", "csv_cell", {"row": 2, "column": 2}),
        (b"1,2\n\n3\n", "csv_columns", {"row": 3, "value": 1, "columns": 2}),
        (b"1;2\n3;4\n", "csv_columns", {"row": 2, "value": 1}),
        (b"", "csv_rows", {"value": 0}),
        (b"a,b\n", "csv_rows", {"value": 0}),
        (b"1,2\n" * (MOST + 1), "csv_rows", {"value": MOST + 1}),
        (b"\xff\xfe1,2", "csv_text", {}),
        (b"1" * (LARGEST + 1), "csv_large", {}),
    ],
)
def test_what_is_wrong_is_said_with_its_place(data, code, numbers):
    with pytest.raises(UploadError) as caught:
        read_csv(data, 2)
    assert caught.value.code == code
    assert numbers.items() <= caught.value.numbers.items()
