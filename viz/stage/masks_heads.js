// Every head small: its weights under the mask, as a button that makes it the one that is shown.

import { html, set } from "./dom.js";
import { ramp, shade } from "./colours.js";
import { phrase } from "./format.js";

export const SHARE_SCALE = { kind: "sequential", low: 0, high: 1 };

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
    this.colours = ramp(this.host, SHARE_SCALE.kind);
    this.buttons.forEach((button, head) => this.paint(button.firstChild, head));
  }

  paint(canvas, head) {
    const { model } = this;
    const context = canvas.getContext("2d");
    const image = context.createImageData(model.T, model.T);
    for (let cell = 0; cell < model.T * model.T; cell += 1) {
      const weight = model.weight(head, Math.floor(cell / model.T), cell % model.T);
      image.data.set([...this.colours[shade(weight, SHARE_SCALE)], 255], cell * 4);
    }
    context.putImageData(image, 0, 0);
  }

  show(head) {
    this.buttons.forEach((button, which) => set(button, "aria-pressed", which === head));
  }
}
