// Which symbols and terms of a lesson stand in a text.

const SAME = [[/\u2212/g, "-"], [/[\u2032\u2019]/g, "'"], [/\u22c5/g, "·"], [/\u2225/g, "‖"], [/[_{}\u2061]/g, ""], [/\s+/g, " "]];
const WORD = /^[a-z][a-z -]{2,}$/; // a term that begins a line with a capital letter
const LETTER = "[A-Za-z\\u0370-\\u03ff]";
const LONE = /^[A-Za-z]$/;

/** A text as it is compared: indices, minus signs, primes and dots written in one way. */
export function plain(text) {
  return SAME.reduce((said, [from, to]) => said.replace(from, to), text.normalize("NFKC")).trim();
}

/** All ways in which an entry is written. */
function formsOf({ symbols, terms, name }) {
  const forms = [...symbols, ...terms, name.replace(/\s*[(（].*/, "")].map(plain);
  return new Set(forms.flatMap((form) => (WORD.test(form) ? [form, form[0].toUpperCase() + form.slice(1)] : [form])));
}

/** What finds a form where it is a word or a symbol of its own; its digits stand for any number. */
function patternOf(form) {
  const [first, last] = [form[0], form.at(-1)].map((sign) => new RegExp(`${LETTER}|\\d`).test(sign));
  const body = form.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&").replace(/\d+/g, "\\d+");
  return `${first ? `(?<!${LETTER}|\\d)` : ""}${body}${last ? `(?!${LETTER}|\\d)` : ""}`;
}

export class Symbols {
  constructor(entries) {
    this.meanings = new Map(); // pattern → entries
    for (const entry of entries) {
      for (const pattern of [...formsOf(entry)].map(patternOf)) {
        this.meanings.set(pattern, [...(this.meanings.get(pattern) ?? []), entry]);
      }
    }
    const patterns = [...this.meanings.keys()].sort((a, b) => b.length - a.length);
    this.patterns = patterns.map((pattern) => [new RegExp(`^(?:${pattern})$`), this.meanings.get(pattern)]);
    const any = patterns.length ? patterns.join("|") : "(?!)"; // nothing
    Object.assign(this, { one: new RegExp(`^(?:${any})$`), all: new RegExp(any, "g") });
  }

  /** The entries of which a text is the symbol. */
  exactly(text) {
    const said = plain(text);
    if (!this.one.test(said)) return [];
    return this.patterns.find(([pattern]) => pattern.test(said))[1];
  }

  /** The entries whose symbols stand in a text, as they come; a lone letter may be anything. */
  within(text) {
    const said = plain(text);
    if (LONE.test(said)) return [];
    return [...new Set((said.match(this.all) ?? []).flatMap((form) => this.exactly(form)))];
  }
}
