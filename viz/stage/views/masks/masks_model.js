// A text under a mask as the pictures read it, a painted mask as a code.

import { unpack } from "../../kit/data.js";
import { Substeps } from "../../kit/substeps.js";

/** Of one row. */
export const SUBSTEPS = new Substeps("score", "mask", "softmax", "prove");

/** A mask as core/lessons/causal_mask/painted.py writes it: its size, and its cells row by row, eight to a byte. */
export function maskCode(open, size) {
  const bytes = new Uint8Array(Math.ceil(open.length / 8));
  open.forEach((cell, at) => {
    if (cell) bytes[at >> 3] |= 128 >> (at & 7);
  });
  const packed = btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
  return `${size}.${packed}`;
}

export class MasksModel {
  constructor(data) {
    this.data = data;
    this.T = data.tokens.length;
    this.open = unpack(data.open);
    this.scores = unpack(data.scores);
    this.weights = unpack(data.weights);
    this.slopes = data.slopes ? unpack(data.slopes) : undefined; // none before the guess
    this.marks = data.marks && Object.fromEntries(Object.entries(data.marks).map(([name, region]) => [name, region && unpack(region)]));
    this.heads = data.scores.shape[0];
    this.across = this.heads / data.layers; // heads of a layer
  }

  isOpen(i, j) {
    return this.open[i * this.T + j] === 1;
  }

  /** Whether a place may look nowhere at all. */
  nowhere(i) {
    return !this.open.subarray(i * this.T, (i + 1) * this.T).includes(1);
  }

  score(head, i, j) {
    return this.scores[(head * this.T + i) * this.T + j];
  }

  weight(head, i, j) {
    return this.weights[(head * this.T + i) * this.T + j];
  }

  /** The sum of a row of weights: 1, or 0 where a place may look nowhere. */
  sum(head, i) {
    const start = (head * this.T + i) * this.T;
    return this.weights.subarray(start, start + this.T).reduce((total, weight) => total + weight, 0);
  }

  /** ‖∂out_i/∂in_j‖; undefined before the guess. */
  slope(i, j) {
    return this.slopes?.[i * this.T + j];
  }

  /** The largest |score| of a head. */
  largest(head) {
    const size = this.T * this.T;
    return this.scores.subarray(head * size, (head + 1) * size).reduce((most, score) => Math.max(most, Math.abs(score)), 0);
  }

  /** The pair whose numbers are shown: the reader's key, else the next place. */
  key(i, picked) {
    return picked >= 0 && picked < this.T ? picked : Math.min(i + 1, this.T - 1);
  }

  /** The code of the mask with one cell changed. */
  painted(i, j) {
    const open = this.open.slice();
    open[i * this.T + j] = 1 - open[i * this.T + j];
    return maskCode(open, this.T);
  }
}
