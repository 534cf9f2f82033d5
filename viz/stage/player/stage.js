// A stage: one player, one clock, a grid of views.

import { html, set, write } from "../kit/dom.js";
import { phrase } from "../kit/format.js";
import { pageIsDark } from "../kit/colours.js";
import { Clock } from "./clock.js";
import { Glossary } from "./glossary.js";
import { News } from "./news.js";
import { createPlayer } from "./player.js";
import { snapshot } from "./snapshot.js";
import { Verdict } from "./verdict.js";

class Stage {
  /** `kinds` are the views' classes, by the names of their kinds. */
  constructor(root, kinds) {
    this.kinds = kinds;
    this.host = html("div", { class: "stage", tabindex: 0, role: "group" });
    root.append(this.host);
    this.place = root.getRootNode().host; // in a page: what keeps the room for it
    this.clock = new Clock(this.host, () => this.draw(), (t) => this.report(t));
    this.views = new Map();
    this.news = new News();
    this.glossary = new Glossary(this.host);
    this.observer = new ResizeObserver(() => this.relayout());
    this.observer.observe(this.host);
    this.host.addEventListener("keydown", (event) => this.key(event));
    this.system = matchMedia("(prefers-color-scheme: dark)");
    this.onSystem = () => this.paint();
    this.system.addEventListener("change", this.onSystem);
  }

  /** Shows new data; what is unchanged stays as it is. */
  update(data, send) {
    const { clock, words } = data;
    const before = this.data;
    const first = !before;
    const turned = before && before.clock.direction !== clock.direction; // another film
    this.news.send = send;
    this.words = words;
    this.seen = this.news.hear(data.heard ?? 0) ?? this.seen;
    this.picked = { ...data.picked, ...this.news.picks };
    this.clock.configure(clock);
    this.host.setAttribute("aria-label", words.stage);
    const changed = this.changePlayer(data) | this.changeViews(data.views);
    (this.verdict ??= new Verdict(this.host)).show(data.verdict, words);
    this.data = data;
    this.glossary.update(data, this.player.host);
    this.paint(changed);
    const called = !first && data.call !== this.call;
    this.follow(data.seek, called);
    if (called) this.bring(this.place?.closest(".st-key-card") ?? this.host, "start");
    this.call = data.call;
    if (called && !Number.isInteger(data.seek)) this.clock.playTo(this.clock.origin, this.clock.natural === 1 ? this.clock.length - 1 : 0);
    const revealed = !first && data.verdict && data.replay !== before.replay;
    if (revealed) {
      this.verdict.focus();
      this.bring(this.host, this.narrow ? "start" : "nearest");
    }
    if (!Number.isInteger(data.seek)) this.begin(data, first || turned, revealed);
    this.clock.request();
  }

  /** Whether what the reader does is told to Python; a file has none. */
  get heard() {
    return Boolean(this.news.send);
  }

  /** At the end of the answer: what it grew by is brought before the reader who still listens. */
  told() {
    this.report(this.clock.step);
    if (this.verdict.focused && !this.narrow) this.bring(this.host, "nearest");
  }

  get narrow() {
    return this.host.dataset.narrow === "true";
  }

  /** Brings a part of the page before the reader; on a phone at once, since what stood above it goes. */
  bring(part, block) {
    const leap = this.clock.still.matches || this.narrow;
    part.scrollIntoView({ block, behavior: leap ? "auto" : "smooth" });
  }

  /** What plays by itself: the answer when it is shown, else the film when the page is opened. */
  begin({ asked, clock, verdict }, first, revealed) {
    if (asked && verdict && (first || revealed)) {
      this.seen = undefined;
      this.clock.playTo(...asked, () => revealed && this.told());
    } else if (first && clock.autoplay) this.clock.open();
  }

  changePlayer({ clock, words }) {
    const signature = JSON.stringify([clock.label, clock.labels, clock.speed, clock.direction, words]);
    if (signature === this.playerSignature) return false;
    this.playerSignature = signature;
    const player = createPlayer(this.clock, words, clock.label, clock.labels, () => this.save());
    if (this.player) this.player.host.replaceWith(player.host);
    else this.host.append(player.host);
    this.player = player;
    player.reserve();
    return true;
  }

  changeViews(views) {
    this.grid ??= this.host.appendChild(html("div", { class: "grid" }));
    const before = this.views;
    this.views = new Map();
    views.forEach((view, index) => {
      const key = [index, view.id, this.clock.length, this.clock.natural].join();
      this.views.set(key, this.retell(before.get(key) ?? this.build(view), view.summary));
    });
    if ([...before.keys()].join() === [...this.views.keys()].join()) return false;
    this.replace([...before.values()], [...this.views.values()]);
    return true;
  }

