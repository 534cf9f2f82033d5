// What two heads do at the clock, in words.

import { phrase, probability } from "../../kit/format.js";

const HALF = 0.5; // a run that gives less to its likeliest symbol does not expect it

/** The names and symbols of a path, for a sentence. */
function pathWords(model, { t, top, lower, source, note }) {
  const { tokens } = model.data;
  return { word: tokens[t], other: tokens[source], before: tokens[note], upper: model.name(top), lower: model.name(lower) };
}

/** Whether a head of each layer is picked. */
export const whole = ({ lower, top }) => lower !== undefined && top !== undefined;

/** What is at the clock while heads are still to be picked. */
function before(model, { t }) {
  const { seen, tokens, words } = model.data;
  return phrase(words[seen[t] === null ? "say.all.new" : "say.all.seen"], { word: tokens[t], next: tokens[seen[t] + 1] });
}

function told(model, path) {
  const { seen, tokens, words } = model.data;
  const { t, top, lower, source, note } = path;
  const about = pathWords(model, path);
  if (seen[t] === null) return phrase(words["say.new"], about);
  if (source === 0 || tokens[source - 1] !== tokens[t]) return phrase(words["say.elsewhere"], about);
  const sure = model.role(lower) === "previous" && model.role(top) === "induction";
  return phrase(words[sure && note === source - 1 ? "say.copy" : "say.behind"], about);
}

/** The symbol that a run holds likeliest at a position, and its probability. */
const likeliest = (run, t) => ({ word: run.words[t][0], share: run.shares[t * run.count] });

/** What happens at the clock, in a sentence, and what the changed run expects instead. */
export function sentence(model, path) {
  const { name, words } = model.data;
  if (!whole(path)) return before(model, path);
  const copied = told(model, path);
  if (model.runs.length === 1) return copied;
  const was = phrase(words["say.was"], { said: copied });
  const [one, other] = model.runs.map((run) => likeliest(run, path.t));
  const said = other.share < HALF ? "say.unsure" : one.word === other.word ? "say.same" : "say.changed";
  return was + phrase(words[said], { name, word: other.word, share: probability(other.share) });
}

/** The weights on a symbol in both heads. */
export function reading(model, { t, top, lower, source }, j) {
  const { tokens, words } = model.data;
  const weight = (head, from) => (j > from ? words.ahead : probability(model.row(head, from).weights[j]));
  return phrase(words.reading, { other: tokens[j], n: j + 1, word: tokens[t], source: tokens[source], upper: model.name(top),
    lower: model.name(lower), above: weight(top, t), below: weight(lower, source) });
}

/** The path with its weights, and what each run expects. */
export function description(model, path) {
  const { t, top, lower, source, note } = path;
  if (!whole(path)) return before(model, path);
  const weight = (head, from, to) => probability(model.row(head, from).weights[to]);
  const expected = model.runs.map((run) => `${run.words[t][0]} ${probability(run.shares[t * run.count])}`);
  return phrase(model.data.words.describe, { ...pathWords(model, path), above: weight(top, t, source), below: weight(lower, source, note), next: expected.join(" / ") });
}

/** What stands above and below the strip: the two heads, and whom they are shown for. */
export function lanes(model, { t, top, lower, from }) {
  const { off, tokens, words } = model.data;
  const lane = (name, head, place) => phrase(words[head === undefined ? `lane.all.${name}` : `lane.${name}`],
    { word: tokens[place], head: head === undefined ? "" : model.name(head), n: head === undefined ? "" : (head % model.across) + 1 });
  const [upper, under] = [lane("upper", top, t), lane("lower", lower, from)];
  return [upper, under + (off.includes(lower) ? words["lane.off"] : "")];
}
