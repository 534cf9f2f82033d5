"""A moving picture inside a notebook: the standalone page in a frame of its own.

The page is the one that ``viz.export.html`` writes to a file. In the frame its script runs, but the
frame is sandboxed: it can reach neither the notebook nor the network's other pages.
"""

from html import escape

from viz.export import html
from viz.view import Stage


class Shown:
    """What a notebook displays as a picture; ``page`` is the whole HTML."""

    def __init__(self, page: str, height: int) -> None:
        self.page = page
        self.height = height

    def _repr_html_(self) -> str:
        """Return the frame, with the page as one escaped attribute."""
        style = f"width:100%;height:{self.height}px;border:0"
        page = escape(self.page, quote=True)
        return f'<iframe srcdoc="{page}" style="{style}" sandbox="allow-scripts"></iframe>'


def show(stage: Stage, *, title: str = "", lang: str = "en", height: int = 720) -> Shown:
    """Return a stage as an object that Jupyter displays; ``height`` in px."""
    return Shown(html(stage, title=title or stage.name, lang=lang), height)
