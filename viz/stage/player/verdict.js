// How a guess came out, at the foot of the stage: a sign, a word and one sentence.

import { html, icon, set } from "../kit/dom.js";

const LOOKS = {
  right: { sign: "M2.5 8.5 6.5 12.5 13.5 4", word: (words) => words.verdict_right },
  partly: { sign: "M2.5 8.5 6 12 9 8.5M8.5 6l5-3.5M8.5 13h5", word: (words) => words.verdict_partly },
  wrong: { sign: "M3.5 3.5l9 9M12.5 3.5l-9 9", word: (words) => words.verdict_wrong },
  shown: { sign: "M2 8h11M9 4l4 4-4 4", word: (words) => words.verdict_shown },
};

export class Verdict {
  constructor(stage) {
    this.host = html("p", { class: "outcome", role: "status", tabindex: -1 });
    stage.append(this.host);
  }

  /** Says it, or nothing where no answer shows yet. */
  show(verdict, words) {
    const said = JSON.stringify([verdict, words]);
    if (said === this.said) return;
    this.said = said;
    this.host.hidden = !verdict;
    if (!verdict) return this.host.replaceChildren();
    set(this.host, "data-mark", verdict.mark);
    const { sign, word } = LOOKS[verdict.mark];
    this.host.replaceChildren(icon(sign), html("strong", {}, word(words)), html("span", {}, verdict.said));
  }

  get focused() {
    return this.host.getRootNode().activeElement === this.host;
  }

  /** Brings the keyboard to it, and so whoever listens; the eye is brought by the stage. */
  focus() {
    this.host.focus({ preventScroll: true });
  }
}