  /** Puts other views on the grid; the keyboard stays where it was. */
  replace(before, after) {
    const focused = this.host.getRootNode().activeElement;
    const place = before.findIndex(({ box }) => focused && box.contains(focused));
    this.grid.replaceChildren(...after.map(({ box }) => box));
    if (place < 0 || !after[place]) return;
    const { box, host, picture } = after[place];
    (box.contains(focused) ? focused : picture.heir?.(focused) ?? host).focus({ preventScroll: true });
  }

  /** Says of a view what is to be seen on it. */
  retell(view, summary) {
    view.summary = summary;
    write(view.told, summary);
    return view;
  }

  build(view) {
    const box = html("section", { class: `view ${view.kind}`, style: `--columns:${view.columns};--rows:${view.rows}` });
    if (view.title) box.append(html("h2", { class: "title" }, view.title));
    const host = html("div", { class: "picture", "data-kind": view.kind });
    const told = html("p", { class: "unseen" });
    box.append(host, told);
    const picture = new this.kinds[view.kind](host, view.data, this);
    // a picture is one image that says its values on focus; cards are text already
    if (picture.describe) for (const [name, value] of [["role", "img"], ["tabindex", 0], ["aria-label", view.summary]]) set(host, name, value);
    return { box, host, told, title: view.title, picture };
  }

  /** Takes the position from the link when it is news, and pauses there. */
  follow(seek, called) {
    if (!Number.isInteger(seek) || this.news.step !== undefined) return;
    if (seek === this.seen && !called) return;
    this.seen = seek;
    this.clock.pause();
    this.clock.seek(seek);
  }

  /** Saves what is to be seen now as a picture. */
  save() {
    this.clock.pause();
    this.draw();
    snapshot(this.host, `${this.data.name}-${this.clock.step + 1}`);
  }

  /** Tells Python where the reader let go. */
  report(t) {
    if (t !== (this.news.step ?? this.seen)) this.news.add(News.STEP, t);
  }

  /** Tells Python what was picked in a picture. */
  tell(name, value) {
    this.picked = { ...this.picked, [name]: value };
    this.news.add(name, value);
  }

  /** Chooses the theme; lays out again where it or the views have changed. */
  paint(changed = false) {
    const theme = pageIsDark(this.host) ? "dark" : "light";
    if (!changed && theme === this.host.dataset.theme) return;
    this.host.dataset.theme = theme;
    this.width = undefined;
    this.relayout();
  }

  relayout() {
    const width = this.host.clientWidth;
    if (!width || width === this.width) return;
    this.width = width;
    this.host.dataset.narrow = width < 640;
    this.host.dataset.tight = width >= 560 && width < 840; // the player just fits on one line
    for (const view of this.views.values()) view.picture.layout(view.host.clientWidth);
    this.glossary.mark();
    this.clock.request();
  }

  draw() {
    if (!this.width) return; // nothing is laid out yet: a frame that is still being opened
    this.place?.toggleAttribute("data-drawn", true);
    this.player.draw();
    for (const view of this.views.values()) view.picture.draw();
    if (!this.clock.playing) for (const view of this.views.values()) this.speak(view);
  }

  /** Names a picture by its values at the clock. */
  speak({ host, title, summary, picture }) {
    if (!picture.describe) return;
    const position = phrase(this.words.at, { t: this.clock.step + 1, p: this.clock.step });
    const values = picture.describe();
    set(host, "aria-label", values ? `${title} ${position}. ${values}`.trim() : summary);
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.composedPath()[0];
    if (target.closest("select") || (event.key === " " && target.closest("button"))) return;
    const last = this.clock.length - 1;
    const actions = {
      " ": () => this.clock.toggle(),
      ArrowLeft: () => this.clock.move(-1),
      ArrowRight: () => this.clock.move(1),
      Home: () => this.clock.move(-last - 1),
      End: () => this.clock.move(last + 1),
    };
    if (!actions[event.key]) return;
    event.preventDefault();
    actions[event.key]();
  }

  dispose() {
    this.news.dispose();
    this.glossary.dispose();
    this.clock.dispose();
    this.observer.disconnect();
    this.system.removeEventListener("change", this.onSystem);
    this.host.remove();
  }
}

/**
 * What Components v2 calls at each change of data or theme, for a stage that draws these kinds of
 * view; a file calls it with the same arguments.
 */
export const stageOf = (kinds) => ({ data: [data], parentElement, setTriggerValue }) => {
  parentElement.unrolled ??= new Stage(parentElement, kinds);
  parentElement.unrolled.update(data, setTriggerValue);
  return () => {
    parentElement.unrolled?.dispose();
    delete parentElement.unrolled;
  };
};
