// One card for each network: a big number, a caption and an equation, live at the clock.

import { html, write } from "../../kit/dom.js";
import { timeline } from "../../kit/data.js";
import { number, phrase } from "../../kit/format.js";
import { equation } from "../../kit/equation.js";
import { View } from "../../kit/view.js";

const ROOM = "0.000"; // a number that is as tall as any

function buildCard(item, cover, heading) {
  const slots = Object.fromEntries(
    Object.entries(item.slots).map(([name, values]) => [name, timeline(values, cover)]));
  const big = html("div", { class: "big" });
  const caption = html("p", { class: "caption" });
  const box = html("article", { class: "card", style: `--network:var(--${item.colour})` },
    html(heading, {}, html("i", { class: `swatch${item.dashed ? " dashed" : ""}` }), html("b", {}, item.name), " ", html("span", { class: "note" }, item.note)), big, caption);
  const card = { box, big, caption, slots, live: [], template: item.caption,
    values: timeline(item.values, cover) };
  if (item.mathml.length) {
    const parts = item.mathml.map((part) => equation(part, Object.keys(slots)));
    card.equation = box.appendChild(html("div", { class: "equation" }, ...parts.map(({ math }) => math)));
    card.live = parts.flatMap(({ live }) => live);
  }
  return card;
}

/** Cards; see `viz.views.cards.cards` for their data. */
export default class Cards extends View {
  constructor(host, data, stage) {
    super(host, data, stage);
    this.cover = data.cover;
    const heading = host.previousElementSibling ? "h3" : "h2"; // below the view's own, if it has one
    this.cards = data.items.map((item) => buildCard(item, data.cover, heading));
    host.append(html("div", { class: data.stacked ? "row stacked" : "row", style: `--cards:${this.cards.length}` },
      ...this.cards.map((card) => card.box)));
  }

  drawStep() {
    for (const card of this.cards) this.fill(card);
  }

  fill({ big, caption, slots, live, equation: formula, template, values }) {
    write(big, this.value(values, 2));
    const texts = Object.fromEntries(
      Object.entries(slots).map(([name, slot]) => [name, this.value(slot, 3)]));
    write(caption, phrase(template, texts));
    // Where there is no number at all, as at a step to which nothing led, there is no equation, but its room.
    const none = !live.some(([, name]) => texts[name] !== "–");
    for (const [node, name] of live) write(node, none ? ROOM : texts[name]);
    if (formula) formula.style.visibility = none ? "hidden" : "";
  }

  value(values, digits) {
    return number(values[this.step], digits, this.step < this.cover ? "?" : "–");
  }
}
