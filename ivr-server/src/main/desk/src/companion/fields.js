// How a field is asked by its kind: which keyboard a phone shows, what a browser may fill in, what can be seen to be wrong.

/** By the kind that the server names; one that is not known is a line of text. */
const kinds = {
  digits: { inputmode: "numeric" },
  amount: { inputmode: "decimal" },
  text: { isSentence: true },
  name: { autocomplete: "name" },
  phone: { type: "tel", inputmode: "tel", autocomplete: "tel" },
  email: { type: "email", inputmode: "email", autocomplete: "email" },
  date: { type: "date" },
  address: { autocomplete: "street-address", isLong: true, isSentence: true },
};

/** Characters of a field of which nothing is said; with the blanks and dashes that people put between digits. */
const longest = 500;
const blanks = 20;

/** {type, inputmode, autocomplete, maxlength, isLong, isSentence}: what the field is in HTML. */
export function attributes({ kind, secret = false, max } = {}) {
  const known = { type: "text", inputmode: "text", autocomplete: "off", isLong: false, isSentence: false, ...(kinds[kind] ?? kinds.text) };
  const maxlength = max ? max + blanks : longest;
  return secret ? { ...known, type: "password", autocomplete: "off", isLong: false, isSentence: false, maxlength } : { ...known, maxlength };
}

/** Blanks and dashes between digits are nobody's; digits of any script are understood by the server. */
const bare = (text) => text.replace(/[\s\p{Zs}\p{Pd}]/gu, "");

/** What is wrong with it before it is sent, as a key of the words; undefined: nothing that the page can see. */
export function flaw({ kind, min = 1, max = longest } = {}, text) {
  if (!text.trim()) return "wrong.empty";
  if (kind === "digits") {
    const digits = [...bare(text)];
    if (!digits.every((each) => /\p{Nd}/u.test(each))) return "wrong.digits";
    if (digits.length < min || digits.length > max) return min === max ? "wrong.exactly" : "wrong.between";
  }
  if (kind === "email" && !/^[^\s@]+@[^\s@]+$/.test(text.trim())) return "wrong.email";
  return undefined;
}
