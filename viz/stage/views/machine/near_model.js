// A sublayer opened at the clock, as numbers: what the picture near writes comes from here.

import { unpack } from "../../kit/data.js";
import { clamp } from "../../kit/dom.js";
import { momentAt } from "../../kit/machine_clock.js";

const SIDES = ["encoder", "decoder"];
const TABLES = ["vectors", "size", "norms", "mean", "spread", "read", "write", "heads", "units", "fired", "best", "most"];
export const MOST_KEYS = 14; // words that a grid of weights shows at once

/** An array with its shape: `at(...indices)` is a number, `row(...)` what the last axis holds there. */
class Table {
  constructor(packed) {
    Object.assign(this, { values: unpack(packed), shape: packed.shape });
  }

  at(...indices) {
    return this.values[indices.reduce((place, index, axis) => place * this.shape[axis] + index, 0)];
  }

  row(...indices) {
    const count = this.shape.at(-1);
    const start = indices.reduce((place, index, axis) => place * this.shape[axis] + index, 0) * count;
    return this.values.subarray(start, start + count);
  }
}

export class NearModel {
  /** `data` as `viz.views.near.near` made it. */
  constructor(data) {
    this.data = data;
    this.sides = Object.fromEntries(SIDES.map((name) => {
      const { tokens, sublayers, unit_words: words, ...rest } = data.sides[name];
      const tables = TABLES.map((table) => [table, new Table(rest[table])]);
      return [name, { tokens, sublayers, words, ...Object.fromEntries(tables) }];
    }));
    this.scores = Object.fromEntries(Object.entries(data.scores).map(([code, packed]) => [code, new Table(packed)]));
    this.ledger = data.ledger && { ...data.ledger, values: new Table(data.ledger.values), total: new Table(data.ledger.total) };
    this.written = Object.fromEntries(Object.entries(data.written).map(([name, each]) => [name, name === "words" ? each : new Table(each)]));
    this.looks = new Map();
  }

  /** Which sublayer, and of which word, is opened at a step: `kind` is start, s, c, f, or end (a word is written). */
  moment(step, picked) {
    const { side, row, place } = momentAt(this.data, step);
    const { sublayers, tokens } = this.sides[side];
    const code = sublayers[place - 1];
    const kind = place === 0 ? "start" : code?.at(-1) ?? "end";
    return { side, place, code, kind, row: row ?? clamp(picked.row ?? 0, 0, tokens.length - 1), all: row === null,
      layer: code && Number(code.slice(1, -1)), off: this.data.off.includes(code), cut: this.data.cut.includes(code) };
  }

  /** How many heads an attention has. */
  get heads() {
    return Object.values(this.scores)[0].shape[0];
  }

  /** Heads that are taken away, as a code of them in order, once one of them is switched. */
  switched(heads, code) {
    const all = SIDES.flatMap((side) => this.sides[side].sublayers).flatMap((each) => Array.from({ length: this.heads }, (_, head) => `${each}${head}`));
    const gone = new Set(heads.split("."));
    if (!gone.delete(code)) gone.add(code);
    return all.filter((each) => gone.has(each)).join(".");
  }

  /** The place of a sublayer among those of its kind on its side: all that attend, or all that do not. */
  among({ side, code }) {
    const feeds = code.at(-1) === "f";
    return this.sides[side].sublayers.filter((each) => (each.at(-1) === "f") === feeds).indexOf(code);
  }

  /** The stack's own norm behind its last sublayer: of the encoder, what cross-attention reads. */
  memory(moment) {
    return this.norm({ ...moment, place: this.sides[moment.side].sublayers.length + 1 });
  }

  /** Whether a moment is the last of its side before words are written from it. */
  isLast({ place, side }) {
    return place === this.sides[side].sublayers.length;
  }

  /** What the layer norm reads, takes out and gives: of a sublayer, or of the stack's own norm at its end. */
  norm({ side, row, place }) {
    const { norms, mean, spread, read } = this.sides[side];
    return { before: norms.at(place - 1, row), mean: mean.at(place - 1, row), spread: spread.at(place - 1, row), read: read.at(place - 1, row) };
  }

