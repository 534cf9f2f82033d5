"""A window knows which tile is predicted at each step, and never reaches before the text."""

import pytest

from viz.stage import kinds
from viz.view import ViewError
from viz.views.counting.window import Tile, window

WORDS = {f"window_{name}": name for name in ("history", "next", "say")}
WORDS["window_summary"] = "the text {text}"
START = Tile(word="⟨s⟩", special=True)
TILES = [START, Tile(word="a", step=0), START, Tile(word="b", step=1, mark="copied")]


def test_it_is_a_kind_and_holds_tiles_and_places():
    view = window(TILES, [1, 0], words=WORDS, written=True)
    assert view.kind in kinds()
    assert view.data["places"] == [1, 3]
    assert view.data["history"] == [1, 0]
    assert view.data["written"]
    assert view.data["tiles"][3] == ["b", False, "copied"]
    assert view.summary == "the text ⟨s⟩ a ⟨s⟩ b"
    view.payload()


@pytest.mark.parametrize(
    ("tiles", "history", "path"),
    [
        (TILES, [1, 4], "window.history"),
        (TILES, [1], "window.tiles"),
        (TILES[::-1], [0, 0], "window.tiles"),
    ],
)
def test_windows_that_cannot_be_are_refused(tiles, history, path):
    with pytest.raises(ViewError) as error:
        window(tiles, history, words=WORDS)
    assert error.value.path == path
