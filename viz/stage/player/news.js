// What the reader does on a stage, told to Python until it has answered.

const BURST = 150; // ms
const PATIENCE = 4000; // ms without an answer until it is told again, then twice as long
const TRIES = 5;

export class News {
  constructor() {
    this.step = undefined; // where the reader let go of the clock, until it is answered
    this.picks = {}; // what was picked, until it is answered
    this.told = new Map(); // "step" or the name of a pick → the message that told it first
    this.message = 0; // the number of the last one
  }

  /** A name of its own for the step: a pick may be called anything. */
  static STEP = Symbol("step");

  add(name, value) {
    if (name === News.STEP) this.step = value;
    else this.picks[name] = value;
    this.told.set(name, Infinity);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.tell(), BURST);
  }

  /**
   * Once for a burst, all that is unanswered: a busy server may drop a message that another
   * follows, or one that comes while the page is drawn in another language.
   */
  tell(tries = TRIES, patience = PATIENCE) {
    clearTimeout(this.timer);
    if (this.told.size === 0 || tries === 0) return;
    this.timer = setTimeout(() => this.tell(tries - 1, 2 * patience), patience);
    this.message += 1;
    for (const [name, message] of this.told) this.told.set(name, Math.min(message, this.message));
    this.send?.("told", { message: this.message, step: this.step, picks: { ...this.picks } });
  }

  /** Forgets what Python has answered; returns the step where that is part of it. */
  hear(heard) {
    const { step } = this;
    this.message = Math.max(this.message, heard);
    for (const [name, message] of this.told) {
      if (message > heard) continue;
      this.told.delete(name);
      if (name === News.STEP) this.step = undefined;
      else delete this.picks[name];
    }
    return this.step === undefined ? step : undefined;
  }

  dispose() {
    clearTimeout(this.timer);
  }
}
