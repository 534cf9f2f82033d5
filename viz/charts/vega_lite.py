"""A chart of Altair as the page takes it: a specification of Vega-Lite with its data.

Altair holds every chart to the schema of Vega-Lite, which takes longer than to draw the rest of a
page; it holds a channel to it once more that is given as a bare string, ``"step:Q"``. A
specification can be kept, and nothing that all threads share is set while it is made.
"""

from typing import Any

import altair as alt

from viz.numbers import superscript

_POWER = "floor(log(datum.value) / LN10 + 1e-9)"
_DIGITS = "".join(superscript(digit) for digit in range(10))

# What stands at the ticks of a logarithmic axis: 10⁻³ as everywhere else, never 1e-3.
POWERS = (
    f"({_POWER} == 0 ? format(datum.value, '~g') : "
    f"(abs(datum.value / pow(10, {_POWER}) - 1) < 1e-6 ? '' :"
    f" format(datum.value / pow(10, {_POWER}), '~g') + '·')"
    f" + '10' + ({_POWER} < 0 ? '{superscript(-1)[0]}' : '')"
    f" + substring('{_DIGITS}', abs({_POWER}), abs({_POWER}) + 1))"
)


def vega_lite(chart: alt.Chart | alt.LayerChart) -> dict[str, Any]:
    """Return the checked specification, without Altair's own theme: a page has its own."""
    found = chart.to_dict()
    found.pop("config", None)
    return found
