// One translation as the pictures read it: its arrays by step and source position.

import { unpack } from "../../kit/data.js";
import { Substeps } from "../../kit/substeps.js";

/** Of one output word. */
export const SUBSTEPS = new Substeps("query", "scores", "softmax", "context", "word");
const WHOLE = new Substeps("word"); // where a step of the clock is a word

const LOOKED_AT = 0.5; // a weight from which on the decoder looks at one word

export class AttendModel {
  constructor(data) {
    this.data = data;
    this.S = data.source.length;
    this.T = data.target.length;
    this.slots = this.T + (data.next ? 1 : 0); // the word after the last may be asked for
    this.size = data.states?.shape[1];
    this.substeps = data.whole ? WHOLE : SUBSTEPS;
    for (const name of ["values", "states", "context", "scores", "weights"]) this[name] = data[name] && unpack(data[name]);
  }

  /** Which word it is at a time, its sub-step, and how far each is; a word that is written as a whole has them all at once. */
  at(time) {
    const found = this.substeps.at(time, this.slots);
    return { ...found, done: this.done(found.item, time) };
  }

  /** How far each sub-step of word t is at a time, 0 to 1, by name. */
  done(t, time) {
    const done = this.substeps.done(t, time);
    return { query: done.word, softmax: done.word, ...done };
  }

  /** The clock's step at which a sub-step of word t is complete. */
  complete(t, name) {
    return this.data.whole ? t : SUBSTEPS.complete(t, name);
  }

  /** The word of a source position with its gloss, as it stands in a sentence. */
  named(j) {
    return this.data.named[j];
  }

  /** What is marked at output word t: nothing but at the one that was asked for. */
  marks(t) {
    const { marks } = this.data;
    return marks?.word === t ? marks : undefined;
  }

  /** A row of an array with rows of one vector each. */
  vector(name, row) {
    const width = this.data[name].shape[1];
    return this[name].subarray(row * width, (row + 1) * width);
  }

  weight(t, j) {
    return this.weights && t < this.T ? this.weights[t * this.S + j] : NaN;
  }

  score(t, j) {
    return this.scores && t < this.T ? this.scores[t * this.S + j] : NaN;
  }

  /** The source position with the largest weight; undefined without attention. */
  strongest(t) {
    if (!this.weights || t >= this.T) return undefined;
    const row = this.weights.subarray(t * this.S, (t + 1) * this.S);
    return row.indexOf(Math.max(...row));
  }

  /** The positions whose weight is at least `least`, the largest first. */
  largest(t, least, most) {
    const order = Array.from({ length: this.S }, (_, j) => j).filter((j) => this.weight(t, j) >= least);
    return order.sort((a, b) => this.weight(t, b) - this.weight(t, a)).slice(0, most);
  }

  /** "sharp" where one word has most of the weight, "spread" where none has, "none" without attention. */
  look(t) {
    const best = this.strongest(t);
    return best === undefined ? "none" : this.weight(t, best) >= LOOKED_AT ? "sharp" : "spread";
  }

  /** The gold links of a word: source positions, [] if it translates none, undefined if unknown. */
  gold(t) {
    return this.data.gold?.[t] ?? undefined;
  }

  possible(t) {
    return this.data.possible?.[t] ?? this.gold(t);
  }
}
