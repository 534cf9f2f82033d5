// What a map of words tells of a step in words: of the picked word, of another, of the roles.

import { unpack } from "../../kit/data.js";
import { textWidth } from "../../kit/dom.js";
import { number, phrase } from "../../kit/format.js";
import { cosineText } from "./word_map_model.js";

export const ROLES = ["asked", "true", "drawn"];

/** The words of a map; `chosen()` is the place of the picked one. */
export class Told {
  constructor(data, places, chosen) {
    Object.assign(this, { data, places, chosen });
    this.cosines = unpack(data.cosines);
    this.near = unpack(data.near);
    this.open = data.named.map((_, k) => k).filter((k) => !data.covered.includes(k)); // those that can be picked
  }

  /** A word of the map, and what it means. */
  called(place) {
    const { glosses, named, others } = this.data;
    return place < named.length ? [named[place], glosses[place]] : [others[place - named.length] ?? "", ""];
  }

  title(place) {
    const [word, gloss] = this.called(place);
    return gloss ? `${word} (${gloss})` : word;
  }

  cosine(step, key) {
    return this.cosines[step * this.data.named.length + key];
  }

  /** The words nearest to the picked one at a step, among all; none where they are not known yet. */
  nearAt(step) {
    const many = this.data.near.shape[1];
    if (this.chosen() !== this.data.of) return [];
    return [...this.near.slice(step * many, (step + 1) * many)].filter((key) => key >= 0);
  }

  /** What a step does: [place, role] each. */
  rolesAt(step) {
    return (this.data.roles[step] ?? []).filter(([place]) => !this.data.covered.includes(place));
  }

  /** A word and the picked one: how alike they are, and how far apart. */
  sentence(step, key) {
    const { data: { of, words }, places } = this;
    const word = this.title(key);
    if (key === this.chosen()) return phrase(words.alone, { word });
    if (this.chosen() !== of) return word;
    const cosine = this.cosine(step, key);
    const [[x, y], [X, Y]] = [places.at(step, key), places.at(step, of)];
    return phrase(words.read, { word, other: this.title(of), cosine: cosineText(cosine),
      map: number(Math.hypot(x - X, y - Y), 2), real: number(Math.sqrt(Math.max(0, 2 - 2 * cosine)), 2) });
  }

  /** Lines of some width that the longest sentence takes. */
  lines(width, font) {
    const { data: { words }, open } = this;
    const wide = (text) => textWidth(text, font);
    const [word = "", other = ""] = open.map((key) => this.title(key)).sort((a, b) => wide(b) - wide(a));
    const values = { word, other, cosine: "−0.88", map: "0.088", real: "0.88" };
    const longest = Math.max(...["read", "alone", "hint"].map((name) => wide(phrase(words[name], values))));
    return Math.ceil((1.06 * longest) / width);
  }

  describe(step) {
    const { data: { of, words } } = this;
    const roles = ROLES.map((role) => [words[role], this.rolesAt(step).filter(([, each]) => each === role).map(([place]) => this.title(place))]);
    const told = roles.filter(([, found]) => found.length).map(([name, found]) => `${name}: ${found.join(", ")}`);
    const near = this.nearAt(step).map((key) => this.title(key));
    return [...told, ...(near.length ? [`${this.title(of)}: ${near.join(", ")}`] : [])].join("; ");
  }
}
