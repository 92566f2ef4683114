// The page's words in its three languages. A test holds them to the same keys.
import { isWritten } from "./conversation.js";
import { en } from "./words/en.js";
import { kk } from "./words/kk.js";
import { ru } from "./words/ru.js";

export const languages = { en, ru, kk };

/** The words of a language: `t(key, {name: value})`; a key without words comes back as `fallback` or itself. */
export function speak(language) {
  const words = languages[language] ?? en;
  return (key, values = {}, fallback = key) =>
    (words[key] ?? en[key] ?? fallback).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

/** As `t`, in the words for a contact in writing where a call has words of its own: under the same key with ".written". */
export function wordsFor(t, channel) {
  return (key, values = {}, fallback = key) => (isWritten(channel) ? t(`${key}.written`, values, t(key, values, fallback)) : t(key, values, fallback));
}

/** The reader's language: chosen before, else the browser's first that we have. */
export function preferred(chosen, browser) {
  const wanted = [chosen, ...browser.map((tag) => tag.split("-")[0])];
  return wanted.find((tag) => tag && Object.hasOwn(languages, tag)) ?? "en";
}

/** Words that came from the server in several languages. */
export function pick(labels, language) {
  return labels?.[language] ?? labels?.en ?? Object.values(labels ?? {})[0] ?? "";
}
