// Two stacks as recorded: lengths of lines, the words they hold, where a sublayer looks.

import { clamp } from "../../kit/dom.js";
import { unpack } from "../../kit/data.js";
import { momentAt } from "../../kit/machine_clock.js";

export const ENCODER = "encoder";
export const DECODER = "decoder";

export class MachineModel {
  constructor(data) {
    this.data = data;
    this.taught = data.clock.mode === "teach";
    this.counts = { encoder: data.source.length, decoder: data.target.length };
    this.norms = { encoder: unpack(data.norms.encoder), decoder: unpack(data.norms.decoder) };
    this.longest = Math.max(...this.norms.encoder, ...this.norms.decoder);
    this.shortest = Math.min(...this.norms.encoder, ...this.norms.decoder);
    this.lens = { ...data.lens, words: unpack(data.lens.words), shares: unpack(data.lens.shares), chosen: unpack(data.lens.chosen) };
    this.looks = Object.fromEntries(Object.entries(data.looks).map(([code, packed]) => [code, { values: unpack(packed), shape: packed.shape }]));
    this.codes = [...data.sublayers.encoder, ...data.sublayers.decoder];
  }

  norm(side, place, row) {
    return this.norms[side][place * this.counts[side] + row];
  }

  /** The likeliest words of a tile: {word, share}. */
  held(place, row) {
    const { best, known, shares, words } = this.lens;
    const at = (place * this.counts.decoder + row) * best;
    return Array.from({ length: best }, (_, k) => ({ word: known[words[at + k]], share: shares[at + k] }));
  }

  /** The probability of the word that is written, as the line has it at a place. */
  chosen(place, row) {
    return this.lens.chosen[place * this.counts.decoder + row];
  }

  /** What is drawn at a time: the moment that is reached next, and how much of it is there. */
  at(time) {
    const step = Math.round(time);
    return { ...momentAt(this.data, step), part: clamp(2 * (time - step + 0.5), 0, 1) };
  }

  /** How far the line of a word is drawn: the last place that it has come to, and the part of the next. */
  progress(side, row, now) {
    const under = now.place - 1 + now.part;
    if (side === ENCODER) return now.side === ENCODER ? under : this.data.clock.encoder - 1;
    if (now.side === ENCODER || (now.row !== null && row > now.row)) return -1;
    return now.row === null || row === now.row ? under : this.data.clock.decoder - 1;
  }

  /** The sublayer that is at work at a moment; none where words are embedded or written. */
  working({ side, place }) {
    return this.data.sublayers[side][place - 1];
  }

  /** Whether the causal mask is at work, on all words at once. */
  masked(now) {
    return this.taught && now.side === DECODER && this.working(now)?.[2] === "s";
  }

  /** The word whose numbers are told at a moment: the clock's, else that which is picked. */
  row({ side, row }, picked) {
    return row ?? Math.max(0, Math.min(picked ?? 0, this.counts[side] - 1));
  }

  /** The weights of one word in a sublayer, over all that it may look at. */
  weights(code, row, head) {
    const { shape: [, queries, keys], values } = this.looks[code];
    const from = ((this.data.head ? head : 0) * queries + row) * keys;
    return values.subarray(from, from + keys);
  }

  /** Where a word looks most. */
  strongest(code, row, head) {
    const weights = this.weights(code, row, head);
    const weight = Math.max(...weights);
    return { weight, key: weights.indexOf(weight) };
  }

  /** The words that a sublayer looks at. */
  keys(code) {
    return code[0] === "e" || code[2] === "c" ? this.data.source : this.data.reads;
  }

  isWrong(row) {
    return this.data.wrong !== null && row >= this.data.wrong;
  }
}
