"""Somebody does something: tense, negation and modal verbs, in both languages."""

from dataclasses import dataclass

from core.data.chinese_english.actions import Action
from core.data.chinese_english.people import Phrase, be, do
from core.data.chinese_english.words import Verb
from core.data.grammar import NOTHING, Tree, english, tree


@dataclass(frozen=True, slots=True)
class Tense:
    """How a tense is said.

    Attributes:
        before: what stands before the verb (and the ways) in Chinese.
        behind: what stands behind the verb in Chinese.
        verbs: the English verbs.
        form: the form of the main one; "present" agrees with the subject.
        time: the tense of times that go with it (see ``circumstances.time``); "" for none.
    """

    before: str
    behind: str
    verbs: str
    form: str
    time: str = ""


TENSES = {
    "past": Tense("", "了", "{verb~了}", "past", "past"),
    "past_not": Tense("没", "", "did~没 not@没 {verb}", "base", "past"),
    "present": Tense("", "", "{verb}", "present", "present"),
    "present_not": Tense("不", "", "{do~不} not@不 {verb}", "base"),
    "often": Tense("常常", "", "often@常常 {verb}", "present"),
    "future": Tense("会", "", "will@会 {verb}", "base", "future"),
    "future_not": Tense("不 会", "", "will@会 not@不 {verb}", "base", "future"),
    "now": Tense("正在", "", "{be~正在} {verb~正在}", "gerund"),
    "modal": Tense("{modal}", "", "{modal} {verb}", "base", "future"),
    "want_not": Tense("不 想", "", "{do~不} not@不 want@想 to~想 {verb}", "base"),
    "perfect": Tense("", "过", "{have~过} {verb~过}", "participle"),
}
Modal = tuple[str, str, str]
MODALS: tuple[Modal, ...] = (  # Chinese, with plural subjects, with singular ones
    ("想", "want to", "wants to"),
    ("打算", "plan to", "plans to"),
    ("可以", "can", "can"),
    ("应该", "should", "should"),
    ("必须", "must", "must"),
)
WANT = MODALS[0]


def negative(tense: str) -> bool:
    """Whether the tense says that something does not happen."""
    return tense.endswith("_not")


def present(verb: Verb, subject: Phrase) -> Tree:
    """The present form that agrees with the subject."""
    return verb.form("third" if subject.singular else "base")


def clause(
    tense: str,
    subject: Phrase,
    action: Action,
    when: Tree = NOTHING,
    *,
    first: bool = False,
    modal: Modal = WANT,
) -> Tree:
    """Somebody does something, e.g. ``clause("past", person, action, yesterday)``.

    ``first``: the time opens the sentence, in both languages; else Chinese has it behind the
    subject and English at the end.
    """
    how = TENSES[tense]
    start, end = ("{time} {subject}", "") if first else ("{subject}", " {time}")
    return tree(
        f"{start}{end} {how.before} {{ways}} {{verb}} {how.behind} {{object}}",
        f"{start} {how.verbs} {{object}} {{ways}}{end}",
        *action.marks,
        *(["negation"] if negative(tense) else []),
        subject=subject.subject,
        time=when,
        ways=action.ways,
        verb=present(action.verb, subject) if how.form == "present" else action.verb.form(how.form),
        object=action.object,
        do=do(subject),
        be=be(subject),
        have=english("has" if subject.singular else "have"),
        modal=modal_verb(modal, subject),
    )


def modal_verb(modal: Modal, subject: Phrase) -> Tree:
    """Wants to, can, should …, agreeing with the subject."""
    chinese, plural, singular = modal
    first, *to = (singular if subject.singular else plural).split()
    return tree(chinese, " ".join([f"{first}@{chinese}", *(f"{word}~{chinese}" for word in to)]))


def that(subject: Phrase, verb: Verb, form: str, inner: Tree) -> Tree:
    """Somebody says, thinks … that: ``form`` as in ``Verb.form``, or "present"."""
    return tree(
        "{who} {verb} {clause}",
        "{who} {verb} that~verb {clause}",
        "clause",
        who=subject.subject,
        verb=present(verb, subject) if form == "present" else verb.form(form),
        clause=inner,
    )
