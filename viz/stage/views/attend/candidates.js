// The words that a network considers at an output step: one bar each, on one scale from 0 to 1.

import { html, set, write } from "../../kit/dom.js";
import { number, phrase } from "../../kit/format.js";
import { View } from "../../kit/view.js";

function emptyRow(kind) {
  const [word, bar, share] = [html("span", { class: "word" }), html("i"), html("span", { class: "share" })];
  return { word, bar, share, box: html("div", { class: kind }, word, html("span", { class: "track" }, bar), share) };
}

function fillRow({ box, word, bar, share }, text, value) {
  write(word, text);
  write(share, number(value));
  bar.style.setProperty("--share", value);
  set(box, "data-word", text);
  set(box, "data-probability", value);
}

/** Candidates; see `viz.views.seq2seq.candidates.candidates` for their data. */
export default class Candidates extends View {
  constructor(host, data, stage) {
    super(host, data, stage);
    this.rows = Array.from({ length: data.rows }, () => emptyRow("option"));
    this.rest = emptyRow("option rest");
    this.note = html("p", { class: "note" });
    this.list = html("div", { class: "options" }, ...this.rows.map(({ box }) => box), this.rest.box,
      ...(data.steps.some(({ note }) => note) ? [this.note] : []));
    this.waiting = html("p", { class: "waiting" }, data.waiting);
    host.append(this.waiting, this.list);
  }

  draw() {
    const index = this.data.at[this.clock.step] ?? undefined;
    if (index === this.index && this.drawn) return;
    Object.assign(this, { index, drawn: true });
    this.list.style.visibility = index === undefined ? "hidden" : "";
    this.waiting.style.visibility = index === undefined ? "" : "hidden";
    if (index !== undefined) this.show(this.data.steps[index]);
  }

  show(step) {
    this.rows.forEach((row, k) => {
      row.box.style.visibility = k < step.words.length ? "" : "hidden";
      if (k >= step.words.length) return;
      const [word, share] = step.words[k];
      fillRow(row, word, share);
      row.box.classList.toggle("chosen", word === step.chosen);
      row.box.classList.toggle("right", word === step.right);
      row.box.title = word === step.right ? this.data.right : "";
    });
    write(this.note, step.note);
    fillRow(this.rest, phrase(this.data.rest, { n: step.others }), step.rest);
  }

  describe() {
    const step = this.data.steps[this.index];
    return step ? step.words.map(([word, share]) => `${word} ${number(share)}`).join("; ") : this.data.waiting;
  }
}
