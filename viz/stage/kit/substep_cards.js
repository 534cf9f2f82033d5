// Cards of sub-steps: of each its number, its name, its equation with live numbers and a line of words.

import { html, set, write } from "./dom.js";
import { equation } from "./equation.js";

const NOT_YET = "…";

export class SubstepCard {
  /** `slots` are the names of the numbers in the equation; without `mathml` there is none. */
  constructor(name, place, title, mathml, slots) {
    const formula = mathml && equation(mathml, slots);
    this.live = formula?.live ?? [];
    this.title = html("span", {}, title);
    this.line = html("p", { class: "line" });
    this.box = html("article", { class: `substep ${name}`, "data-substep": name },
      html("h3", {}, html("span", { class: "count" }, String(place + 1)), this.title),
      ...(formula ? [html("div", { class: "equation" }, formula.math)] : []), this.line);
  }

  /** Shows a card that is "ahead", "now" or "done", its numbers by slot, and its line. */
  fill(state, numbers, line) {
    set(this.box, "data-state", state);
    for (const [node, name] of this.live) write(node, numbers[name] ?? NOT_YET);
    write(this.line, line);
  }
}

export class SubstepCards {
  /** `data` has the equations by name, and in its words the titles. */
  constructor(host, substeps, { equations, words }, slots) {
    this.cards = Object.fromEntries(substeps.names.map((name, place) =>
      [name, new SubstepCard(name, place, words[`card.${name}`], equations[name], slots)]));
    this.row = html("div", { class: "substeps" }, ...Object.values(this.cards).map(({ box }) => box));
    host.append(this.row);
  }

  /** The cards' nodes. */
  get boxes() {
    return Object.values(this.cards).map(({ box }) => box);
  }

  /** Shows the numbers as far as the sub-steps have come; `line(name)` is what a card says then. */
  fill(substep, numbers, line) {
    Object.entries(this.cards).forEach(([name, card], place) => {
      const reached = place <= substep;
      card.fill(place === substep ? "now" : reached ? "done" : "ahead", reached ? numbers : {}, reached ? line(name) : "");
    });
  }
}
