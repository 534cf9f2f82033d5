// The one clock of a stage: a position in time that all its views are drawn at.

import { clamp } from "../kit/dom.js";

const REST = 1500; // ms at the end before a loop begins again
const LONGEST_FRAME = 0.1; // s: after a pause of the browser the clock does not leap

export class Clock {
  /** `draw()` is called at most once a frame, `report(t)` when the reader lets go. */
  constructor(host, draw, report) {
    Object.assign(this, { host, draw, report, time: 0, length: 1, playing: false, resting: false });
    this.still = matchMedia("(prefers-reduced-motion: reduce)");
    this.frame = this.frame.bind(this);
  }

  /** Takes the settings of a stage; the position stays, within a changed length. One that goes the
   *  other way by nature turns round. */
  configure({ length, start, direction, speed, loop, until }) {
    const first = this.origin === undefined;
    const turned = direction !== this.natural;
    const atOrigin = first || this.time === this.origin;
    Object.assign(this, { length, until, origin: start, natural: direction });
    if (first) this.loop = loop;
    if (turned) this.direction = direction;
    if (speed !== this.given) this.given = this.speed = speed; // else the reader's choice stays
    this.time = atOrigin ? start : clamp(this.time, 0, length - 1);
    if (this.target !== undefined) this.target = clamp(this.target, 0, length - 1); // another, shorter film
  }

  /** The true step that is shown, from 0. */
  get step() {
    return Math.round(this.time);
  }

  /** The position to draw: between two steps, unless the reader prefers less motion. */
  get shown() {
    return this.still.matches ? this.step : this.time;
  }

  get end() {
    return this.target ?? (this.direction === 1 ? this.length - 1 : 0);
  }

  /** Plays by itself when a page is opened: as far as the film goes, or to where it rests. */
  open() {
    if (this.still.matches) return;
    if (this.until === null || this.until === undefined) this.play();
    else this.playTo(this.origin, this.until);
  }

  /** Plays from one step to another, once; `done()` is called there, unless the reader stops it. */
  playTo(from, to, done = () => {}) {
    this.pause();
    this.seek(this.still.matches ? to : from);
    if (this.step === to) return done();
    Object.assign(this, { direction: to > from ? 1 : -1, target: to, done, playing: true, last: undefined });
  }

  play() {
    if (this.playing || this.length === 1) return;
    if (this.time === this.end) this.time = this.beginning();
    this.playing = true;
    this.last = undefined;
    this.request();
  }

  pause() {
    clearTimeout(this.alarm);
    this.playing = this.resting = false;
    this.target = undefined;
    this.request();
  }

  toggle() {
    if (this.playing) this.stop();
    else this.play();
  }

  /** Pauses on a step and says so. */
  stop() {
    this.pause();
    this.seek(this.step);
    this.release();
  }

  /** Goes to a time without a word to Python. */
  seek(time) {
    this.time = clamp(time, 0, this.length - 1);
    this.request();
  }

  /** Follows a finger: pauses, and reports on release. */
  scrub(time) {
    if (this.playing) this.pause();
    this.seek(time);
  }

  release() {
    this.seek(this.step);
    this.report(this.step);
  }

  /** Goes to a step at once and reports. */
  go(step) {
    this.scrub(step);
    this.release();
  }

  /** Moves by whole steps and reports. */
  move(steps) {
    this.pause();
    this.seek((steps > 0 ? Math.floor(this.time) : Math.ceil(this.time)) + steps);
    this.release();
  }

  turn() {
    this.direction = -this.direction;
    this.request();
  }

  /** Asks for one frame, however often it is called. */
  request() {
    this.pending ??= requestAnimationFrame(this.frame);
  }

  frame(now) {
    this.pending = undefined;
    if (!this.host.isConnected) return this.dispose();
    if (this.playing && !this.resting) this.advance(now);
    this.draw();
    if (this.playing && !this.resting) this.request();
  }

  advance(now) {
    const seconds = Math.min(LONGEST_FRAME, (now - (this.last ?? now)) / 1000);
    this.last = now;
    const way = this.direction * this.speed * seconds;
    this.time = this.direction === 1 ? Math.min(this.time + way, this.end) : Math.max(this.time + way, this.end);
    if (this.time !== this.end) return;
    if (this.target !== undefined) {
      this.pause();
      this.done();
    } else if (this.loop) this.rest();
    else {
      this.playing = false;
      this.report(this.step);
    }
  }

  rest() {
    this.resting = true;
    this.alarm = setTimeout(() => {
      this.resting = false;
      this.last = undefined;
      this.time = this.beginning();
      this.request();
    }, REST);
  }

  beginning() {
    return this.direction === this.natural ? this.origin : this.length - 1 - this.end;
  }

  dispose() {
    clearTimeout(this.alarm);
    cancelAnimationFrame(this.pending);
    this.pending = undefined;
    this.playing = false;
  }
}
