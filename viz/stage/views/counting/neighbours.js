// Tokens side by side, each with those before it: the text is read, and every new neighbour appears.

import { html, write } from "../../kit/dom.js";
import { unpack } from "../../kit/data.js";
import { phrase } from "../../kit/format.js";
import { View } from "../../kit/view.js";

/** Neighbours; see `viz.views.counting.neighbours.neighbours` for their data. */
export default class Neighbours extends View {
  constructor(host, data, stage) {
    super(host, data, stage);
    this.tokens = data.tokens.map((token) => this.token(token));
    host.append(html("div", { class: "pair" }, ...this.tokens.map(({ box }) => box)));
  }

  token(token) {
    const { data: { words }, host } = this;
    const heading = host.previousElementSibling ? "h3" : "h2"; // below the view's own, if it has one
    const counts = unpack(token.counts);
    const width = token.neighbours.length;
    const chips = token.neighbours.map((name) => {
      const often = html("span", { class: "often" });
      return { often, node: html("li", {}, html("b", {}, name), often) };
    });
    const bars = ["times", "kinds"].map((name) => {
      const [fill, number] = [html("i", { class: `fill ${name}` }), html("output", {})];
      const parts = [html("dt", {}, words[name]), html("dd", {}, html("span", { class: "track" }, fill), number)];
      return { name, fill, number, parts };
    });
    const more = html("li", { class: "rest" });
    more.hidden = token.kinds.at(-1) <= width;
    const box = html("section", {}, html(heading, {}, token.word),
      html("dl", {}, ...bars.flatMap(({ parts }) => parts)),
      html("ul", {}, ...chips.map(({ node }) => node), more), html("p", { class: "share" }, token.share));
    const at = (step, k) => (step < 0 ? 0 : counts[step * width + k]);
    return { ...token, box, chips, bars, more, at };
  }

  drawStep(step) {
    for (const token of this.tokens) {
      token.chips.forEach(({ node, often }, k) => {
        const [now, before] = [token.at(step, k), token.at(step - 1, k)];
        node.dataset.is = !now ? "later" : now === before ? "seen" : before ? "again" : "new";
        write(often, String(now || 1));
      });
      for (const { name, fill, number } of token.bars) {
        fill.style.width = `${(100 * token[name][step]) / this.data.longest}%`;
        write(number, String(token[name][step]));
      }
      const hidden = Math.max(0, token.kinds[step] - token.chips.length);
      token.more.dataset.is = hidden ? "seen" : "later";
      write(token.more, phrase(this.data.words.more, { n: String(hidden || 1) }));
    }
  }

  describe() {
    const { clock: { step }, data: { words } } = this;
    return this.tokens.map(({ word, times, kinds }) =>
      phrase(words.say, { word, times: String(times[step]), kinds: String(kinds[step]) })).join("; ");
  }
}
