"""Find a Chromium for the browser tests, or install one: `python tests/browser/chromium.py`."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # The address bar's own pages, which nobody sees; the rest is what playwright turns off.
    "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,OptimizationHints,MediaRouter,"
    "PaintHolding,HttpsUpgrades,LensOverlay,DestroyProfileOnBrowserClose",
]
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")


def find() -> str | None:
    """Return the path of an installed browser, of $UNROLLED_BROWSER or of playwright's own."""
    candidates = [os.environ.get("UNROLLED_BROWSER"), *map(shutil.which, NAMES), str(MAC)]
    with sync_playwright() as playwright:
        candidates.append(playwright.chromium.executable_path)
    return next((path for path in candidates if path and Path(path).exists()), None)


def _run(*command: str) -> None:
    subprocess.run(command, check=False)


def install() -> None:
    """Try playwright's own browser, then the distribution's."""
    _run(sys.executable, "-m", "playwright", "install", "chromium")
    if find() or not shutil.which("apt-get") or os.geteuid() != 0:
        return
    _run("apt-get", "update", "-qq")
    _run("apt-get", "install", "-y", "-qq", "chromium", "fonts-noto-cjk")


def main() -> int:
    """Make sure that there is a browser; the exit status says whether there is."""
    if not find():
        install()
    if find():
        return 0
    print("No Chromium found. Install Chromium or Google Chrome, or set UNROLLED_BROWSER.")
    return 1


if __name__ == "__main__":
    sys.exit(main())
