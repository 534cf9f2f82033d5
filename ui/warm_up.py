"""Import torch a moment after the first page is on screen, then read the corpus of the cells.

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
    timer = threading.Timer(DELAY, _warm_up)
    timer.daemon = True
    timer.start()


def one_thread() -> None:
    """Let torch compute on one thread: faster for small models, and leaves other readers a core."""
    import torch

    torch.set_num_threads(1)


def _warm_up() -> None:
    one_thread()
    gc.freeze()  # torch's objects stay: no collection need look at them again

    from core.shipped.characters import corpus_states

    corpus_states("lstm")  # over a second, which the first search for cells would wait
