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
.st-key-lesson_here p {{font-size: 13px; text-align: right; white-space: nowrap; overflow: hidden;
  text-overflow: ellipsis; opacity: .85;}}
.st-key-lesson_head {{gap: 2px !important; margin-bottom: -8px;}}
.st-key-lesson_head [data-testid="stHeading"] [data-testid="stMarkdownContainer"]
  {{margin-bottom: 0;}}
.st-key-lesson_question p {{font-size: 18px; line-height: 1.4;}}
[class*="st-key-road_"] a[data-testid="stPageLink-NavLink"] {{padding: 0; background: none;}}
[class*="st-key-road_"] a[data-testid="stPageLink-NavLink"] p {{font-size: 19px; line-height: 1.3;
  white-space: normal;}}
[class*="st-key-road_"] a[data-testid="stPageLink-NavLink"]:hover p {{text-decoration: underline;}}
[data-testid="stExpandSidebarButton"]::after {{content: "SETTINGS"; font: 600 15px/1 inherit;
  margin-left: 6px;}}
[data-testid="stExpandSidebarButton"] {{width: auto; padding: 0 8px;}}
[data-testid="stSidebar"][aria-expanded="false"] {{visibility: hidden;}}
@media (max-width: 640px) {{
  [data-testid="stMainBlockContainer"] {{padding: 3.25rem .8rem 3rem;}}
  [data-testid="stMainBlockContainer"] h1 {{font-size: 30px;}}
  .st-key-lesson_here {{display: none;}}
  [class*="st-key-glossary_"] thead, [class*="st-key-glossary_"] td:empty {{display: none;}}
  [class*="st-key-glossary_"] :is(table, tbody, tr, td) {{display: block; width: 100%; border: 0;}}
  [class*="st-key-glossary_"] tr {{padding: 8px 0;
    border-bottom: 1px solid var(--st-border-color, #8884);}}
  [class*="st-key-glossary_"] td {{padding: 1px 0;}}
}}
</style>
"""


def apply(settings: str) -> None:
    """Put the style block on the page; ``settings`` is the word beside the sidebar's arrow."""
    st.html(_CSS.replace("SETTINGS", settings))
