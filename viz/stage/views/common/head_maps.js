// Every head small: its weights as a map, a button that makes it the head that is shown.

import { html, set } from "../../kit/dom.js";
import { paintCells } from "../../kit/canvas.js";
import { SHARES, ramp, shade } from "../../kit/colours.js";
import { phrase } from "../../kit/format.js";

/** A head's map of so many rows as a button. */
export function headMap(name, head, rows, press) {
  const button = html("button", { type: "button", class: "head-map", "aria-label": name, title: name, "data-head": head },
    html("canvas", { width: rows, height: rows }));
  button.addEventListener("click", press);
  return button;
}

/** The maps of all heads, those of a layer together. */
export class HeadMaps {
  /** `model` has `weight(head, i, j)`; `pick(head)` is told of a pressed button. */
  constructor(host, model, pick) {
    Object.assign(this, { host, model });
    const { across, data } = model;
    const name = (head) => phrase(data.words.head, { layer: Math.floor(head / across) + 1, head: (head % across) + 1 });
    this.buttons = Array.from({ length: model.heads }, (_, head) => headMap(name(head), head, model.T, () => pick(head)));
    const layers = Array.from({ length: data.layers }, (_, layer) => html("div", { class: "of-layer" },
      html("span", { class: "note" }, phrase(data.words.layer, { layer: layer + 1 })), ...this.buttons.slice(layer * across, (layer + 1) * across)));
    host.append(html("div", { class: "head-maps", role: "group", "aria-label": data.words.heads }, ...layers));
  }

  layout() {
    const colours = ramp(this.host, SHARES.kind);
    this.buttons.forEach((button, head) =>
      paintCells(button.firstChild, (i, j) => colours[shade(this.model.weight(head, i, j) || 0, SHARES)]));
  }

  /** Marks the head that is shown. */
  show(head) {
    this.buttons.forEach((button, which) => set(button, "aria-pressed", which === head));
  }
}
