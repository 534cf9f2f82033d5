"""Who may know whom: core knows no drawing, viz no server, and nobody above is imported below."""

import ast
import subprocess
import sys
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
TORCH_FREE = (
    "errors", "trace", "traces", "training_trace", "recordings", "transformer_config",
    "transformer_trace", "head_scores", "attention_trace", "masks",
)  # fmt: skip


def files(layer):
    return sorted((ROOT / layer).rglob("*.py"))


def imports(path):
    """The top-level packages that a file imports anywhere, in functions too."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


def loaded_by(modules, names):
    """Which of ``names`` a fresh process has loaded after importing the modules."""
    code = f"import sys, {', '.join(modules)}; print(*(set({names!r}) & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def modules(paths):
    return [".".join(p.relative_to(ROOT).with_suffix("").parts) for p in paths]


@pytest.mark.parametrize("layer", FORBIDDEN)
def test_a_layer_imports_nothing_above_it(layer):
    for path in files(layer):
        assert not FORBIDDEN[layer] & set(imports(path)), path.relative_to(ROOT)


def test_core_imports_pandas_only_inside_functions():
    for path in files("core"):
        top = ast.Module(ast.parse(path.read_text("utf-8")).body, [])
        names = [n for node in top.body if isinstance(node, ast.Import) for n in node.names]
        assert "pandas" not in {n.name for n in names}, path.relative_to(ROOT)


def test_no_page_lies_where_the_server_would_find_it_by_itself():
    assert not list((ROOT / "pages").glob("*.py"))


def test_traces_and_drawing_leave_torch_out():
    known = [ROOT / "core" / f"{name}.py" for name in TORCH_FREE]
    free = modules([path for path in known if path.exists()] + files("viz"))
    free = [name.removesuffix(".__init__") for name in free]
    assert not loaded_by(["core", *free], ["torch", "streamlit"])


def test_what_core_offers_is_there_and_loaded_only_when_asked_for():
    code = "import core, sys; core.InputError; core.Recording; assert 'torch' not in sys.modules; "
    code += "[getattr(core, name) for name in dir(core)]; assert 'torch' in sys.modules"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


@pytest.mark.parametrize("first", ["record", "all_pairs", "gradients"])
def test_a_function_is_never_hidden_by_the_module_of_its_name(first):
    code = f"import core.{first}; from core import all_pairs, record; "
    code += "assert callable(record) and callable(all_pairs)"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def test_core_does_not_offer_what_it_has_not():
    import core

    with pytest.raises(AttributeError, match="has no attribute 'everything'"):
        _ = core.everything
