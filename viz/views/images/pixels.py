"""An image of large pixels that a reader draws."""

from viz.view import View, ViewError


def pixels(
    code: str,
    *,
    levels: str,
    say: str,
    summary: str,
    pick: str = "image",
    height: int = 240,
    title: str = "",
    columns: int = 4,
) -> View:
    """Return a square image; a press or dragging fills pixels or clears them.

    Args:
        code: a sign for each pixel, row by row from the top.
        levels: the signs, from an empty pixel to a full one.
        say: of one pixel, with {row}, {column}, {level} and {most}.
        summary: what is to be seen.
        pick: name of the pick that holds what the reader has drawn, as a code.
        height: in px.
        title: of the view.
        columns: width on a wide screen, of 12.

    Raises:
        ViewError: the code is not that of a square, or has other signs.
    """
    side = round(len(code) ** 0.5)
    if side**2 != len(code) or set(code) - set(levels):
        raise ViewError("pixels.code", f"must be the signs {levels} of a square, got {code}")
    data = {"code": code, "side": side, "levels": levels, "say": say, "pick": pick,
            "height": height}  # fmt: skip
    return View(kind="pixels", data=data, summary=summary, title=title, columns=columns)
