// All heads on one sentence as the pictures read them: arrays by head, question and word.

import { unpack } from "../../kit/data.js";
import { Substeps } from "../../kit/substeps.js";

/** Of one question. */
export const SUBSTEPS = new Substeps("project", "dot", "scale", "softmax", "mix");

/** What the colours of a vector mean. */
export const VECTOR_SCALE = { kind: "diverging", low: -3, high: 3, ends: ["≤ −3", "≥ 3"] };

export class AsksModel {
  constructor(data) {
    this.data = data;
    this.T = data.tokens.length;
    [this.heads, , this.D] = data.k.shape;
    this.across = this.heads / data.layers; // heads of a layer
    this.rows = new Map(data.queries.map((place, row) => [place, row]));
    for (const name of ["q", "k", "v", "scores", "weights", "out"]) this[name] = unpack(data[name]);
    this.x = data.x && unpack(data.x);
  }

  /** The row of a question among those that may be seen; undefined for the one that is asked for. */
  row(i) {
    return this.rows.get(i);
  }

  /** Whether a question is still to be guessed. */
  get covered() {
    return this.rows.size < this.T;
  }

  at(name, head, i, j) {
    const row = this.row(i);
    return row === undefined ? NaN : this[name][(head * this.rows.size + row) * this.T + j];
  }

  /** e = q·k, divided by √d_k where the encoder divides. */
  score(head, i, j) {
    return this.at("scores", head, i, j);
  }

  /** q·k */
  dot(head, i, j) {
    return this.score(head, i, j) * (this.data.scaled ? this.data.root : 1);
  }

  weight(head, i, j) {
    return this.at("weights", head, i, j);
  }

  /** A key or value of word j, or, with a row of questions, a question or an answer. */
  vector(name, head, place) {
    const asked = name === "q" || name === "out";
    const [row, rows] = asked ? [this.row(place), this.rows.size] : [place, this.T];
    if (row === undefined) return undefined;
    const start = (head * rows + row) * this.D;
    return this[name].subarray(start, start + this.D);
  }

  /** The numbers of a word from which a head's layer makes its queries, keys and values; none where they were not recorded. */
  source(head, place) {
    if (!this.x) return [];
    const [, , size] = this.data.x.shape;
    const start = (Math.floor(head / this.across) * this.T + place) * size;
    return this.x.subarray(start, start + size);
  }

  /** What a word of a question is marked as, once its answer shows: "you", "answer", both or none. */
  marks(head, i, j) {
    const { marks } = this.data;
    if (!marks || marks.query !== i || marks.head !== head) return [];
    return ["you", "answer"].filter((name) => marks[name] === j);
  }

  /** The words by weight, the one that is asked most first; none for the hidden question. */
  order(head, i) {
    if (this.row(i) === undefined) return [];
    const places = Array.from({ length: this.T }, (_, j) => j);
    return places.sort((a, b) => this.weight(head, i, b) - this.weight(head, i, a));
  }

  strongest(head, i) {
    return this.order(head, i)[0];
  }
}
