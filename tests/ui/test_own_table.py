"""A table of the reader's own, chosen column by column, and what is said of a bad one."""

import pytest
from streamlit.testing.v1 import AppTest

FLOWERS = "length,kind,width\n1.5,a,2\n2.5,b,3\n4,a,1\n5,b,0\n"


def page(language: str, wants: tuple[str, ...]) -> None:
    import streamlit as st

    from ui.own_table import asked
    from ui.text import Text

    labels = {f"own.{want}": want for want in wants}
    text = Text(stem="perceptron", language=language, title="", labels=labels, sections={})
    if found := asked(text, wants):
        st.code("|".join(found.names))
        st.code("|".join(found.classes))
        st.code([[float(value) for value in column] for column in found.columns])


@pytest.fixture(params=["en", "zh"])
def bring(request):
    """`bring(wants, data)` opens a page and gives it a file."""

    def opened(wants, data: str) -> AppTest:
        app = AppTest.from_function(page, args=(request.param, wants)).run()
        assert len(app.info) == 1
        app.file_uploader[0].upload("mine.csv", data.encode(), "text/csv").run()
        assert not app.exception
        return app

    return opened


def floats(column) -> list[float]:
    return [float(value) for value in column]


def shown(app: AppTest) -> list[str]:
    return [code.value for code in app.code]


def test_columns_are_chosen_and_classes_are_0_and_1(bring):
    app = bring(("x", "y", "class"), FLOWERS)
    lengths, widths, kinds = [1.5, 2.5, 4, 5], [2, 3, 1, 0], [0, 1, 0, 1]
    assert shown(app) == ["length|width|kind", "a|b", str([*map(floats, (lengths, widths, kinds))])]
    app.selectbox[0].select("width").run()
    assert shown(app)[0] == "width|width|kind"


def test_a_bad_table_gets_one_sentence(bring):
    app = bring(("x", "y"), FLOWERS.replace("4,a,1", "4,a,*one*"))
    assert shown(app) == []
    (error,) = app.error
    assert "4" in error.value
    assert r"\*one\*" in error.value
    app.file_uploader[0].upload("mine.csv", FLOWERS.encode(), "text/csv").run()
    assert shown(app)[0] == "length|width"
