// One sentence in several versions, line under line: each is marked from its first wrong word on.

import { html } from "../../kit/dom.js";
import { View } from "../../kit/view.js";

/** Versions; see `viz.views.versions.versions` for their data. */
export default class Versions extends View {
  constructor(host, data, stage) {
    super(host, data, stage);
    this.clocked = [];
    host.append(html("dl", {}, ...data.lines.flatMap((line) => this.line(line))));
  }

  line({ name, words, wrong, note, clocked }) {
    const spans = words.map((word, k) => html("span", { class: wrong !== null && k >= wrong ? (k === wrong ? "first wrong" : "wrong") : null }, word));
    if (clocked) this.clocked.push({ name, words, spans });
    const text = html("span", { class: "said" }, ...spans.flatMap((span) => [span, " "]));
    return [html("dt", {}, name), html("dd", {}, text, ...(note ? [html("span", { class: "note" }, note)] : []))];
  }

  drawStep(step) {
    const written = this.data.written[step] ?? 0;
    for (const { spans } of this.clocked) spans.forEach((span, k) => span.classList.toggle("later", k >= written));
  }

  describe() {
    const written = this.data.written[this.clock.step] ?? 0;
    return this.clocked.map(({ name, words }) => `${name}: ${words.slice(0, written).join(" ")}`).join("; ");
  }
}
