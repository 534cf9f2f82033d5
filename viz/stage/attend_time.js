// The sub-steps of one output word on the stage's clock: query, scores, softmax, context, word.

import { clamp } from "./dom.js";

export const SUBSTEPS = ["query", "scores", "softmax", "context", "word"];
export const SOFTMAX = 2; // the sub-step after which the weights are known
export const LAST_SUBSTEP = SUBSTEPS.length - 1;

/** The clock's step at which a sub-step of a word is complete. */
export const stepOf = (word, substep) => word * SUBSTEPS.length + substep;

/** Which of so many words is being written at a time, and how far each of its sub-steps is, 0 to 1. */
export function moment(time, words) {
  const step = Math.ceil(time - 1e-6); // between two steps the later one is on its way
  const word = Math.min(words - 1, Math.floor(step / SUBSTEPS.length));
  const done = SUBSTEPS.map((_, k) => clamp(time - stepOf(word, k) + 1, 0, 1));
  return { word, substep: Math.min(LAST_SUBSTEP, step - stepOf(word, 0)), done };
}
