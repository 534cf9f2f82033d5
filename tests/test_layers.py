"""Who may know whom, told by places: layers, rooms, and lessons that know only themselves."""

import ast
import subprocess
import sys
from graphlib import TopologicalSorter
from itertools import combinations, count, permutations
from math import comb
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DRAWING = {"streamlit", "plotly", "altair"}
FORBIDDEN = {
    "core": DRAWING | {"viz", "ui", "pages", "train", "bench", "tests"},
    "viz": {"streamlit", "torch", "ui", "pages", "train", "bench", "tests"},
    "ui": {"pages", "train", "bench", "tests"},
    "pages": {"pages", "train", "bench", "tests"},
}
# Each room of core imports from itself and from those before it.
ROOMS = (
    "errors", "draws", "traces", "data", "ngrams", "word_vectors", "networks", "recorders",
    "uploads", "gradients", "training", "shipped", "measures", "lessons",
)  # fmt: skip
MOST = 26  # files in a room, its __init__ among them: a larger one splits by family
LESSONS = sorted(path.stem for path in (ROOT / "pages").glob("*/*.py"))


def files(layer):
    return sorted((ROOT / layer).rglob("*.py"))


def module(path):
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    return name.removesuffix(".__init__")


MODULES = {module(path): path for layer in ("core", "viz", "ui") for path in files(layer)}


def imports(path):
    """Every module that a file imports anywhere, in functions too."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            inside = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (name if name in MODULES else node.module for name in inside)


def lesson(name):
    """The lesson that a module belongs to, or "": the folder or file after ``lessons``."""
    parts = name.split(".")
    owner = parts[parts.index("lessons") + 1] if "lessons" in parts[:-1] else ""
    return owner if owner in LESSONS else ""


@pytest.mark.parametrize("layer", FORBIDDEN)
def test_a_layer_imports_nothing_above_it(layer):
    for path in files(layer):
        found = {name.split(".")[0] for name in imports(path)}
        assert not FORBIDDEN[layer] & found, path.relative_to(ROOT)


def test_core_imports_pandas_only_inside_functions():
    for path in files("core"):
        top = ast.Module(ast.parse(path.read_text("utf-8")).body, [])
        names = [n for node in top.body if isinstance(node, ast.Import) for n in node.names]
        assert "pandas" not in {n.name for n in names}, path.relative_to(ROOT)


def test_every_file_of_core_is_in_a_room():
    here = {path.name for path in (ROOT / "core").glob("*.py")}
    assert here == {"__init__.py", "errors.py", "draws.py"}
    folders = {path.parent.name for path in (ROOT / "core").glob("*/*.py")}
    assert folders | {"errors", "draws"} == set(ROOMS)


def test_core_imports_downwards_only():
    for path in files("core"):
        here = path.relative_to(ROOT).with_suffix("").parts[1]
        for name in imports(path):
            top, *rest = name.split(".")
            if here in ROOMS and top == "core" and rest:
                assert ROOMS.index(rest[0]) <= ROOMS.index(here), f"{path}: {name}"


def test_no_module_imports_itself_by_a_detour():
    known = {name: {n for n in imports(p) if n in MODULES} - {name} for name, p in MODULES.items()}
    TopologicalSorter(known).prepare()  # or says which circle there is


def test_only_a_lesson_and_its_page_know_the_lesson():
    for layer in ("core", "viz", "ui", "pages"):
        for path in files(layer):
            own = lesson(module(path)) or (path.stem if layer == "pages" else "")
            known = {lesson(name) for name in imports(path)} - {""}
            assert known <= {own}, path.relative_to(ROOT)


def test_a_lessons_settings_know_neither_its_run_nor_its_face_and_its_run_not_its_face():
    for stem in LESSONS:
        here = f"core.lessons.{stem}"
        settings = MODULES[f"{here}.settings"]
        assert not {f"{here}.run", f"{here}.lesson"} & set(imports(settings)), stem
        run = MODULES.get(f"{here}.run", settings)  # a lesson that is quick without torch has none
        assert f"{here}.lesson" not in set(imports(run)), stem


def test_no_room_is_crowded():
    rooms = {path.parent for path in MODULES.values()}
    rooms |= {path.parent for path in (ROOT / "viz/stage").rglob("*.js")}
    sizes = {room: len([*room.glob("*.py"), *room.glob("*.js")]) for room in rooms}
    assert {str(room.relative_to(ROOT)): n for room, n in sizes.items() if n > MOST} == {}


OUT = """
import importlib, os, sys
from pathlib import Path
import altair, pandas, plotly.graph_objects, streamlit, torch

