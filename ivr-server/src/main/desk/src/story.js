// What a card says in one sentence.
import { ago } from "./times.js";
import { pick, wordsFor } from "./words.js";

const day = 86_400_000;
/** The priority of whoever a flow says nothing of; each one above goes before them. */
const usual = 5;
const root = (topic) => topic?.split(".")[0];
// A label begins a line with a capital, but not a clause; "PIN" and "SMS" stay as they are.
const inSentence = (label) => (/^\p{Lu}\p{Ll}/u.test(label) ? label[0].toLowerCase() + label.slice(1) : label);

/** The label of a topic id: the registry's, else its last word. */
export function topicLabel(id, topics, language) {
  const known = topics.find((topic) => topic.id === id);
  return (known && pick(known.labels, language)) || id?.split(".").at(-1).replaceAll("-", " ") || "";
}

/** Whether the contact goes before others that came at the same time. */
export const isUrgent = ({ priority }) => priority > usual;

/** The same among others to choose from: what is called the same as another says its id too. */
export function distinctLabel(id, topics, language) {
  const label = topicLabel(id, topics, language);
  const isAlone = topics.every((other) => other.id === id || topicLabel(other.id, topics, language) !== label);
  return isAlone ? label : `${label} (${id})`;
}

/** The clue to the present call: an earlier contact about the same, an open request, what is true now, the menu. */
export function headline(card, { t, language, topics, now }) {
  const about = root(card.why.topic);
  const spoken = card.timeline.filter((e) => e.nature === "interaction" && e.direction === "inbound");
  const recent = (entry, days) => now - Date.parse(entry.at) < days * day;
  const same = spoken.find((entry) => about && root(entry.topic) === about && recent(entry, 14));
  const entry = same ?? (about ? undefined : spoken.find((one) => recent(one, 30)));
  if (entry) {
    const did = t(`did.${entry.channel}`);
    const when = ago(entry.at, now, t, language);
    return entry.topic
      ? t("story.about", { did, when, topic: inSentence(topicLabel(entry.topic, topics, language)) })
      : t("story.plain", { did, when });
  }
  const request = card.requests.find((one) => !about || root(one.topic) === about);
  if (request) {
    const kind = request.kind;
    return capital(t("story.request", { kind, since: ago(request.openedAt, now, t, language) }));
  }
  const fact = card.facts.find((one) => !about || root(one.topic) === about);
  if (fact) {
    return capital(pick(fact.text, language) || `${fact.kind}: ${inSentence(topicLabel(fact.topic, topics, language))}`);
  }
  if (card.why.topic) {
    return wordsFor(t, card.channel)("story.calls", { topic: inSentence(topicLabel(card.why.topic, topics, language)) });
  }
  return card.trust.tier === "unknown" ? wordsFor(t, card.channel)("story.unknown") : t("story.first");
}

/** Who it is, in as many words as are known. */
export function who(card, t) {
  const { name, alias, handle } = card.caller;
  return name ?? (alias && `“${alias}”`) ?? (handle || wordsFor(t, card.channel)("unknown-caller"));
}

/** "Verified by PIN", "By caller ID only". */
export function trust({ trust: { tier, proof }, channel }, spoken) {
  const t = wordsFor(spoken, channel);
  return tier === "verified" ? t(`trust.verified.${proof}`, {}, t("trust.verified")) : t(`trust.${tier}`);
}

const capital = (words) => words.charAt(0).toUpperCase() + words.slice(1);

/** Whether there is anybody to hand over: a message is nobody until its customer was called and has answered. */
export function isSomebodyThere({ voicemail }) {
  return !voicemail || voicemail.reached === true;
}
