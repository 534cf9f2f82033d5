// The units that are on where letters are brushed, and off around them: a press looks inside one.

import { html, set } from "../../kit/dom.js";
import { number, phrase } from "../../kit/format.js";
import { findUnits } from "./find_units.js";
import { visible } from "./cell_text.js";

const LONGEST = 10; // letters of the span that are repeated

export class CellFound {
  /** `pick(unit)` hears of a unit that is pressed. */
  constructor(data, cell, pick) {
    Object.assign(this, { data, pick });
    this.states = { length: cell.length, hidden: cell.hidden, at: (t, unit) => cell.at("c", t, unit) };
    this.box = html("div", { class: "found", role: "group", "aria-label": data.words.found_help, title: data.words.found_help });
  }

  /** Says which units answer to the letters from first to last, from 0. */
  show(first, last) {
    if (first === this.first && last === this.last) return;
    Object.assign(this, { first, last });
    const { find, tokens, words } = this.data;
    const units = first < 0 ? [] : findUnits(this.states, first, last + 1, find).slice(0, find.most);
    const letters = tokens.slice(first, last + 1).map(visible);
    const text = letters.length > LONGEST ? `${letters.slice(0, LONGEST).join("")}…` : letters.join("");
    const [before, behind] = (units.length ? words.found : words.found_none).split("{text}");
    this.box.replaceChildren(html("span", { class: "what" }, before, html("code", {}, text), behind),
      ...units.map((found) => this.button(found)));
    this.choose(this.unit);
  }

  button({ unit, sign, score }) {
    const mark = sign > 0 ? "+" : "−";
    const said = phrase(this.data.words.found_unit, { unit, sign: mark, score: number(score) });
    const button = html("button", { type: "button", class: "button", "data-unit": unit, "aria-label": said, title: said }, `${unit} (${mark})`);
    button.addEventListener("click", () => this.pick(unit));
    return button;
  }

  choose(unit) {
    this.unit = unit;
    for (const button of this.box.querySelectorAll("button")) set(button, "aria-pressed", Number(button.dataset.unit) === unit);
  }
}
