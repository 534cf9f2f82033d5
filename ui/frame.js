// The frame around a page: the drawer's buttons say what they do, a phone opens with it closed, Back
// undoes all that one press has done, and who guesses again has the keyboard where the guess is made.

const NARROW = "(max-width: 767.98px)"; // Streamlit's own: below, the drawer holds the navigation
const KEPT = "stSidebarCollapsed-"; // begins Streamlit's names for whether the drawer is closed
const BUTTONS = {
  open: '[data-testid="stExpandSidebarButton"]',
  close: '[data-testid="stSidebarCollapseButton"] button',
};

/** Names the buttons that are there now: Streamlit's own names are English in every language. */
function name(words) {
  const narrow = matchMedia(NARROW).matches;
  const names = { open: narrow ? words.menu : words.settings, close: words.close };
  for (const [what, selector] of Object.entries(BUTTONS)) {
    const button = document.querySelector(selector);
    if (button && button.ariaLabel !== names[what]) button.ariaLabel = names[what];
  }
}

/** On a phone the drawer covers the page: the next one that is loaded opens without it. */
function close() {
  if (!matchMedia(NARROW).matches) return;
  const kept = Object.keys(localStorage).filter((key) => key.startsWith(KEPT));
  for (const key of kept) localStorage.setItem(key, "true");
}

const AGAIN = ".st-key-guess_again";
const GUESS = ".st-key-guess_row :is(input, [role=slider], [role=radio])";
let again = false; // a guess is to be made again

/** Hears whether the answer is covered again; the button that did it goes, and the focus with it. */
const hear = ({ target }) => (again ||= Boolean(target.closest?.(AGAIN)));

/** Gives the focus to the first control of the guess, once it is there. */
function refocus() {
  const first = again && document.querySelector(GUESS);
  if (!first || document.activeElement !== document.body) return;
  again = false;
  first.focus({ preventScroll: true });
}

const ACTS = ["click", "keydown", "change"];
let acted = false; // since the last entry of the history

/**
 * Keeps one entry of the history for each act of the reader: Streamlit makes one for every parameter
 * that is written, and each would take a press of Back. Returns what ends it.
 */
function oneEntryAnAct() {
  const push = history.pushState;
  const act = () => (acted = true);
  for (const kind of ACTS) addEventListener(kind, act, true);
  history.pushState = (state, title, address) => {
    const same = new URL(address, location.href).pathname === location.pathname;
    const put = same && !acted ? history.replaceState : push;
    acted = false;
    put.call(history, state, title, address);
  };
  return () => {
    history.pushState = push;
    for (const kind of ACTS) removeEventListener(kind, act, true);
  };
}

export default function ({ data: [menu, settings, closing], parentElement }) {
  const words = { menu, settings, close: closing };
  parentElement.leave?.();
  const observer = new MutationObserver(() => {
    name(words);
    refocus();
  });
  observer.observe(document.body, { childList: true, subtree: true });
  addEventListener("pagehide", close);
  addEventListener("click", hear, true);
  const resized = () => name(words);
  addEventListener("resize", resized);
  name(words);
  const many = oneEntryAnAct();
  parentElement.leave = () => {
    observer.disconnect();
    removeEventListener("pagehide", close);
    removeEventListener("click", hear, true);
    removeEventListener("resize", resized);
    many();
  };
  return parentElement.leave;
}
