// Lines on a map of words from the picked one to those that are nearest to it.

import { set, svg } from "../../kit/dom.js";
import { mixed, movement } from "./word_map_model.js";

const text = (point) => point.map((value) => value.toFixed(2)).join(" ");

export class Rays {
  constructor() {
    this.rays = new Map(); // by the place of the word that each leads to
    this.group = svg("g", { "aria-hidden": "true" });
  }

  rayTo(key) {
    if (!this.rays.has(key)) {
      this.rays.set(key, svg("path", { class: "ray" }));
      this.group.append(this.rays.get(key));
    }
    return this.rays.get(key);
  }

  /** `nearAt(step)` are the nearest words at a step, `px(place)` is where a word is at this time. */
  draw(time, chosen, nearAt, px) {
    const { from, to, part } = movement(time);
    const [one, other] = [nearAt(from), nearAt(to)];
    for (const key of [...one, ...other]) this.rayTo(key);
    for (const [key, ray] of this.rays) {
      const strength = mixed(Number(one.includes(key)), Number(other.includes(key)), part);
      ray.style.visibility = strength ? "" : "hidden";
      if (!strength) continue;
      ray.style.opacity = strength;
      set(ray, "d", `M${text(px(chosen))}L${text(px(key))}`);
    }
  }
}
