// A sentence, and the same words as the reader arranges them: dragged, or moved by arrow keys.

import { html, set, write } from "../../kit/dom.js";
import { arrow, take } from "../../kit/keys.js";
import { phrase } from "../../kit/format.js";
import { View } from "../../kit/view.js";

/** Read an order such as "2.0.1"; one that does not fit counts as backwards. */
export function orderOf(code, count) {
  const places = String(code).split(".").map(Number);
  const fits = places.length === count && new Set(places).size === count
    && places.every((place) => Number.isInteger(place) && place >= 0 && place < count);
  return fits ? places : Array.from({ length: count }, (_, place) => count - 1 - place);
}

function drawn(count) {
  const order = Array.from({ length: count }, (_, place) => place);
  for (let last = count - 1; last > 0; last -= 1) {
    const other = Math.floor(Math.random() * (last + 1));
    [order[last], order[other]] = [order[other], order[last]];
  }
  return order;
}

/** Words; see `viz.views.positions.shuffle.arrange` for their data. What is picked in it: order, asked. */
export default class Arrange extends View {
  constructor(host, data, stage) {
    super(host, data, stage);
    Object.assign(this, { order: [], asked: [...data.asked] });
    this.chips = data.words.map((word, index) => this.chip(word, index));
    this.last = html("span", { class: "word" }, "?");
    this.row = html("div", { class: "chips", role: "group", "aria-label": data.labels.other }, ...this.chips, this.last);
    this.said = html("p", { class: "unseen", "aria-live": "polite" });
    host.append(this.line(data.labels.sentence, ...[...data.words, "?"].map((word) => html("span", { class: "word" }, word))),
      this.line(data.labels.other, this.row, this.tools()), this.said);
    this.arrange(orderOf(stage.picked.order, data.words.length));
    this.mark();
  }

  line(label, ...rest) {
    return html("div", { class: "arranged" }, html("span", { class: "what" }, label), ...rest);
  }

  chip(word, index) {
    const button = html("button", { type: "button", class: "button chip", "data-word": index }, word);
    button.addEventListener("keydown", (event) => this.key(event, index));
    button.addEventListener("pointerdown", (event) => this.grab(event, index));
    button.addEventListener("pointermove", (event) => this.drag(event, index));
    button.addEventListener("pointerup", () => this.drop(index));
    button.addEventListener("keyup", (event) => { if (event.key === "Enter") this.ask(index); });
    return button;
  }

  tools() {
    const { labels, words } = this.data;
    const natural = words.map((_, place) => place);
    const make = { shuffle: () => drawn(words.length), back: () => [...natural].reverse(), same: () => natural };
    return html("span", { class: "tools" }, ...Object.entries(make).map(([name, order]) => {
      const button = html("button", { type: "button", class: "button tool", "data-tool": name }, labels[name]);
      button.addEventListener("click", () => this.put(order()));
      return button;
    }));
  }

  /** Shows an order; the buttons stay the same, so that none loses the focus, and one that is held stays where it is. */
  arrange(order) {
    if (order.join() === this.order.join()) return;
    const active = this.row.getRootNode().activeElement;
    this.order = order;
    const chips = order.map((word) => this.chips[word]);
    const held = this.grabbed ? order.indexOf(this.grabbed.word) : -1; // out of the page it would lose the pointer
    chips.forEach((chip, place) => place !== held && this.row.insertBefore(chip, place < held ? chips[held] : this.last));
    if (this.chips.includes(active)) active.focus();
    order.forEach((word, place) => set(this.chips[word], "aria-label",
      phrase(this.data.labels.chip, { word: this.data.words[word], place: place + 1, count: order.length })));
  }

  put(order) {
    this.arrange(order);
    this.stage.tell("order", order.join("."));
  }

  move(word, to) {
    const order = this.order.filter((other) => other !== word);
    order.splice(Math.max(0, Math.min(order.length, to)), 0, word);
    this.arrange(order);
  }

  key(event, word) {
    const [, way] = arrow(event) ?? [];
    if (!way) return;
    take(event);
    this.move(word, this.order.indexOf(word) + way);
    this.put(this.order);
    write(this.said, this.chips[word].getAttribute("aria-label"));
  }

  grab(event, word) {
    if (event.button !== 0) return;
    this.chips[word].setPointerCapture(event.pointerId);
    this.grabbed = { word, before: this.order.join(), x: event.clientX };
  }

  /** The word takes the place of the one that the pointer moves over, once past its first quarter. */
  drag(event, word) {
    if (this.grabbed?.word !== word) return;
    const over = this.order.find((other) => {
      const box = this.chips[other].getBoundingClientRect();
      return event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
    });
    set(this.chips[word], "data-held", true);
    const moved = event.clientX - this.grabbed.x;
    this.grabbed.x = event.clientX;
    if (over === undefined || over === word) return;
    const { left, width, top } = this.chips[over].getBoundingClientRect();
    const way = Math.sign(this.order.indexOf(over) - this.order.indexOf(word));
    const line = top === this.chips[word].getBoundingClientRect().top;
    if (!line || (way * moved > 0 && way * (event.clientX - left - width / 2) > -width / 4)) this.move(word, this.order.indexOf(over));
  }

  drop(word) {
    const moved = this.grabbed && this.grabbed.before !== this.order.join();
    this.chips[word].removeAttribute("data-held");
    if (moved) this.put(this.order);
    else if (this.grabbed) this.ask(word);
    this.grabbed = undefined;
  }

  /** Asks about this word and the one asked about last. */
  ask(word) {
    if (!this.data.once.includes(word) || this.asked.includes(word)) return;
    this.asked = [this.asked[1], word];
    this.mark();
    this.stage.tell("asked", [...this.asked].sort((a, b) => a - b).join("."));
  }

  mark() {
    this.chips.forEach((chip, word) => set(chip, "data-asked", this.asked.includes(word)));
  }

  /** Shows the order that is picked, where it is another one than before and no word is held. */
  draw() {
    const { order } = this.picked;
    if (order !== this.shown && !this.grabbed) this.arrange(orderOf(order, this.data.words.length));
    this.shown = order;
  }
}
