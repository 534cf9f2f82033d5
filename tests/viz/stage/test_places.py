"""Who may know whom among the stage's modules: kit ← views ← player; a kind knows no other kind."""

import pytest

from viz.stage import FOLDER
from viz.stage.assembler import Module

MODULES = sorted(
    path.relative_to(FOLDER).with_suffix("").as_posix() for path in FOLDER.rglob("*.js")
)


def room(address: str) -> str:
    """The folder of a module: kit, player, or one family of views."""
    return address.rpartition("/")[0]


def may_import(room: str) -> set[str]:
    if room.startswith("views/"):
        return {"kit", "views/common", room}
    return {"kit", room}


@pytest.mark.parametrize("address", MODULES)
def test_a_module_imports_from_its_own_room_and_those_below(address):
    module = Module(address, (FOLDER / f"{address}.js").read_text("utf-8"))
    for imported, _ in module.imports:
        assert room(imported) in may_import(room(address)), imported


def test_every_module_lies_in_a_room_and_every_style_sheet_beside_its_module():
    rooms = {room(address) for address in MODULES}
    assert {name for name in rooms if not name.startswith("views/")} == {"kit", "player"}
    for sheet in FOLDER.rglob("*.css"):
        assert sheet.with_suffix(".js").is_file(), sheet
