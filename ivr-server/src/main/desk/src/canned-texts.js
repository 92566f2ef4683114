// Texts that were written once for many: found by typing, filled in with what the card says.
import { pick } from "./words.js";

/** A field of a text, as in "Good day, {name}!". */
const field = /\{([a-z][a-z0-9_]*)\}/g;
/** So many are shown; whoever looks for another one types on. */
const most = 8;

/** What is looked for, when the draft asks for a text: it begins with a slash and is one line. */
export const wanted = (draft) => (/^\/[^\n]*$/.test(draft) ? draft.slice(1) : undefined);

/** What a key does while texts are offered, maybe none: "up", "down", "take", "close", "wait"; undefined: it is the field's. */
export function deed({ key, shiftKey }, offered) {
  if (!offered) return undefined;
  if (key === "Escape") return "close";
  if (key === "Enter" && !shiftKey) return offered.length > 0 ? "take" : "wait";
  return offered.length > 0 ? { ArrowUp: "up", ArrowDown: "down" }[key] : undefined;
}

/** Those of ours, which have a colon in their names, speak of what is in a chat only. */
export const fitting = (texts, channel) => (channel === "chat" ? texts : texts.filter(({ id }) => !id.includes(":")));

/** A text in the customer's language where it is written in that, else in the reader's. */
function one({ id, labels }, customer, reader) {
  const language = [customer, reader, "en"].find((tag) => tag && labels[tag]) ?? Object.keys(labels)[0];
  return { id, language, text: labels[language] ?? pick(labels, reader) };
}

/** Those that have every word typed in name or text, in whatever case; whose name begins so comes first. */
export function found(texts, typed, customer, reader) {
  const words = typed.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const isNamed = ({ id }) => words.length > 0 && id.startsWith(words[0]);
  return texts
    .map((each) => one(each, customer, reader))
    .filter(({ id, text }) => words.every((word) => `${id} ${text}`.toLocaleLowerCase().includes(word)))
    .sort((a, b) => isNamed(b) - isNamed(a))
    .slice(0, most);
}

/** What the card says of the fields of a text, as far as the agent may see it. */
export function values(card, { agent, language, topic }) {
  const known = Object.fromEntries(card.fields.filter(({ value }) => value).map(({ key, value }) => [key, value]));
  const [request] = card.requests;
  return {
    ...known, agent, topic, name: card.caller.name ?? card.caller.alias ?? known.name,
    request: request && (pick(request.text, language) || request.kind),
  };
}

/** What a field of a text is called: the installation's word for it, else ours, else its key. */
export function called(name, fields, t, language) {
  const own = fields.find(({ id }) => id === name);
  return (own && pick(own.labels, language)) || t(`field.${name}`, {}, name);
}

/** The text with its fields filled in; what nobody knows stands in it as it was, and its names are in `blanks`. */
export function fill(text, known) {
  const blanks = new Set();
  const filled = text.replace(field, (whole, name) => {
    const value = known[name];
    if (!value) blanks.add(name);
    return value || whole;
  });
  return { text: filled, blanks: [...blanks] };
}
