// Words of a text side by side, wrapped, in a place that is as tall for every step as for the longest.

import { fontOf, html, set, textWidth, write } from "../../kit/dom.js";

const LINE = 24; // px from line to line
const AROUND = 11; // px of a word's plate beside its letters, and to the next one
const SIZES = [15, 14, 13]; // px, best first

/** The lines that words take in a width. */
function linesOf(words, width, font) {
  let [lines, left] = [1, 0];
  for (const word of words) {
    const wide = textWidth(word, font) + AROUND;
    if (left && left + wide > width) [lines, left] = [lines + 1, 0];
    left += wide;
  }
  return lines;
}

/** Words of a text; each has a role, "read" where it is no other's. */
export class Passage {
  /** `texts` are all that will be shown; `least` lines are kept free. */
  constructor(texts, least = 1) {
    Object.assign(this, { texts, least });
    const most = Math.max(...texts.map((words) => words.length));
    this.words = Array.from({ length: most }, () => html("span", {}));
    this.host = html("div", { class: "passage", "aria-hidden": "true" }, ...this.words);
  }

  /** Takes the largest letters for which all texts fit into as few lines as the smallest need. */
  layout(width) {
    const family = fontOf(this.host);
    const needed = (size) => Math.max(this.least, ...this.texts.map((words) => linesOf(words, width, `600 ${size}px ${family}`)));
    const lines = needed(SIZES.at(-1));
    const size = SIZES.find((each) => needed(each) === lines);
    this.host.style.cssText = `height:${lines * LINE}px;font-size:${size}px`;
  }

  /** Writes words; `roles` has those of some, by their places. */
  show(words, roles) {
    this.words.forEach((node, k) => {
      node.hidden = k >= words.length;
      write(node, words[k] ?? "");
      set(node, "data-role", roles.get(k) ?? "read");
    });
  }
}
