// Buttons in a row, one of which is pressed: what a reader picks for the other views of a stage.

import { html, set } from "../../kit/dom.js";
import { View } from "../../kit/view.js";

/** Choices; see `viz.views.choices.choices` for their data. What is picked: `data.name`. */
export default class Choices extends View {
  constructor(host, data, stage) {
    super(host, data, stage);
    this.buttons = data.options.map(([code, word]) => {
      const button = html("button", { type: "button", class: "button", "data-code": code }, word);
      button.addEventListener("click", () => this.pick(data.name, code));
      return button;
    });
    host.append(html("h2", { class: "unseen" }, data.label), html("div", { class: "choices", role: "group", "aria-label": data.label }, ...this.buttons));
  }

  draw() {
    for (const button of this.buttons) set(button, "aria-pressed", button.dataset.code === this.picked[this.data.name]);
  }
}
