// What all kinds of view have: their place on a stage, its clock, and what is picked on it.

export class View {
  /** `host` is the node to draw in; `data` as the kind's function in Python made it. */
  constructor(host, data, stage) {
    Object.assign(this, { host, data, stage, clock: stage.clock });
  }

  /** Lays the view out for a width in px; what only holds text needs nothing. */
  layout() {}

  /** Draws the view as it is at the clock; what changes between two steps has a `draw` of its own. */
  draw() {
    if (this.step === this.clock.step) return;
    this.step = this.clock.step;
    this.drawStep(this.step);
  }

  /** The stage's own words. */
  get words() {
    return this.stage.words;
  }

  /** What is picked on the stage, by name. */
  get picked() {
    return this.stage.picked;
  }

  /** Whether Python hears what is picked: not in a file, where nothing can be computed anew. */
  get heard() {
    return this.stage.heard;
  }

  /** Picks a value: shown at once, and told to Python. */
  pick(name, value) {
    if (this.picked[name] === value) return;
    this.stage.tell(name, value);
    this.clock.request();
  }
}
