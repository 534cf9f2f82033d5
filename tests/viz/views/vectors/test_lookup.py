"""A look-up knows the row of each token, and colours the table on one scale around zero."""

import numpy as np
import pytest

from viz.stage import kinds
from viz.view import ViewError
from viz.views.vectors.lookup import lookup

WORDS = {f"lookup_{name}": name for name in ("table", "product", "value", "say")}
WORDS |= {"lookup_x": "x, {V}", "lookup_rest": "{n} more", "lookup_summary": "text: {text}"}
ROWS = ["the", "a", "list"]
TABLE = np.array([[0.5, -1.5], [0, 0.25], [1, 1]])


def made(*tokens):
    return lookup(tokens, ROWS, TABLE, words=WORDS, gap=(1063, 1060))


def test_it_is_a_kind_and_holds_the_rows_of_the_tokens():
    view = made("a", "list", "a")
    assert view.kind in kinds()
    assert view.data["at"] == [1, 2, 1]
    assert view.data["rows"] == ROWS
    assert view.data["table"].tolist() == TABLE.tolist()
    assert view.summary == "text: a list a"
    view.payload()


def test_its_product_is_the_row():
    view = made("a", "list", "a")
    one_hot = np.eye(len(ROWS))[view.data["at"]]
    assert (one_hot @ TABLE).tolist() == view.data["table"][view.data["at"]].tolist()


def test_the_scale_is_around_zero_and_numbers_are_grouped():
    view = made("the")
    assert view.data["scale"] == {"kind": "diverging", "low": -1.5, "high": 1.5, "label": "value"}
    assert (view.data["words"]["x"], view.data["words"]["rest"]) == ("x, 1,063", "1,060 more")


def test_a_token_without_a_row_is_refused():
    with pytest.raises(ViewError, match="dict, set") as error:
        made("a", "dict", "set")
    assert error.value.path == "lookup.tokens"
