// What stands above the gates once they are seen: each one's usual value, the guess, the answer, a clamp.

import { set } from "../../kit/dom.js";
import { number, phrase } from "../../kit/format.js";
import { take } from "../../kit/keys.js";

export class CellGates {
  /** `pick(code)` hears which gate is to be held, and at what: "f0", or "none". */
  constructor(data, cell, pick) {
    Object.assign(this, { data, cell, pick, held: "none" });
  }

  /** Lets the gates of a diagram be pressed: each press holds at the next value, the last one lets go. */
  listen(nodes, narrow) {
    this.narrow = narrow;
    this.nodes = nodes.filter(({ name }) => this.codes(name).length);
    for (const { name, group } of this.nodes) {
      set(group, "role", "button");
      group.append(...nodes.filter((node) => node.name === `${name}.function`).map((node) => node.group)); // a part of it
      const press = () => this.pick(this.next(name));
      group.addEventListener("click", press);
      group.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        take(event);
        press();
      });
    }
  }

  codes(gate) {
    return (this.data.hold ?? []).filter((code) => code.startsWith(gate) && code !== "none");
  }

  next(gate) {
    const codes = this.codes(gate);
    return codes[codes.indexOf(this.held) + 1] ?? "none";
  }

  choose(unit, held = "none") {
    Object.assign(this, { unit, held });
    for (const { name, group } of this.nodes ?? []) {
      group.classList.toggle("answer", this.asked && (this.data.marks.answers.includes(name)));
      group.classList.toggle("held", held.startsWith(name));
      set(group, "aria-pressed", held.startsWith(name));
    }
  }

  /** Whether the guess was about what is seen. */
  get asked() {
    return this.data.marks?.unit === this.unit;
  }

  /** The text above a gate: "usual.f" or "mark.f"; undefined for other names. */
  text(name) {
    const [kind, gate] = name.split(".");
    if (kind === "usual") return this.usual(gate);
    if (kind !== "mark") return undefined;
    const { marks, words } = this.data;
    if (this.codes(gate).includes(this.held)) return phrase(words.held, { value: this.held.slice(1) });
    return (this.asked && marks.words[gate]) || "";
  }

  /** A gate's mean over the steps that the guess compares with. */
  usual(gate) {
    const { cell, data, unit } = this;
    if (cell.covered || !data.ordinary.length) return "";
    const mean = data.ordinary.reduce((sum, t) => sum + cell.at(gate, t, unit), 0) / data.ordinary.length;
    return phrase(this.narrow ? data.words.usual_short : data.words.usual, { value: number(mean, 2) });
  }

  /** What a press would do, for those who do not see it. */
  hint(name) {
    return this.codes(name).length ? this.data.words.hold_hint : "";
  }
}
