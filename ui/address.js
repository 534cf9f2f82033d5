// Shows the address that the browser has now: the clock writes to it between two runs of the page.

const EVERY = 250; // ms
const DONE = 2000; // ms for which the button says that it has copied

function build(parent) {
  const host = document.createElement("div");
  host.className = "address";
  const shown = host.appendChild(document.createElement("output"));
  const button = host.appendChild(document.createElement("button"));
  button.type = "button";
  button.setAttribute("aria-live", "polite");
  const look = () => {
    if (shown.textContent !== location.href) shown.textContent = location.href;
  };
  button.addEventListener("click", () => (look(), take(parent.address)));
  parent.append(host);
  return { host, shown, button, timer: setInterval(look, EVERY) };
}

/** Selects the address too: where a page may not write to the clipboard, Ctrl+C still copies it. */
async function take(built) {
  const { shown } = built;
  getSelection().selectAllChildren(shown);
  const done = navigator.clipboard?.writeText(shown.textContent).then(() => true, () => false);
  if (await done) say(built);
}

/** Says for a while that the address has been copied. */
function say(built) {
  const { button, words } = built;
  button.textContent = `✓ ${words.copied}`;
  clearTimeout(built.said);
  built.said = setTimeout(() => (button.textContent = built.words.copy), DONE);
}

export default function ({ data: [address, copy, copied], parentElement }) {
  const built = (parentElement.address ??= build(parentElement));
  if (built.words?.copy !== copy) built.button.textContent = copy;
  built.words = { copy, copied };
  if (!built.shown.textContent) built.shown.textContent = address;
  return () => {
    clearInterval(built.timer);
    clearTimeout(built.said);
    built.host.remove();
    delete parentElement.address;
  };
}