root, spare = Path.cwd(), Path("spare")

def module(path):
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")

def everything():
    for layer in ("core", "viz", "ui"):
        for path in sorted(Path(layer).rglob("*.py")):
            if path != Path("ui/main.py"):  # the app itself: it runs when it is imported
                importlib.import_module(module(path))

for stems in sys.argv[1:]:
    places = [p for p in Path().glob("*/lessons/*") if p.stem in stems.split()]
    assert len(places) == 3 * len(stems.split()), places
    for place in places:
        (spare / place).parent.mkdir(parents=True, exist_ok=True)
        place.rename(spare / place)
    child = os.fork()
    if not child:
        sys.path.insert(0, str(root))
        everything()
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0, stems
    for place in places:
        (spare / place).rename(place)
print("done")
"""


def together(lessons):
    """Lessons to take out together, few times: whatever two there are, once one is out alone.

    Each lesson is out in half of the n times, no two in the same ones: n times do for as many
    lessons as there are ways to choose n/2 of n.
    """
    times = next(n for n in count(2) if comb(n, n // 2) >= len(lessons))
    out = dict(zip(lessons, combinations(range(times), times // 2), strict=False))
    return [[each for each in lessons if time in out[each]] for time in range(times)]


def test_of_any_two_lessons_one_is_once_taken_out_without_the_other():
    for one, other in permutations(LESSONS, 2):
        assert any(one in out and other not in out for out in together(LESSONS))


def test_every_lesson_can_be_taken_out(tmp_path):
    """In a copy of the tree, everything else is imported without it."""
    copy = ["cp", "-r", *(str(ROOT / layer) for layer in ("core", "viz", "ui", "text")), "."]
    subprocess.run(copy, cwd=tmp_path, check=True)
    for shared in ("weights", "data"):
        (tmp_path / shared).symlink_to(ROOT / shared)
    command = [sys.executable, "-c", OUT, *map(" ".join, together(LESSONS))]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.stdout.strip() == "done", done.stderr


def test_no_page_lies_where_the_server_would_find_it_by_itself():
    assert not list((ROOT / "pages").glob("*.py"))


def test_traces_drawing_and_lessons_faces_leave_torch_out():
    free = [name for name in MODULES if name.startswith(("core.traces", "viz."))]
    free += [f"core.lessons.{stem}.{face}" for stem in LESSONS for face in ("settings", "lesson")]
    code = f"import sys, core, {', '.join(free)}; "
    code += "print(*{'torch', 'streamlit'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout.split()) == (0, []), done.stderr


def test_what_core_offers_is_there_and_loaded_only_when_asked_for():
    code = "import core, sys; core.InputError; core.Recording; assert 'torch' not in sys.modules; "
    code += "[getattr(core, name) for name in dir(core)]; assert 'torch' in sys.modules"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def test_core_does_not_offer_what_it_has_not():
    import core

    with pytest.raises(AttributeError, match="has no attribute 'everything'"):
        _ = core.everything


def attributes(layers):
    """What is asked of any object, by file: "place.py", "name"."""
    for path in (path for layer in layers for path in files(layer)):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute):
                yield path.relative_to(ROOT).as_posix(), node.attr


def test_the_address_is_read_and_written_in_one_place():
    """It can be behind: `ui.link` knows what it should say. Elsewhere it is only an argument."""
    asked = attributes(["ui", "pages"])
    assert {path for path, name in asked if name == "query_params"} == {"ui/link.py"}


def test_charts_reach_the_page_as_specifications():
    """`st.altair_chart` sets Altair up for all threads while it makes one, others' among them."""
    assert "altair_chart" not in {name for _, name in attributes(["ui", "pages"])}
