"""The one style block: what Streamlit's theme options cannot say."""

import re

import streamlit as st

from viz.theme import SURFACES

WIDTH = 1200  # px; Streamlit's wide layout has no limit
ROOT = 16  # px of a rem
HAIRLINE = 4  # px below which a line stays as thin as it is

# On a projector all is a third larger, as the stage is: see viz/stage/player/stage.css.
_PROJECTOR = """
@media (min-width: 1600px) and (min-height: 900px) {html:root {font-size: 21.333px;}}
"""

# What is typed stands beside the title, where the page is wide enough for both.
_HEAD = """
[data-testid="stMainBlockContainer"] {position: relative;}
.st-key-lesson_head {gap: 0 !important; margin-bottom: -8px;}
.st-key-lesson_line {row-gap: 0 !important;}
.st-key-lesson_part p {letter-spacing: .09em; text-transform: uppercase; font-size: 13px;
  font-weight: 600; opacity: .75; line-height: 18px;}
.stMain .st-key-lesson_head h1 {font-size: 30px; line-height: 36px;}
.st-key-lesson_head [data-testid="stMarkdownContainer"], .st-key-lesson_head p {margin-bottom: 0;}
.st-key-lesson_question p {font-size: 17px; line-height: 23px;}
.st-key-typed [data-testid="stTextAreaRootElement"], .st-key-typed textarea
  {height: 62px !important; min-height: 0 !important;}
.st-key-typed textarea {padding-block: 5px; line-height: 24px;}
.st-key-typed label {min-height: 0; margin-bottom: 2px;}
.st-key-typed label p {font-size: 14px; line-height: 18px;}
@media (min-width: 1000px) {
  [data-testid="stLayoutWrapper"]:has(> .st-key-typed):not(:has([role="alert"])) {
    position: absolute; right: 1.25rem; top: 52px; width: 340px;}
  [data-testid="stMainBlockContainer"]:has(.st-key-typed) .st-key-lesson_head
    > * {max-width: calc(100% - 356px);}
  .st-key-typed:has([role="alert"]) > [data-testid="stElementContainer"]:has(input, textarea)
    {position: absolute; right: 1.25rem; top: 52px; width: 340px;}
  .st-key-typed:has([role="alert"]) {margin-bottom: -8px;}
}
:is(.st-key-typed, .st-key-bar, .st-key-beside) [role="alert"] {padding: 4px 12px;}
:is(.st-key-typed, .st-key-bar, .st-key-beside) [role="alert"] p
  {font-size: 15px; line-height: 20px;}
"""

