"""One sentence in several versions, line under line, each marked from its first wrong word on."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from viz.view import View, ViewError


@dataclass(frozen=True)
class Version:
    """One line: its name, its words, the first wrong one (from 0), and what is said at its end."""

    name: str
    words: Sequence[str]
    wrong: int | None = None
    note: str = ""
    clocked: bool = False  # its words show as the clock reaches them


def versions(
    lines: Sequence[Version],
    written: Sequence[int],
    words: Mapping[str, str],
    *,
    title: str = "",
    columns: int = 12,
) -> View:
    """Return the lines; of a clocked one so many words are shown as ``written`` says at a step.

    ``words``: the label ``versions_summary`` with {name} and {text}.

    Raises:
        ViewError: a first wrong word behind the end of its line.
    """
    for line in lines:
        if line.wrong is not None and not 0 <= line.wrong <= len(line.words):
            raise ViewError("versions.wrong", f"must be in the line, got {line.wrong}")
    data = {
        "lines": [{**asdict(line), "words": list(line.words)} for line in lines],
        "written": list(written),
    }
    said = words["versions_summary"]
    summary = " ".join(said.format(name=v.name, text=" ".join(v.words)) for v in lines)
    return View(kind="versions", data=data, summary=summary, title=title, columns=columns)
