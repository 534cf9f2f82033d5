"""What every page offers to take along: its snippet runs as it is, its numbers are a table."""

import io

import pandas as pd
import pytest

from tests.lessons import STEMS, settings_of
from tests.pages.reader import extremes, visitor
from tests.snippets import printed
from ui.text import LANGUAGES


@pytest.fixture
def offered(monkeypatch):
    """What the page offers to download, by file name."""
    files = {}

    def download(label, data, file_name, *arguments, **options):
        files[file_name] = data

    monkeypatch.setattr("streamlit.download_button", download)
    monkeypatch.setattr("streamlit.delta_generator.DeltaGenerator.download_button", download)
    return files


@pytest.mark.parametrize("changed", [False, True], ids=["default", "changed"])
@pytest.mark.parametrize("stem", STEMS)
def test_the_snippet_runs_as_it_is_and_the_numbers_are_a_table(stem, changed, offered, tmp_path):
    link = dict(extremes(settings_of(stem))) if changed else {}
    app = visitor(stem)(reveal="1", snippet="true", lang=list(LANGUAGES)[changed], **link)
    table = pd.read_csv(io.StringIO(offered[f"{stem}.csv"]()))
    assert len(table) > 1
    assert {"quantity", "value"} <= set(table.columns)
    assert table["value"].notna().any()
    (code,) = (each.value for each in app.code if "import" in each.value)
    (tmp_path / "input.csv").write_text("1,2\n3,4\n5,6\n", "utf-8")
    assert printed(code, tmp_path).strip()
