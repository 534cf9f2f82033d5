"""Why core refuses a value, or reads nothing where it stands, each in one sentence.

A refusal names the field, its rule, what was given, and a way out.

A lesson words a refusal of its own as the label ``refused.<field>``: of a text, or of what is not
a rule of the settings. It names a field whose label says more than a name ``<field>.name``.
"""

from collections.abc import Iterable
from typing import Any

import streamlit as st

from core.errors import InputError
from core.lessons.settings import AtMost, Between, OneOf, Settings, SomeOf
from ui.markdown import plain, shortened
from ui.text import Text, load

Rule = Between | OneOf | SomeOf | AtMost | None


def sentence(error: InputError, settings: type[Settings], text: Text) -> str:
    """Word an error of core in the reader's language, as Markdown that shows values as given."""
    app, labels, name = load("app", text.language), text.labels, error.field
    rule, given = settings.rules().get(name), str(error.value)
    kind = _kind(rule, error)
    own = None if kind == "number" else labels.get(f"refused.{name}")
    return (own or app[f"refused.{kind}"]).format(
        field=labels.get(f"{name}.name") or labels.get(name, name),
        value=plain(shortened(given)),
        n=len(given),
        rule=error.rule,
        **_bounds(rule, name, text, app),
    )


def name_unseen(signs: Iterable[str], language: str) -> None:
    """Name each character once that training never had; without any, say nothing."""
    if named := " ".join(dict.fromkeys(signs)):
        st.caption(load("app", language)["never_seen"].format(signs=plain(named)))


def _kind(rule: Rule, error: InputError) -> str:
    """Which sentence of the app it is."""
    if rule is None or str(rule) != error.rule:
        return "other"
    if isinstance(rule, Between):
        return "number"
    if not isinstance(rule, AtMost):
        return "choice"
    given = str(error.value)
    if len(given) > rule.high:
        return "long"
    return "short" if given.strip() else "empty"


def _bounds(rule: Rule, name: str, text: Text, app: Text) -> dict[str, Any]:
    """What a rule allows, as its sentence says it."""
    if isinstance(rule, OneOf | SomeOf):
        words = (f"“{text.labels.get(f'{name}.{code}', code)}”" for code in rule.codes)
        return {"words": app["comma"].join(words)}
    if rule is None:
        return {}
    return {"low": f"{rule.low:g}", "high": f"{rule.high:g}"}
