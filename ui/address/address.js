// Shows the address that the browser has now: the clock writes to it between two runs of the page.

const EVERY = 250; // ms
const DONE = 2000; // ms for which a button says that it has copied
const TOLD = /^(reveal|guess_.*)$/; // what an address tells of guess and answer

class Address {
  constructor(parent) {
    this.host = parent.appendChild(document.createElement("div"));
    this.host.className = "address";
    this.shown = this.host.appendChild(document.createElement("output"));
    this.copy = this.button(() => location.href);
    this.question = this.button(() => asked(location.href));
    this.timer = setInterval(() => this.look(), EVERY);
  }

  /** A button that shows an address and copies it. */
  button(address) {
    const button = this.host.appendChild(document.createElement("button"));
    button.type = "button";
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", () => this.take(button, address()));
    return button;
  }

  look() {
    if (this.seen === location.href) return;
    this.seen = location.href;
    this.shown.textContent = this.seen;
    this.question.hidden = ![...new URL(this.seen).searchParams.keys()].some((key) => TOLD.test(key));
  }

  /** Selects the address too: where a page may not write to the clipboard, Ctrl+C still copies it. */
  async take(button, address) {
    this.look();
    this.shown.textContent = address;
    getSelection().selectAllChildren(this.shown);
    const done = navigator.clipboard?.writeText(address).then(() => true, () => false);
    if (!(await done)) return;
    button.textContent = `✓ ${this.copied}`;
    setTimeout(() => (button.textContent = button.title), DONE);
  }

  /** Names the buttons; one that says that it has copied says so to its end. */
  say(copy, copied, question) {
    this.copied = copied;
    for (const [button, name] of [[this.copy, copy], [this.question, question]]) {
      if (button.title !== name) button.textContent = name;
      button.title = name;
    }
  }

  destroy() {
    clearInterval(this.timer);
    this.host.remove();
  }
}

/** The address without guess, answer and moment. */
function asked(href) {
  const url = new URL(href);
  for (const key of [...url.searchParams.keys()]) if (key === "t" || TOLD.test(key)) url.searchParams.delete(key);
  return url.href;
}

export default function ({ data: [address, ...words], parentElement }) {
  const built = (parentElement.address ??= new Address(parentElement));
  built.say(...words);
  if (!built.seen) built.shown.textContent = address;
  return () => {
    built.destroy();
    delete parentElement.address;
  };
}
