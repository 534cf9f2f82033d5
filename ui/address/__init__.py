"""The address of what is on screen, as the browser has it at any moment, to be copied."""

from pathlib import Path

import streamlit as st

_HERE = Path(__file__).parent
_CSS, _JS = ((_HERE / f"address.{kind}").read_text("utf-8") for kind in ("css", "js"))

_component = st.components.v2.component("unrolled_address", css=_CSS, js=_JS)


def show(address: str, *, copy: str, copied: str, question: str) -> None:
    """Show the browser's address, which the clock changes without a word to this script.

    ``address`` stands there until the page is drawn; ``copy`` names the button, which says
    ``copied`` once it has done so. Where the address tells a guess or the answer, ``question``
    names a second one, which leaves both out.
    """
    _component(key="address", data=[address, copy, copied, question])  # no mapping: see ui.stage