  /** Norms of the word's vector, of its position's, and of their sum. */
  sizes({ side, row }) {
    return [0, 1, 2].map((part) => this.sides[side].size.at(part, row));
  }

  /** The norm of what the sublayer adds. */
  write({ side, row, place }) {
    return this.sides[side].write.at(place - 1, row);
  }

  /** Whom a word looks at, head by head: scores, weights and their sum of exps, what the head writes. */
  look({ side, row, code }) {
    const key = `${code} ${row}`;
    if (!this.looks.has(key)) this.looks.set(key, this.lookOf(side, row, code));
    return this.looks.get(key);
  }

  lookOf(side, row, code) {
    const table = this.scores[code];
    const { heads } = this.sides[side];
    const among = this.among({ side, code });
    const keys = code.at(-1) === "c" ? this.sides.encoder.tokens : this.sides[side].tokens;
    const masked = (key) => side === "decoder" && code.at(-1) === "s" && this.data.causal && key > row;
    const one = (head) => {
      const scores = [...table.row(head, row)];
      const largest = Math.max(...scores.filter((_, k) => !masked(k)));
      const raisedBy = (shift) => scores.map((score, k) => (masked(k) ? 0 : Math.exp(score - shift)));
      const [raised, safe] = [raisedBy(0), raisedBy(largest)]; // exp of a large score has no end
      const [sum, whole] = [raised, safe].map((values) => values.reduce((total, value) => total + value, 0));
      const weights = safe.map((value) => value / whole);
      return { scores, raised, sum, weights, strongest: weights.indexOf(Math.max(...weights)), size: heads.at(among, head, row) };
    };
    return { keys, masked, heads: Array.from({ length: table.shape[0] }, (_, head) => one(head)) };
  }

  /** The head and the word that are picked at a moment: a word that the head may look at. */
  chosen(moment, picked) {
    const { heads, keys, masked } = this.look(moment);
    const head = clamp(picked.head ?? 0, 0, heads.length - 1);
    const key = picked.key ?? -1;
    const free = key < 0 || key >= keys.length || (masked(key) && this.data.clock.mode !== "teach");
    return { head, key: free ? heads[head].strongest : key, free };
  }

  /** The first word that a grid shows, around the chosen one. */
  from({ keys }, key) {
    return clamp(key - Math.floor(MOST_KEYS / 2), 0, Math.max(0, keys.length - MOST_KEYS));
  }

  /** The units that fire most: their numbers, activations, and in the decoder the words that they raise. */
  units(moment) {
    const { best, fired, most, units, words } = this.sides[moment.side];
    const [layer, { row }] = [this.among(moment), moment];
    const strongest = [...best.row(layer, row)].map((unit, k) => ({ unit, value: most.at(layer, row, k), words: words?.[layer][unit] ?? [] }));
    return { strongest, fired: fired.at(layer, row), shades: units.row(layer, row) };
  }

  /** The likeliest words of a step, each { word, logit, share }, and the share of the written one. */
  options(row) {
    const { chosen, logits, shares, words } = this.written;
    const list = words[row].map((word, k) => ({ word, logit: logits.at(row, k), share: shares.at(row, k) }));
    return { list, chosen: chosen.at(row), word: this.data.target[row] };
  }

  /** The place at which a part of the ledger is on the line; the bias comes last. */
  placeOf(part) {
    const { sublayers } = this.sides.decoder;
    if (part === "bias") return sublayers.length + 1;
    return sublayers.indexOf(part) + 1; // word and position: 0
  }

  /** The parts of a written word's logit: value, place, the sum so far, and whether it is off or was cut away. */
  parts(row) {
    const { off, cut } = this.data;
    const last = Math.max(...cut.map((code) => this.placeOf(code)), 0);
    let sum = 0;
    return this.ledger.parts.map((part, k) => {
      const [value, place] = [this.ledger.values.at(k, row), this.placeOf(part)];
      const from = sum;
      sum += value;
      return { part, value, place, from, to: sum, off: off.includes(part), lost: place < last, until: last };
    });
  }

  /** The ends of a scale that holds every sum of the ledger. */
  bounds() {
    const ends = this.data.target.flatMap((_, row) => this.parts(row).map(({ to }) => to));
    return [Math.min(0, ...ends), Math.max(0, ...ends)];
  }
}
