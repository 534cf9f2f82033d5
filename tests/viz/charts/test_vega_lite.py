"""The specification of a chart: checked, with its data, and without a look of Altair's own."""

import altair as alt
import pandas as pd
import pytest
from altair.utils.schemapi import SchemaValidationError

from viz.charts.vega_lite import vega_lite

POINTS = alt.Chart(pd.DataFrame({"step": [1, 2], "loss": [0.5, None]})).mark_point()


def test_it_holds_the_data_under_their_name_and_no_theme():
    found = vega_lite(POINTS.encode(x="step:Q", y="loss:Q"))
    rows = [{"step": 1, "loss": 0.5}, {"step": 2, "loss": None}]
    assert found["datasets"] == {found["data"]["name"]: rows}
    assert found["encoding"]["y"] == {"field": "loss", "type": "quantitative"}
    assert "config" not in found


def test_a_chart_without_a_mark_is_refused():
    with pytest.raises(SchemaValidationError, match="mark"):
        vega_lite(alt.Chart(POINTS.data))
