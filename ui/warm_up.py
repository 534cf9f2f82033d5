"""Import torch a moment after the first page is on screen.

At once, the import would hold the interpreter while the first picture is drawn.
"""

import gc
import threading

DELAY = 1.0  # seconds after the page has run
_started = threading.Event()


def start() -> None:
    """Start the import once for the whole server."""
    if _started.is_set():
        return
    _started.set()
    timer = threading.Timer(DELAY, _import_torch)
    timer.daemon = True
    timer.start()


def _import_torch() -> None:
    import torch

    torch.set_num_threads(1)  # faster for small models, and leaves a core for the other readers
    gc.freeze()  # torch's objects stay: no collection need look at them again
