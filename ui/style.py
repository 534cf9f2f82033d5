"""The one style block: what Streamlit's theme options cannot say."""

import streamlit as st

WIDTH = 1200  # px; Streamlit's wide layout has no limit

_CSS = f"""
<style>
[data-testid="stMainBlockContainer"] {{max-width: {WIDTH}px; padding: 2.75rem 1.25rem 4rem;}}
[data-testid="stMainBlockContainer"] h1 {{font-size: 38px; line-height: 1.15; padding: 0;
  letter-spacing: -.01em;}}
.st-key-language {{position: fixed; top: 10px; right: 14px; width: auto; z-index: 999991;}}
.st-key-language label {{min-height: 34px; align-items: center;}}
.st-key-lesson_part p {{letter-spacing: .09em; text-transform: uppercase; font-size: 13px;
  font-weight: 600; opacity: .75;}}
.st-key-lesson_head {{gap: 2px !important; margin-bottom: -8px;}}
.st-key-lesson_head [data-testid="stHeading"] [data-testid="stMarkdownContainer"]
  {{margin-bottom: 0;}}
.st-key-lesson_question p {{font-size: 18px; line-height: 1.4;}}
[class*="st-key-road_"] a[data-testid="stPageLink-NavLink"] {{padding: 0; background: none;}}
[class*="st-key-road_"] a[data-testid="stPageLink-NavLink"] p {{font-size: 19px; line-height: 1.3;
  white-space: normal;}}
[class*="st-key-road_"] a[data-testid="stPageLink-NavLink"]:hover p {{text-decoration: underline;}}
@media (max-width: 640px) {{
  [data-testid="stMainBlockContainer"] {{padding: 3.25rem .8rem 3rem;}}
  [data-testid="stMainBlockContainer"] h1 {{font-size: 30px;}}
}}
</style>
"""

# Below this width Streamlit moves the navigation into the drawer, which then covers the page.
_DRAWER = """
[data-testid="stSidebar"][data-collapsed="true"], [data-testid="stSidebar"][data-collapsed="true"] *
  {visibility: hidden !important;}
[data-testid="stExpandSidebarButton"] {width: auto; padding: 0 8px;}
[data-testid="stExpandSidebarButton"]::after {content: "SETTINGS"; font: 600 15px/1 inherit;
  margin-left: 6px;}
[data-testid="stToolbar"] {padding-right: 170px;}
@media (max-width: 767.98px) {
  [data-testid="stExpandSidebarButton"]::after {content: "MENU";}
  .stApp:has([data-testid="stSidebar"][data-collapsed="false"]) .st-key-language
    {visibility: hidden;}
}
:is([data-testid="stTopNavLink"], [data-testid="stTopNavSection"],
  [data-testid="stSidebarNavLink"], [data-testid="stPageLink-NavLink"],
  [data-testid="stExpandSidebarButton"]):focus-visible
  {outline: 3px solid currentColor; outline-offset: 2px;}
"""

# Words that Streamlit makes too faint, in either theme: nearer to the page's own ink.
_CONTRAST = """
[data-testid="stCaptionContainer"] {color: inherit; opacity: .82;}
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
[data-testid="stMultiSelect"] [data-tag] *, [data-testid="stBaseButton-primary"]:enabled *
  {color: light-dark(#fff, #12171d) !important;}
"""


def apply(settings: str, menu: str) -> None:
    """Put the style block on the page.

    ``settings`` is the word beside the drawer's arrow, ``menu`` where it holds the navigation too.
    """
    drawer = _DRAWER.replace("SETTINGS", settings).replace("MENU", menu)
    st.html(f"{_CSS}<style>{drawer}{_CONTRAST}</style>")
