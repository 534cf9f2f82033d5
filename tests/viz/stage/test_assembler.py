import shutil
import subprocess

import pytest

from viz.stage import ModuleError, assemble, script, style


def write(folder, **sources):
    for name, source in sources.items():
        (folder / f"{name}.js").write_text(source, encoding="utf-8")
    return folder


def test_modules_are_joined_in_the_order_they_need(tmp_path):
    folder = write(
        tmp_path,
        stage='import { b } from "./b.js";\nimport { c } from "./c.js";\n'
        "export default function () { return b + c; }\n",
        b='import { c } from "./c.js";\nexport const b = c + 1;\n',
        c="export const c = 1;\n",
    )
    joined = assemble("stage", folder)
    assert joined.index("const c") < joined.index("const b") < joined.index("export default")
    assert joined.count("const c") == 1
    assert "import" not in joined
    assert joined.count("export") == 1


def test_an_import_over_several_lines_is_joined(tmp_path):
    folder = write(
        tmp_path, stage='import {\n  a,\n} from "./a.js";\na();\n', a="export const a = 1;\n"
    )
    assert "import" not in assemble("stage", folder)


@pytest.mark.parametrize(
    ("sources", "message"),
    [
        ({"stage": 'import { a } from "./a.js";\n'}, "stage imports a.js, which is missing"),
        ({"stage": 'import a from "./a.js";\n'}, "cannot be joined: import a from"),
        ({"stage": 'import { a } from "https://x/a.js";\n'}, "cannot be joined"),
        (
            {"stage": 'import { a } from "./a.js";\nconst x = 1;\n', "a": "export const x = 2;\n"},
            "x is defined in a.js and in stage.js",
        ),
        (
            {
                "stage": 'import { a } from "./a.js";\n',
                "a": 'import { b } from "./b.js";\n',
                "b": 'import { a } from "./a.js";\n',
            },
            "circular import: stage → a → b → a",
        ),
    ],
)
def test_what_cannot_be_joined_is_named(tmp_path, sources, message):
    with pytest.raises(ModuleError, match=message):
        assemble("stage", write(tmp_path, **sources))


def test_the_stage_is_one_module_that_needs_nothing_else():
    source = script()
    assert source.count("export default function") == 1
    for forbidden in ("innerHTML", "eval(", "http://", "https://", "import "):
        assert forbidden not in source.replace("http://www.w3.org/2000/svg", "")
    assert "@import" not in style()
    assert "url(" not in style()


@pytest.mark.skipif(shutil.which("node") is None, reason="no node to check the syntax")
def test_the_stage_is_valid_javascript(tmp_path):
    file = tmp_path / "stage.mjs"
    file.write_text(script(), encoding="utf-8")
    checked = subprocess.run(["node", "--check", file], capture_output=True, check=False)  # noqa: S607
    assert checked.returncode == 0, checked.stderr.decode()