# The stage has a frame of its own elsewhere; here the card frames it and the question below it.
_CARD = """
.st-key-card {--stage-border: none; --stage-padding: 0 2px; border-radius: 14px;
  padding: 8px 16px 8px; border: 1px solid light-dark(LINE_LIGHT, LINE_DARK);
  background: light-dark(CARD_LIGHT, CARD_DARK);}
.st-key-card:not(:has([data-drawn])) > :has(> .st-key-picture) {min-height: 430px;}
@media (max-width: 640px) {
  .st-key-card:not(:has([data-drawn])) > :has(> .st-key-picture) {min-height: 100vh;}
}
.st-key-card [data-testid="stSkeleton"] {height: 32px;}
.st-key-beside {border-left: 3px solid light-dark(ACCENT_LIGHT, ACCENT_DARK); padding-left: 10px;}
.st-key-beside p {font-size: 15px; line-height: 21px;}
.st-key-beside [data-testid="stMarkdownContainer"], .st-key-beside p {margin-bottom: 0;}
@media (min-width: 900px) {
  .st-key-card:has(.st-key-foot > .st-key-guess_again:first-child) {--again: 112px;}
  .st-key-card > :has(> .st-key-foot > .st-key-guess_again:first-child)
    {margin-top: -46px; position: relative; pointer-events: none;}
  .st-key-foot > .st-key-guess_again:first-child {margin: 0 10px 0 auto; width: auto;}
  .st-key-guess_again button, .st-key-guess_again ~ * {pointer-events: auto;}
}
.st-key-remarks :is(p, [data-testid]) {font-size: 13px; line-height: 17px; margin: 0;}
.st-key-onward a[data-testid="stPageLink-NavLink"] {padding-left: 0; background: none;}
.st-key-card, .st-key-beside {scroll-margin-top: 60px;}
.st-key-decide {margin-left: auto;}
.st-key-model_file [data-testid="stFileUploaderDropzoneInstructions"] {display: none;}
.st-key-beside_upload [data-testid="stAlertContainer"] {padding: 4px 10px; min-height: 0;}
.st-key-beside_upload [data-testid] :is(p, code) {font-size: 13px; line-height: 17px;}
.st-key-beside_upload [data-testid] code {padding: 0 3px;}
.st-key-beside_upload {gap: 4px;}
.st-key-guess_row {row-gap: 6px !important; column-gap: 14px !important;
  border-top: 1px solid light-dark(LINE_LIGHT, LINE_DARK); padding-top: 8px;}
.st-key-card:not(:has([data-drawn])) .st-key-guess_row {min-height: 100px;}
.st-key-guess_row > :has(> .st-key-asked) {flex: 1 1 360px; min-width: min(360px, 100%);}
.st-key-guess_row:has(.st-key-guesses_several) > :has(> .st-key-asked) {flex-basis: 100%;}
.st-key-guess_row > :has(> [class*="st-key-guesses"]) {flex: 0 1 auto; width: auto;}
.st-key-guess_row > :has(> .st-key-guesses_several) {flex: 1 1 0;}
.st-key-guesses .stSlider {min-width: 260px;}
.st-key-guess_row [data-testid="stSliderTickBar"] {opacity: 1; margin-top: -7px;}
.st-key-guess_row:has(.stSlider) {padding-bottom: 6px;}
@media (min-width: 1000px) {
  .st-key-guess_row > :has(> .st-key-guesses [role="radiogroup"]) {max-width: calc(100% - 610px);}
  .st-key-guesses > :has([role="radiogroup"]) {flex: 0 1 auto; max-width: 100%;}
  .st-key-guesses [role="radiogroup"] {max-height: 84px; overflow-y: auto; padding: 4px;
    margin: -4px;}
  .st-key-guesses [role="radio"] {min-height: 30px; padding: 2px 9px;}
}
.st-key-guesses_several button {padding: 0 9px;}
.st-key-guesses_several .stSlider {min-width: 130px; flex: 1 1 130px;}
.st-key-asked p {font-size: 15px; line-height: 20px;}
.st-key-asked [data-testid="stMarkdownContainer"], .st-key-asked p {margin-bottom: 0;}
.st-key-guesses {width: auto;}
.st-key-next_step button {min-height: 32px; padding: 0 14px;}
@media (min-width: 641px) {
  .st-key-sentence_row {min-height: 74px;}
  .st-key-sentence_end {padding-top: 28px;}
}
@media (max-width: 640px) {
  [data-testid="stMarkdownContainer"] :is(th, td) {padding: 4px; font-size: 13px;}
  .st-key-card:has(.st-key-guess_row) > :has(> .st-key-picture) {order: 1;}
  .st-key-guess_row {border-top: none; padding: 0 0 8px;
    border-bottom: 1px solid light-dark(LINE_LIGHT, LINE_DARK);}
  .st-key-guess_row > :has(> .st-key-guesses_several) {flex-basis: 100%;}
  .st-key-guess_row .stSlider {padding-bottom: 14px;}
  .st-key-guess_row [role="radiogroup"] {flex-wrap: wrap; row-gap: 6px;}
}
.st-key-card button p, .st-key-guess_row label p {font-size: 15px;}
"""

_CSS = f"""
[data-testid="stMainBlockContainer"] {{max-width: {WIDTH}px; padding: 2.25rem 1.25rem 4rem;}}
[data-testid="stHeader"], [data-testid="stToolbar"] {{height: 48px; min-height: 48px;}}
[data-testid="stMainBlockContainer"] h1 {{font-size: 38px; line-height: 1.15; padding: 0;
  letter-spacing: -.01em;}}
{_HEAD}{_CARD}
.st-key-language {{position: fixed; top: 7px; right: 14px; width: auto; z-index: 999991;}}
.st-key-language label {{min-height: 34px; align-items: center;}}
.st-key-lesson_here p {{font-size: 13px; line-height: 18px; white-space: nowrap;
  overflow: hidden; text-overflow: ellipsis; opacity: .85;}}
[class*="st-key-road_"] a[data-testid="stPageLink-NavLink"] {{padding: 0; background: none;}}
[class*="st-key-road_"] a[data-testid="stPageLink-NavLink"] p {{font-size: 19px; line-height: 1.3;
  white-space: normal;}}
[class*="st-key-road_"] [data-testid="stColumn"] [data-testid="stVerticalBlock"]
  {{position: relative; row-gap: 6px;}}
[class*="st-key-road_"] [data-testid="stColumn"] :is([data-testid="stElementContainer"],
  [data-testid="stPageLink"], [data-testid="stPageLink"] div) {{position: static;}}
[class*="st-key-road_"] a[data-testid="stPageLink-NavLink"]::after {{content: "";
  position: absolute; inset: -16px; border-radius: 10px;}}
[class*="st-key-road_"] a[data-testid="stPageLink-NavLink"]:hover p {{text-decoration: underline;}}
@media (max-width: 640px) {{
  [data-testid="stMainBlockContainer"] {{padding: 3.25rem .8rem 3rem;}}
  [data-testid="stMainBlockContainer"] h1 {{font-size: 30px;}}
  .st-key-lesson_here {{display: none;}}
  .stMain [data-testid="stMarkdownContainer"] :is(td, th) {{padding: .25rem .4rem;}}
  [class*="st-key-glossary_"] thead, [class*="st-key-glossary_"] td:empty {{display: none;}}
  [class*="st-key-glossary_"] :is(table, tbody, tr, td) {{display: block; width: 100%; border: 0;}}
  [class*="st-key-glossary_"] tr {{padding: 8px 0;
    border-bottom: 1px solid var(--st-border-color, #8884);}}
  [class*="st-key-glossary_"] td {{padding: 1px 0;}}
}}
"""

