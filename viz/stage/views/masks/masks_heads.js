// Every head small: its weights under the mask, as a button that makes it the one that is shown.

import { html, set } from "../../kit/dom.js";
import { paintCells } from "../../kit/canvas.js";
import { SHARES, ramp, shade } from "../../kit/colours.js";
import { phrase } from "../../kit/format.js";

export class MaskHeads {
  /** `pick(head)` is told of a pressed button. */
  constructor(host, model, pick) {
    Object.assign(this, { host, model });
    const { words } = model.data;
    this.buttons = Array.from({ length: model.heads }, (_, head) => this.button(head, pick));
    const layers = Array.from({ length: model.data.layers }, (_, layer) => html("div", { class: "of-layer" },
      html("span", { class: "note" }, phrase(words.layer, { layer: layer + 1 })), ...this.buttons.slice(layer * model.across, (layer + 1) * model.across)));
    host.append(html("div", { class: "small-heads", role: "group", "aria-label": words.heads }, ...layers));
  }

  button(head, pick) {
    const { model } = this;
    const name = phrase(model.data.words.head, { layer: Math.floor(head / model.across) + 1, head: (head % model.across) + 1 });
    const button = html("button", { type: "button", class: "small", "aria-label": name, title: name, "data-head": head },
      html("canvas", { width: model.T, height: model.T }));
    button.addEventListener("click", () => pick(head));
    return button;
  }

  layout() {
    this.colours = ramp(this.host, SHARES.kind);
    this.buttons.forEach((button, head) => this.paint(button.firstChild, head));
  }

  paint(canvas, head) {
    paintCells(canvas, (i, j) => this.colours[shade(this.model.weight(head, i, j), SHARES)]);
  }

  show(head) {
    this.buttons.forEach((button, which) => set(button, "aria-pressed", which === head));
  }
}
