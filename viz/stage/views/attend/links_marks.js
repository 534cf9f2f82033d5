// A guess and its answer at the word that was asked for: rings round source words, and what each is.

import { svg, textWidth } from "../../kit/dom.js";

const GAP = 5; // px between two marks

/** The marked positions from left to right, in runs of neighbours that are marked alike. */
export function runsOf({ you, answer }) {
  const kindOf = (j) => (answer.includes(j) ? (you.includes(j) ? "both" : "answer") : "you");
  const places = [...new Set([...you, ...answer])].sort((a, b) => a - b);
  const runs = [];
  for (const j of places) {
    const before = runs.at(-1);
    if (before && before.kind === kindOf(j) && before.last === j - 1) before.last = j;
    else runs.push({ kind: kindOf(j), first: j, last: j });
  }
  return runs;
}

export class LinksMarks {
  constructor(model, buttons) {
    Object.assign(this, { model, buttons, runs: model.data.marks ? runsOf(model.data.marks) : [] });
  }

  /** What the marks are, over brackets above the words, from left to right so that none touch. */
  layout(g, family) {
    let free = 0;
    const nodes = this.runs.flatMap(({ kind, first, last }) => {
      const word = this.model.data.words[`mark.${kind}`];
      const wide = textWidth(word, `600 12px ${family}`);
      const [from, to] = [g.source.centres[first] - 11, g.source.centres[last] + 11];
      const left = Math.max(free, Math.min((from + to - wide) / 2, g.width - wide));
      free = left + wide + GAP;
      const line = g.top - 1;
      return [svg("path", { class: "bracket", d: `M${from},${line + 2}V${line}H${to}V${line + 2}` }),
        svg("text", { class: `mark ${kind}`, x: left, y: g.top - 4 }, word)];
    });
    this.group = svg("g", { class: "marks" }, ...nodes);
    this.key = undefined;
    return this.group;
  }

  /** Shows them as soon as the weights of the word are there. */
  draw({ item, done }) {
    if (!this.runs.length) return;
    const on = Boolean(this.model.marks(item)) && done.softmax > 0.5;
    if (on === this.key) return;
    this.key = on;
    this.group.style.visibility = on ? "" : "hidden";
    for (const { kind, first, last } of this.runs) {
      for (let j = first; j <= last; j += 1) this.buttons[j].dataset.mark = on ? kind : "";
    }
  }
}