# Below this width Streamlit moves the navigation into the drawer, which then covers the page.
_DRAWER = """
[data-testid="stSidebar"][data-collapsed="true"], [data-testid="stSidebar"][data-collapsed="true"] *
  {visibility: hidden !important;}
[data-testid="stExpandSidebarButton"] {width: auto; padding: 0 8px;}
[data-testid="stExpandSidebarButton"]::after {font: 600 15px/1 inherit; margin-left: 6px;}
[data-testid="stToolbar"] {padding-right: 170px;}
@media (max-width: 767.98px) {
  .stApp:has([data-testid="stSidebar"][data-collapsed="false"]) .st-key-language
    {visibility: hidden;}
}
:is([data-testid="stTopNavLink"], [data-testid="stTopNavSection"],
  [data-testid="stSidebarNavLink"], [data-testid="stPageLink-NavLink"],
  [data-testid="stExpandSidebarButton"]):focus-visible
  {outline: 3px solid currentColor; outline-offset: 2px;}
"""

_WORDS = """
[data-testid="stExpandSidebarButton"]::after {content: "SETTINGS";}
@media (max-width: 767.98px) {[data-testid="stExpandSidebarButton"]::after {content: "MENU";}}
"""

# Words that Streamlit makes too faint, in either theme: nearer to the page's own ink.
_CONTRAST = """
[data-testid="stCaptionContainer"] {color: inherit; opacity: .82;}
[data-testid="stVegaLiteChart"] .mark-rect path {shape-rendering: crispEdges;}
[data-testid="stVegaLiteChart"] :is(.role-axis-label, .role-axis-title, .role-legend-label,
  .role-legend-title, .role-title-text, .role-title-subtitle) text
  {fill: currentColor; fill-opacity: .82;}
[data-testid="stCode"] .token {color: inherit !important;}
[data-testid="stCode"] .token.comment {opacity: .75;}
[data-testid="stCode"] .token.keyword {color: light-dark(#1d4f96, #6aa3ee) !important;}
[data-testid="stCode"] .token.string {color: light-dark(#19694f, #84dfbd) !important;}
[data-testid="stCode"] .token:is(.number, .boolean)
  {color: light-dark(#8a4fa3, #cf9be6) !important;}
[data-testid="stCode"] .token:is(.function, .builtin)
  {color: light-dark(#a83d12, #f08a5d) !important;}
[data-testid="stMultiSelect"] [data-tag] *, [data-testid="stMain"] button[kind="primary"]:enabled *
  {color: light-dark(#fff, #12171d) !important;}
"""


def block() -> str:
    """Return the style block, without the words of a language.

    Its rules are those of the root's descendants: they hold wherever Streamlit puts its own. Sizes
    follow the root's, which a projector enlarges.
    """
    css = _relative(f"{_CSS}{_DRAWER}{_CONTRAST}")
    for name, colour in SURFACES.items():
        css = css.replace(f"{name.upper()}_LIGHT", colour.light)
        css = css.replace(f"{name.upper()}_DARK", colour.dark)
    return f"<style>{_PROJECTOR}:root {{{css}}}</style>"


def _relative(css: str) -> str:
    """Turn px into rem, but for hairlines and for the widths that a rule asks about."""

    def rem(found: re.Match[str]) -> str:
        return found[0] if int(found[1]) < HAIRLINE else f"{int(found[1]) / ROOT:g}rem"

    lines = css.split("\n")
    return "\n".join(
        line if line.lstrip().startswith("@media") else re.sub(r"\b(\d+)px", rem, line)
        for line in lines
    )


def apply(settings: str, menu: str) -> None:
    """Put the style block on the page, for a server that has not put it there.

    ``settings`` is the word beside the drawer's arrow, ``menu`` where it holds the navigation too.
    """
    words = _WORDS.replace("SETTINGS", settings).replace("MENU", menu)
    st.html(f"{block()}<style>{words}</style>")
