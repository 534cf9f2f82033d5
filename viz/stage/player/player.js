// The player: buttons, slider, speed, loop and direction for one clock.

import { fontOf, html, icon, set, textWidth, write } from "../kit/dom.js";
import { phrase } from "../kit/format.js";

const PATHS = {
  previous: "M10.5 2.5 5 8l5.5 5.5",
  next: "M5.5 2.5 11 8l-5.5 5.5",
  play: "M4 2v12l10-6z",
  pause: "M3.5 2h3v12h-3zM9.5 2h3v12h-3z",
  loop: "M13 8a5 5 0 1 1-1.6-3.7M13.4 1.6v3.2h-3.2",
  save: "M8 2v8M4.5 7 8 10.5 11.5 7M2.5 11v3h11v-3",
  turn: "M2 5h11M10 2l3 3-3 3M14 11H3M6 8l-3 3 3 3",
};
const SPEEDS = [1, 2, 4, 8, 16, 32];

function button(name, label, solid = false) {
  return html("button", { type: "button", class: `button ${name}`, "aria-label": label, title: label },
    icon(PATHS[name], solid));
}

function speedMenu(words, clock) {
  const menu = html("select", { class: "button speed", "aria-label": words.speed, title: words.speed });
  const speeds = [...new Set([...SPEEDS, clock.speed])].sort((a, b) => a - b);
  for (const speed of speeds) {
    const said = speed === 1 ? words.speed_one : phrase(words.speed_value, { speed });
    menu.append(html("option", { value: speed }, said));
  }
  menu.value = String(clock.speed);
  menu.addEventListener("change", () => (clock.speed = Number(menu.value)));
  return menu;
}

function slider(words, clock) {
  const input = html("input", { type: "range", class: "slider", min: 0, step: 0.01, "aria-label": words.time });
  input.addEventListener("input", () => clock.scrub(Number(input.value)));
  input.addEventListener("change", () => clock.release());
  return input;
}

/** Room for the widest of a stage's labels, so that the slider keeps its place. */
function reserve(node, labels) {
  const widest = Math.max(0, ...labels.map((text) => textWidth(text, `600 16px ${fontOf(node)}`)));
  if (widest) node.style.minWidth = `${Math.ceil(widest)}px`;
}

/**
 * Builds the player; returns its element and `draw()`, which shows the clock's position in the
 * words of `label`, or of the step's own among `labels`. `save()` is called by its last button.
 */
export function createPlayer(clock, words, label, labels, save) {
  const parts = {
    previous: button("previous", words.previous),
    play: button("play", words.play, true),
    next: button("next", words.next),
    slider: slider(words, clock),
    label: html("output", { class: "label", "aria-live": "off" }),
    speed: speedMenu(words, clock),
    turn: button("turn", words.backwards),
    loop: button("loop", words.loop),
    save: button("save", words.save),
  };
  parts.previous.addEventListener("click", () => clock.move(-1));
  parts.next.addEventListener("click", () => clock.move(1));
  parts.play.addEventListener("click", () => clock.toggle());
  parts.turn.addEventListener("click", () => clock.turn());
  parts.save.addEventListener("click", save);
  parts.loop.addEventListener("click", () => {
    clock.loop = !clock.loop;
    clock.request();
  });
  const host = html("div", { class: "player", role: "group", "aria-label": words.keys }, ...Object.values(parts));
  const show = () => draw(parts, clock, words, labels[clock.step] ?? label);
  return { host, draw: show, reserve: () => reserve(parts.label, labels) };
}

function draw(parts, clock, words, label) {
  const { slider: input, play } = parts;
  const last = clock.length - 1;
  const text = phrase(label, { t: clock.step + 1, p: clock.step, back: last - clock.step, length: clock.length });
  set(input, "max", last);
  input.value = clock.shown;
  set(input, "aria-valuetext", text);
  const part = last ? (clock.shown / last) * 100 : 0;
  input.style.setProperty("--from", `${clock.natural === 1 ? 0 : part}%`);
  input.style.setProperty("--to", `${clock.natural === 1 ? part : 100}%`);
  write(parts.label, text);
  showPlaying(play, clock.playing, words);
  set(parts.loop, "aria-pressed", clock.loop);
  const way = clock.direction === 1 ? words.forwards : words.backwards;
  for (const name of ["aria-label", "title"]) set(parts.turn, name, way);
  set(parts.turn, "data-direction", clock.direction);
}

function showPlaying(play, playing, words) {
  const word = playing ? words.pause : words.play;
  if (play.title === word) return;
  play.title = word;
  play.setAttribute("aria-label", word);
  play.replaceChildren(icon(playing ? PATHS.pause : PATHS.play, true));
}
