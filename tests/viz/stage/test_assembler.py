import json
import re

import pytest

from tests.viz.stage.node import run
from viz.stage import FOLDER, kinds, script, style
from viz.stage.assembler import ModuleError, join, resolve


def write(folder, **sources):
    for name, source in sources.items():
        path = folder / f"{name.replace('__', '/')}.js"
        path.parent.mkdir(exist_ok=True)
        path.write_text(source, encoding="utf-8")
    return folder


def value(entry, folder):
    """What the joined module exports as its default, in a real engine."""
    return json.loads(
        run(
            join(resolve(entry, folder)).replace("export default", "const value =")
            + "\nconsole.log(JSON.stringify(value));"
        )
    )


def test_modules_are_joined_in_the_order_they_need(tmp_path):
    write(
        tmp_path,
        b='import { c } from "./c.js";\nexport const b = c + 1;\n',
        c="export const c = 1;\n",
    )
    entry = 'import { b } from "./b.js";\nimport { c } from "./c.js";\nexport default b + c;\n'
    modules = resolve(entry, tmp_path)
    assert [module.address for module in modules] == ["c", "b", ""]
    joined = join(modules)
    assert "import" not in joined
    assert joined.count("export") == 1
    assert value(entry, tmp_path) == 3


def test_each_module_has_a_scope_of_its_own(tmp_path):
    write(
        tmp_path,
        a="const x = 1;\nexport const a = () => x;\n",
        b='import { a } from "./a.js";\nconst x = 2;\nexport const b = () => [a(), x];\n',
    )
    entry = 'import { b } from "./b.js";\nconst x = 3;\nexport default [...b(), x];\n'
    assert value(entry, tmp_path) == [1, 2, 3]


def test_folders_and_default_exports(tmp_path):
    write(
        tmp_path,
        kit__one="export const one = 1;\nexport function two() { return 2; }\n",
        views__three='import { one, two } from "../kit/one.js";\n'
        "export default class Three { static sum() { return one + two(); } }\n",
        views__four='import Three from "./three.js";\nexport async function later() {}\n'
        "export const four = Three.sum() + 1;\n",
    )
    entry = (
        'import { four, later } from "./views/four.js";\nimport Three from "./views/three.js";\n'
        "export default [Three.sum(), four, typeof later];\n"
    )
    assert value(entry, tmp_path) == [3, 4, "function"]


def test_an_import_over_several_lines_is_joined(tmp_path):
    write(tmp_path, a="export const a = 1;\nexport const b = 2;\n")
    assert value('import {\n  a,\n  b,\n} from "./a.js";\nexport default a + b;\n', tmp_path) == 3


@pytest.mark.parametrize(
    ("sources", "message"),
    [
        ({"entry": 'import { a } from "./a.js";\n'}, "the entry imports a.js, which is missing"),
        ({"entry": 'import * as a from "./a.js";\n'}, "cannot be joined: import \\* as a"),
        ({"entry": 'import { a } from "https://x/a.js";\n'}, "cannot be joined"),
        ({"entry": 'import { a } from "/a.js";\n'}, "cannot be joined"),
        (
            {
                "entry": 'import { a, b } from "./a.js";\n',
                "a": "export const b = 1;\nconst a = 2;\n",
            },
            "the entry imports a, which a.js does not export",
        ),
        (
            {"entry": 'import a from "./a.js";\n', "a": "export const a = 1;\n"},
            "the entry imports default, which a.js does not export",
        ),
        (
            {"entry": 'import { b } from "./a.js";\n', "a": "const b = 1;\nexport { b };\n"},
            "imports b, which a.js does not export",
        ),
        (
            {
                "entry": 'import { a } from "./a.js";\n',
                "a": "export let b = 1;\nexport const a = 2;\n",
            },
            "a.js has an export that cannot be joined: export let b",
        ),
        (
            {
                "entry": 'import { a } from "./a.js";\n',
                "a": 'import { b } from "./b.js";\nexport const a = b;\n',
                "b": 'import { a } from "./a.js";\nexport const b = a;\n',
            },
            "circular import: the entry → a.js → b.js → a.js",
        ),
    ],
)
def test_what_cannot_be_joined_is_named(tmp_path, sources, message):
    entry = sources.pop("entry")
    with pytest.raises(ModuleError, match=message):
        join(resolve(entry, write(tmp_path, **sources)))


def test_the_stage_is_one_module_that_needs_nothing_else():
    source = script()
    assert source.count("export ") == source.count("export default ") == 1
    for forbidden in ("innerHTML", "eval(", "http://", "https://", "import "):
        assert forbidden not in source.replace("http://www.w3.org/2000/svg", "")
    assert "@import" not in style()
    assert "url(" not in style()


def test_the_stage_loads_in_an_engine_and_exports_what_mounts_it():
    assert (
        run(script().replace("export default ", "const mount = ") + "console.log(typeof mount);")
        == "function\n"
    )


@pytest.mark.parametrize("kind", kinds())
def test_a_kind_of_view_comes_with_no_kind_of_another_family(kind):
    [family] = {address.rpartition("/")[0] for name, address in kinds().items() if name == kind}
    source = script({kind})
    held = {a for a in kinds().values() if f"const ${a.replace('/', '$')} = " in source}
    assert held <= {address for address in kinds().values() if address.startswith(f"{family}/")}
    assert len(style({kind})) < len(style())


def test_the_kinds_are_those_that_python_makes():
    made = [path.read_text("utf-8") for path in FOLDER.parent.rglob("*.py")]
    assert {
        kind for source in made for kind in re.findall(r'View\(\s*kind="(\w+)"', source)
    } == set(kinds())


def test_a_kind_that_nobody_draws_is_refused():
    with pytest.raises(ModuleError, match="no kind of view is called film"):
        script({"chain", "film"})
