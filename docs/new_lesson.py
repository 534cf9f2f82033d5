"""The files of a new lesson, running and green, as a start: `make lesson STEM=rnn PART=recurrence`.

docs/lesson/ holds a whole small lesson, each file at its path. They are copied under the new names,
and what the lesson opens with is recorded into weights/ as `python -m train` does it.
"""

import re
import subprocess
import sys
from collections.abc import Mapping
from keyword import iskeyword
from pathlib import Path

from train.lessons import record
from ui.text import lessons, load

ROOT = Path(__file__).parents[1]
SKELETON = ROOT / "docs" / "lesson"
FILES = sorted(path for path in SKELETON.rglob("*") if path.suffix in {".py", ".md"})
NAMED = ("core/lessons", "text/en", "weights")  # where nothing else may have a lesson's name
STEP = 10  # between the orders of neighbours in a part


def main(stem: str, part: str) -> None:
    """Lay the lesson ``stem`` behind the last one of ``part``, or say in a sentence why not."""
    if refused := refusal(stem, part):
        sys.exit(refused)
    paths = lay(names(stem, part))
    record(stem)
    recording = ROOT / "weights" / f"{stem}.safetensors"
    print(*(path.relative_to(ROOT) for path in (*paths, recording)), sep="\n")


def refusal(stem: str, part: str) -> str:
    """One sentence on why there can be no such lesson; "" if there can."""
    parts = load("app", "en").words("part")
    if not re.fullmatch(r"[a-z][a-z0-9_]*", stem) or iskeyword(stem):
        return f"STEM must be a Python name in small letters, got {stem!r}."
    if part not in parts:
        return f"PART must be one of {', '.join(parts)}, got {part!r}."
    if found := taken(names(stem, part)):
        return f"STEM must be a name that is free, got {stem!r}: there is {found}."
    return ""


def names(stem: str, part: str) -> dict[str, str]:
    """What stands in the new lesson for each name of the skeleton."""
    orders = [text.order for text in lessons("en") if text.part == part]
    return {
        "my_lesson": stem,
        "MyLesson": "".join(word.capitalize() for word in stem.split("_")),
        "PART": part,
        "ORDER": str(max(orders, default=0) + STEP),
    }


def taken(new: Mapping[str, str]) -> str:
    """What goes by the new names already: a file, or a class that the skeleton imports."""
    stem, name = new["my_lesson"], new["MyLesson"]
    there = [path for path in places(new) if path.exists()]
    there += [path for place in NAMED for path in (ROOT / place).iterdir() if path.stem == stem]
    imported = re.compile(rf"^from .* import .*\b{name}\b", re.MULTILINE)
    classes = [name for file in FILES if imported.search(file.read_text("utf-8"))]
    return next(iter([*(str(path.relative_to(ROOT)) for path in there), *classes]), "")


def places(new: Mapping[str, str]) -> list[Path]:
    """Where the files of the skeleton go, in their order."""
    return [ROOT / renamed(str(file.relative_to(SKELETON)), new) for file in FILES]


def lay(new: Mapping[str, str]) -> list[Path]:
    """Write the files of the skeleton under new names, tidy as `make lint` wants them."""
    paths = places(new)
    for file, path in zip(FILES, paths, strict=True):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(renamed(file.read_text("utf-8"), new), "utf-8")
    code = [path for path in paths if path.suffix == ".py"]
    for tidy in (("check", "--select=I", "--fix"), ("format",)):  # other names sort otherwise
        subprocess.run([sys.executable, "-m", "ruff", *tidy, "--quiet", *code], check=True)
    return paths


def renamed(text: str, new: Mapping[str, str]) -> str:
    """The text with every name of the skeleton replaced."""
    for old, name in new.items():
        text = text.replace(old, name)
    return text


if __name__ == "__main__":
    main(*sys.argv[1:])
