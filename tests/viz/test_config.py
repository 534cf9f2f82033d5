"""The theme that Streamlit draws with agrees with the one table of colours."""

import tomllib
from pathlib import Path

import pytest

from core.uploads.refusal import LARGEST
from ui.lessons.your_model.upload import TAKEN
from viz import theme

CONFIG = tomllib.loads((Path(__file__).parents[2] / ".streamlit/config.toml").read_text("utf-8"))


@pytest.mark.parametrize(("name", "dark"), [("light", False), ("dark", True)])
def test_surfaces_and_networks_are_those_of_the_stage(name, dark):
    found = CONFIG["theme"][name]
    assert found["backgroundColor"] == theme.colour("bg", dark)
    assert found["textColor"] == theme.colour("ink", dark)
    assert found["primaryColor"] == theme.colour("accent", dark)
    networks = [theme.colour(code, dark) for code in ("rnn", "gru", "lstm")]
    assert found["chartCategoricalColors"][:3] == networks
    assert len(found["chartCategoricalColors"]) == 10  # else plotly takes its own palette


def test_nothing_is_asked_of_another_host_and_uploads_are_small():
    assert CONFIG["browser"]["gatherUsageStats"] is False
    assert CONFIG["runner"]["postScriptGC"] is False
    assert CONFIG["server"]["maxUploadSize"] <= 100


def test_a_file_that_is_too_large_to_read_still_arrives_and_is_told_so():
    assert CONFIG["server"]["maxUploadSize"] == TAKEN
    assert TAKEN * 2**20 > LARGEST
