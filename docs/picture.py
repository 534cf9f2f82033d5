"""Make the README's picture: start the server, open the first lesson, take a screenshot."""

import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests" / "browser"))
from chromium import FLAGS, find  # noqa: E402

PORT = 8599
URL = f"http://localhost:{PORT}"
PAGE = "vanishing_gradient?lang=en&reveal=1&t=14"
READY = '[data-testid="stApp"][data-test-script-state="notRunning"]'


def wait(url: str, seconds: float = 60) -> None:
    """Wait until the server answers."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urlopen(f"{url}/_stcore/health"):  # noqa: S310  our own server
                return
        except URLError:
            time.sleep(0.2)
    raise TimeoutError(f"{url} did not answer within {seconds} s")


def main() -> None:
    """Write docs/vanishing_gradient.png."""
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless=true"]
    path = find()
    server = subprocess.Popen([*command, f"--server.port={PORT}"], cwd=ROOT)
    try:
        wait(URL)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
            page = browser.new_page(
                viewport={"width": 1280, "height": 720}, device_scale_factor=1.5
            )
            page.goto(f"{URL}/{PAGE}")
            page.wait_for_selector(READY)
            page.wait_for_timeout(2500)
            page.screenshot(path=ROOT / "docs" / "vanishing_gradient.png")
    finally:
        server.terminate()


if __name__ == "__main__":
    main()
