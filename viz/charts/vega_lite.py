"""A chart of Altair as the page takes it: a specification of Vega-Lite with its data.

Altair holds every chart to the schema of Vega-Lite, which takes longer than to draw the rest of a
page; it holds a channel to it once more that is given as a bare string, ``"step:Q"``. A
specification can be kept, and nothing that all threads share is set while it is made.
"""

from typing import Any

import altair as alt


def vega_lite(chart: alt.Chart | alt.LayerChart) -> dict[str, Any]:
    """Return the checked specification, without Altair's own theme: a page has its own."""
    found = chart.to_dict()
    found.pop("config", None)
    return found
