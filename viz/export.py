"""A stage as one HTML file that plays offline: the same modules, as far as it draws with them."""

import html as escape
import json

from viz import theme
from viz.stage import script, style
from viz.view import Stage

_PAGE = """<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{style}
{page}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
<p class="question">{question}</p>
<div id="root"></div>
<p class="footer">{footer}</p>
</main>
<script type="application/json" id="payload">{payload}</script>
<script type="module">
{script}
</script>
</body>
</html>
"""

# The entry's default export, called as Components v2 calls it.
_CALL = """
mount({
  data: [JSON.parse(document.getElementById("payload").textContent)],
  parentElement: document.getElementById("root"),
});
"""


def html(
    stage: Stage,
    *,
    title: str,
    lang: str,
    question: str = "",
    step: int | None = None,
    footer: str = "",
) -> str:
    """Return a complete page with the stage; `title`, `question`, `footer` are plain text.

    It stands at `step`, counted from 0; without one it plays.
    """
    kinds = {view.kind for view in stage.views}
    shown = stage.payload() | ({} if step is None else {"seek": step})
    payload = json.dumps(shown, ensure_ascii=False).replace("<", "\\u003c")
    return _PAGE.format(
        lang=escape.escape(lang),
        title=escape.escape(title),
        question=escape.escape(question),
        footer=escape.escape(footer),
        style=style(kinds),
        page=_page_style(),
        payload=payload,
        script=script(kinds).replace("export default ", "const mount = ") + _CALL,
    )


def _page_style() -> str:
    """Return the rules of the page around the stage, in the theme that the reader's system has."""

    def rule(dark: bool) -> str:
        bg, ink, dim = (theme.colour(code, dark) for code in ("bg", "ink", "dim"))
        return f"body{{background:{bg};color:{ink}}}.footer{{color:{dim}}}"

    return (
        f"body{{margin:0;font:16px/1.5 {theme.FONT}}}"
        "main{max-width:1200px;margin:0 auto;padding:24px 16px}"
        "h1{font-size:32px;line-height:1.2;margin:0 0 4px}"
        ".question{font-size:18px;margin:0 0 14px}.footer{font-size:14px}"
        f"{rule(dark=False)}@media (prefers-color-scheme:dark){{{rule(dark=True)}}}"
    )
