// What can be picked above the cell: a unit, one unit or all of them, and their order.

import { html, icon, set } from "../../kit/dom.js";

function chooser(label, words, pick) {
  const buttons = Object.entries(words).map(([code, word]) => {
    const button = html("button", { type: "button", class: "button", "data-code": code }, word);
    button.addEventListener("click", () => pick(code));
    return button;
  });
  return html("div", { class: "chooser", role: "group", "aria-label": label }, ...buttons);
}

function stepper(label, path, act) {
  const button = html("button", { type: "button", class: "button small", "aria-label": label, title: label }, icon(path));
  button.addEventListener("click", act);
  return button;
}

export class CellBar {
  constructor(host, data, cell, pick) {
    const { words } = data;
    const wrapped = (unit) => (unit + cell.hidden) % cell.hidden;
    this.number = html("input", { type: "number", class: "button unit", min: 0, max: cell.hidden - 1, "aria-label": words.unit });
    this.number.addEventListener("change", () => {
      if (this.number.value !== "") pick("unit", Math.min(cell.hidden - 1, Math.max(0, Math.round(Number(this.number.value)))));
    });
    this.number.addEventListener("keydown", (event) => event.stopPropagation()); // not the player's
    this.show = chooser(words.show, { cell: words["show.cell"], units: words["show.units"] }, (code) => pick("show", code));
    this.sort = chooser(words.sort, Object.fromEntries(["unit", "variance", "correlation"].map((code) => [code, words[`sort.${code}`]])),
      (code) => pick("sort", code));
    const next = (way) => () => pick("unit", wrapped(Number(this.number.value) + way));
    host.append(html("span", { class: "group" }, html("span", { class: "what" }, words.unit), stepper(words.previous_unit, "M10.5 2.5 5 8l5.5 5.5", next(-1)),
      this.number, stepper(words.next_unit, "M5.5 2.5 11 8l-5.5 5.5", next(1))), this.show, this.sort);
  }

  draw({ unit, show, sort }) {
    this.number.value = unit;
    this.sort.style.display = show === "units" ? "" : "none";
    for (const [group, code] of [[this.show, show], [this.sort, sort]]) {
      for (const button of group.children) set(button, "aria-pressed", button.dataset.code === code);
    }
  }
}
