"""Controls whose state is in the link.

The URL holds codes, never displayed words, so that a link works in the other language.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

import streamlit as st

from core.lessons.settings import Among, AtMost, Held, OneOf, Settings, SomeOf, split_codes
from ui import link
from ui.memory import recall, remember
from ui.text import Text
from ui.writing import write

TIME = "t"  # the link's name for the clock's step, counted from 1
PILLS = 16  # words up to which all are shown as pills
LINKED = ("picked", "pressed")  # uses of fields that the link alone holds


def choice(
    label: str,
    words: Mapping[str, str],
    key: str,
    default: str,
    *,
    widget: Callable[..., Any] = st.segmented_control,
    always: bool = False,
    then: Callable[[], None] = lambda: None,
    **options: Any,
) -> str:
    """Let the reader pick one of ``words`` (code → displayed word); the URL keeps ``key=code``.

    The default is left out of the URL unless ``always``. A code that is not among ``words`` (an
    old link, a typing mistake) counts as ``default``. ``then()`` is called when the reader picks,
    not when a link or a button sets the control.
    """
    code = link.read(key) or recall(key, default)
    if code not in words:
        code = default
    name = f"{key}:{'/'.join(words.values())}"  # a new widget for each language
    st.session_state[name] = code

    hidden = None if always else default

    def write() -> None:
        remember(key, st.session_state[name], hidden)
        then()

    if widget in (st.segmented_control, st.pills):
        options["required"] = True
    if widget is st.pills:
        options["wrap"] = True  # on a phone too, every word is seen
    picked = widget(
        label, list(words), format_func=words.__getitem__, key=name, on_change=write, **options
    )
    remember(key, picked, hidden)
    return picked


def choices(
    label: str, words: Mapping[str, str], key: str, default: str = "", **options: Any
) -> str:
    """Let the reader pick any number of ``words`` (code → displayed word).

    The codes, joined by dots, are returned and kept in the URL as `choice` keeps its code.
    """
    rule = SomeOf(tuple(words))
    said = link.read(key)
    if said is None:
        said = recall(key, default)
    code = said if rule.allows(said) else default
    name = f"{key}:{'/'.join(words.values())}"  # a new widget for each language
    st.session_state[name] = list(split_codes(code))

    def write() -> None:
        remember(key, rule.joined(st.session_state[name]), default)

    pills = partial(st.pills, selection_mode="multi", wrap=True)
    widget = pills if len(words) <= PILLS else partial(st.multiselect, placeholder="…")
    picked = widget(
        label, list(words), format_func=words.__getitem__, key=name, on_change=write, **options
    )
    joined = rule.joined(picked)
    remember(key, joined, default)
    return joined


def setting(cls: type[Settings], name: str, text: Text) -> Any:
    """Draw the control of one field of ``cls`` and return its value.

    The label is ``text[name]``, the help ``text["name.help"]`` if there is one; the words of a
    choice are the labels ``name.code``.
    """
    rule, default = cls.rules()[name], cls.defaults()[name]
    label, about = text[name], text.labels.get(f"{name}.help")
    if isinstance(rule, OneOf):
        words = {code: text[f"{name}.{code}"] for code in rule.codes}
        return choice(label, words, name, default, widget=st.pills, help=about)
    if isinstance(rule, SomeOf):
        words = {code: text[f"{name}.{code}"] for code in rule.codes}
        return choices(label, words, name, default, help=about)
    if isinstance(rule, AtMost):
        return write(cls, name, text)
    number = type(default)
    low, high, step = (number(value) for value in (rule.low, rule.high, rule.step))
    return st.slider(label, low, high, default, step, help=about, key=name, bind="query-params")


def panel(
    cls: type[Settings],
    text: Text,
    names: Iterable[str],
    fixed: Callable[[Mapping[str, Any]], Mapping[str, Held | Among]],
) -> dict[str, Any]:
    """Draw the controls ``names`` in order and return their values.

    ``fixed`` tells, from the values so far, which settings the others decide: these are shown
    locked, with the reason, or not at all.
    """
    values: dict[str, Any] = {}
    for name in names:
        match fixed(values).get(name):
            case None:
                values[name] = setting(cls, name, text)
            case Among(steps):
                values[name] = st.select_slider(
                    text[name], steps, steps[-1], key=name, bind="query-params"
                )
            case Held(value, reason, shown):
                values[name] = value
                if reason:
                    locked(text[name], shown or displayed(name, value, text), text[reason])
    return values


def displayed(name: str, value: object, text: Text) -> str:
    """Return a setting's value as its control would show it."""
    return text.labels.get(f"{name}.{value}", str(value))


def locked(label: str, value: str, reason: str) -> None:
    """Show a control that cannot be moved now, with the value that holds and why."""
    st.text_input(label, value, disabled=True, help=reason, key=f"{label}.locked.{value}")


def set_all(cls: type[Settings], **values: Any) -> None:
    """Set every control of ``cls``, as a link would; what is not named gets its default.

    ``t`` sets the clock too; None lets it play from its beginning.
    """
    if TIME in values:
        step = values[TIME]
        link.write(TIME, None if step is None else str(step))
    for name, default in cls.defaults().items():
        set_one(cls, name, values.get(name, default))


def set_one(cls: type[Settings], name: str, value: Any) -> None:
    """Set the control of one field of ``cls``, as its reader would."""
    if name in cls.declared(*LINKED):
        _keep(cls, name, value)
    elif isinstance(cls.rules()[name], OneOf | SomeOf):
        remember(name, value, cls.defaults()[name])
    else:
        st.session_state[name] = value
        link.announce(name, None if value == cls.defaults()[name] else str(value))


def picked(cls: type[Settings]) -> dict[str, Any]:
    """Return what no control holds, but the link alone: what it says, else the defaults."""
    values = {}
    for name in cls.declared(*LINKED):
        said = cls.read(name, link.read(name))
        values[name] = cls.defaults()[name] if said is None else said
        _keep(cls, name, values[name])
    return values


def pick(
    cls: type[Settings], name: str, said: object, then: Callable[[str, Any], None] | None = None
) -> None:
    """Take what was picked in the picture, as its control would; what cannot be is ignored.

    ``then`` hears of what was taken, to set more, and unchecked of what is no field of ``cls``.
    """
    if name in cls.rules():
        value = cls.read(name, said)
        if value is None:
            return
        set_one(cls, name, value)
    if then is not None:
        then(name, said)


def _keep(cls: type[Settings], name: str, value: Any) -> None:
    """Keep a pick in the link, unless it is the default."""
    link.write(name, None if value == cls.defaults()[name] else str(value))
