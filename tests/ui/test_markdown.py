"""Tables, and words that are no markup."""

import re
from pathlib import Path

import pytest

from ui.markdown import JOINER, LONGEST, plain, shortened, table


def test_a_table_has_a_line_for_each_row_below_its_head():
    assert table(["a", "b"], [["1", "2"], ("3", "4")]).splitlines() == [
        "| a | b |",
        "| --- | --- |",
        "| 1 | 2 |",
        "| 3 | 4 |",
    ]


def test_columns_can_be_aligned():
    assert table(["a", "b"], [], align=(":--", "--:")).splitlines()[1] == "| :-- | --: |"


@pytest.mark.parametrize("sign", "\\`*_{}[]()<>#+-.!|$~:^&")
def test_no_sign_in_plain_words_is_markup(sign):
    assert plain(f"a{sign}b{sign}") == f"a\\{sign}b\\{sign}"


@pytest.mark.parametrize(
    "words", ["http://a", "www.a.b", "WWW.a.b", "a@b.c", ":material/home:", "->", "<--", ">=", "~="]
)
def test_what_escapes_do_not_stop_is_kept_apart(words):
    """Rendered in a browser: tests/browser/test_frame.py."""
    said = plain(words)
    assert JOINER in said
    assert said.replace(JOINER, "").replace("\\", "") == words


def test_plain_words_stay_on_one_line():
    assert plain("a\n# b \n\n c") == r"a \# b c"


def test_long_words_are_shortened_to_one_line():
    assert shortened(" a \n b ") == "a b"
    assert shortened("x" * LONGEST) == "x" * LONGEST
    assert shortened("x" * 5000) == "x" * (LONGEST - 1) + "…"


def test_plain_words_stay_in_their_cell():
    assert table(["a"], [[plain("x | y")]]).splitlines()[2] == r"| x \| y |"


def test_letters_and_characters_stay_as_they_are():
    assert plain("Lili 喝茶 é 12") == "Lili 喝茶 é 12"


def test_no_page_writes_a_table_by_hand():
    root = Path(__file__).parents[2]
    files = [file for layer in ("ui", "pages") for file in (root / layer).rglob("*.py")]
    hand = [f.relative_to(root).as_posix() for f in files if "---" in f.read_text("utf-8")]
    assert hand == ["ui/markdown.py"]


@pytest.mark.parametrize("cell", ["a", "|h| above 0.95", r"\|h\|", "$|x|$ | `y|z`", r"a\\|b"])
def test_every_row_has_as_many_cells_as_the_head(cell):
    for row in table([cell, "b"], [[cell, "1"], ["2", cell]]).splitlines():
        assert len(cells(row)) == 2, row


def cells(row):
    """What Markdown takes for the cells of a row: it parts them at bars that are not escaped."""
    return re.findall(r"(?:\\.|[^|\\])+", row.removeprefix("|").removesuffix("|"))
