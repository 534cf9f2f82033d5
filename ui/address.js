// Shows the address that the browser has now: the clock writes to it between two runs of the page.

const EVERY = 250; // ms

function build(parent) {
  const host = document.createElement("div");
  host.className = "address";
  const shown = host.appendChild(document.createElement("output"));
  const button = host.appendChild(document.createElement("button"));
  button.type = "button";
  button.addEventListener("click", () => take(shown));
  const look = () => {
    if (shown.textContent !== location.href) shown.textContent = location.href;
  };
  parent.append(host);
  return { host, shown, button, timer: setInterval(look, EVERY) };
}

/** Selects the address too: where a page may not write to the clipboard, Ctrl+C still copies it. */
async function take(shown) {
  getSelection().selectAllChildren(shown);
  await navigator.clipboard?.writeText(shown.textContent).catch(() => {});
}

export default function ({ data: [address, copy], parentElement }) {
  const built = (parentElement.address ??= build(parentElement));
  built.button.textContent = copy;
  if (!built.shown.textContent) built.shown.textContent = address;
  return () => {
    clearInterval(built.timer);
    built.host.remove();
    delete parentElement.address;
  };
}
