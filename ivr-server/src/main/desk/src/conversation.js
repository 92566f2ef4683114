// A conversation in writing as the page keeps it: messages by their place, what the server does not have yet, the draft.

/** Characters of one message, as the server counts them. */
export const longest = 4_000;
/** And of one note. */
export const longestNote = 2_000;
/** What was sent and is not among the messages is sent again after so many milliseconds. */
const sendAgainAfter = 5_000;

/** Who writes on is told of again after so many milliseconds. */
const tellTypingEvery = 3_500;

/** Whether people write to each other on it. */
export const isWritten = (channel) => channel !== undefined && channel !== "phone";

/** Whether the customer only opened the chat. */
export const isOpening = ({ from, text, files }) => from === "customer" && !text && !files?.length;

/** Whether the flow sent buttons and no words. */
export const isChoices = ({ from, text, files }) => from === "flow" && !text && !files?.length;

/** An id of our own; a page without TLS has no `crypto.randomUUID`. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

export class Conversation {
  #bySeq = new Map();
  #triedAt = new Map();
  #isBegun = false;
  /** Raised by every change, so that a view knows that there is one. */
  version = 0;
  messages = [];
  /** Other channels by which the customer can be written to. */
  ways = [];
  notes = [];

  /** With what a page kept before it was loaded anew; what has no words is never taken, and would hold up the rest. */
  constructor({ draft = "", isNote = false, blanks = [], waiting = [], seen, way } = {}) {
    Object.assign(this, { draft, isNote, blanks, waiting: waiting.filter(({ text }) => text?.trim()), seen, way });
  }

  /** What is to be kept: the rest comes from the server. */
  get kept() {
    const { draft, isNote, blanks, waiting, seen, way } = this;
    return { draft, isNote, blanks, waiting, seen, way };
  }

  /** Takes in what is new or has changed. The customer's messages that came since: none of those that were there at first. */
  received(messages, notes = []) {
    const news = messages.filter(({ seq, from }) => from === "customer" && !this.#bySeq.has(seq));
    if (news.length > 0) this.typingUntil = 0;
    for (const message of messages) this.#bySeq.set(message.seq, message);
    this.messages = [...this.#bySeq.values()].sort((one, other) => one.seq - other.seq);
    for (const note of notes) if (!this.notes.some(({ id }) => id === note.id)) this.notes.push(note);
    const arrived = new Set([...messages.map(({ client }) => client), ...notes.map(({ id }) => id)]);
    this.waiting = this.waiting.filter(({ client }) => !arrived.has(client));
    this.seen ??= this.messages.findLast(({ from }) => from !== "customer")?.seq ?? 0;
    this.version++;
    const isFirst = !this.#isBegun;
    this.#isBegun = true;
    return isFirst ? [] : news;
  }

  write(draft) {
    this.draft = draft;
    this.version++;
  }

  /** Takes a text that was written before instead of the draft; nobody knows what to put in its `blanks`. */
  take({ text, blanks }) {
    this.blanks = blanks;
    this.write(text);
  }

  /** Fields of a text that was taken which nobody has filled in, or taken out, yet: it cannot be sent like that. */
  get unfilled() {
    return this.isNote ? [] : this.blanks.filter((name) => this.draft.includes(`{${name}}`));
  }

  /** What is written is a note from now on, for colleagues; or is for the customer again. */
  noting(isNote) {
    this.isNote = isNote;
    this.version++;
  }

  /** The customer is writing, until then unless it is said again. */
  types(until) {
    this.typingUntil = until;
    this.version++;
  }

  /** Whether the agent's writing is to be told now: not a note's, nor by another way. */
  isTyped(now) {
    if (this.isNote || this.way || !this.draft.trim() || now - (this.toldAt ?? 0) < tellTypingEvery) return false;
    this.toldAt = now;
    return true;
  }

  /** What is written next goes out by that way, once; undefined: here. */
  through(way) {
    this.way = way;
    this.isWayGone = false;
    this.version++;
  }

  /** Those by which the customer can be answered now. */
  open(now) {
    return this.ways.filter(({ windowUntil }) => !windowUntil || Date.parse(windowUntil) > now);
  }

  /** What the server tells of them; what was chosen and is none any more must not go out here instead: it is chosen anew. */
  reachedBy(ways = []) {
    this.ways = ways;
    this.isWayGone = !!this.way && !ways.some(({ id }) => id === this.way);
    this.version++;
  }

  get longest() {
    return this.isNote ? longestNote : longest;
  }

  /** Says what is in the draft, or notes it; false when there is nothing to say, too much at once, or something to fill in. */
  say(at, client = newId()) {
    const text = this.draft.trim();
    if (!text || text.length > this.longest || this.unfilled.length > 0 || (this.isWayGone && !this.isNote)) return false;
    this.waiting = [...this.waiting, { client, text, at, ...(this.isNote ? { isNote: true } : this.way ? { way: this.way } : {}) }];
    if (!this.isNote) this.way = undefined;
    this.blanks = [];
    this.write("");
    return true;
  }

  /** Messages and notes as they follow each other: a note stands behind the message that was the last when it was written. */
  get entries() {
    const notes = this.notes.map((note) => ({ ...note, from: "note", seq: note.after, key: note.id }));
    const place = ({ seq, from, at }) => [seq, from === "note" ? Date.parse(at) : -Infinity];
    return [...this.messages.map((one) => ({ ...one, key: one.seq })), ...notes].sort((one, other) => {
      const [a, b] = [place(one), place(other)];
      return a[0] - b[0] || (a[1] < b[1] ? -1 : Number(a[1] > b[1]));
    });
  }

  /** The one to be sent now, if any: one after the other, so that they arrive in the order they were said. */
  next(now) {
    const first = this.waiting.find(({ problem }) => !problem);
    if (!first || now - (this.#triedAt.get(first.client) ?? -Infinity) < sendAgainAfter) return undefined;
    this.#triedAt.set(first.client, now);
    return first;
  }

  /** Over a new socket nothing of it has been sent yet. */
  reconnected() {
    this.#triedAt.clear();
  }

  /** The server would not take it; what it could not take just now is sent again by itself. False: it is another's. */
  refused(client, problem) {
    const isMine = this.waiting.some((one) => one.client === client);
    if (isMine && problem !== "unavailable") this.#change(client, (one) => ({ ...one, problem }));
    return isMine;
  }

  /** A second try at what was not taken. */
  again(client) {
    this.#triedAt.delete(client);
    this.#change(client, ({ problem, ...one }) => one);
  }

  /** Sends what may be sent when the channel takes no answer any more, filled in. */
  template({ id, text, values }, at, client = newId()) {
    this.waiting = [...this.waiting, { client, text, at, isTemplate: true, template: id, values }];
    this.version++;
  }

  /** Says words once more, whatever is in the draft; a file has none. */
  repeat({ text, way }, at, client = newId()) {
    if (!text.trim()) return;
    this.waiting = [...this.waiting, { client, text, at, ...(way ? { way } : {}) }];
    this.version++;
  }

  /** What was not taken goes back into the draft, behind what is there. */
  edit(client) {
    const one = this.waiting.find((each) => each.client === client);
    this.waiting = this.waiting.filter((each) => each !== one);
    if (!one) return;
    this.isNote = !!one.isNote;
    this.way = one.way;
    this.write([this.draft, one.text].filter(Boolean).join("\n"));
  }

  #change(client, change) {
    this.waiting = this.waiting.map((one) => (one.client === client ? change(one) : one));
    this.version++;
  }

  /** Messages of the customer that nobody has had before their eyes on this page. */
  get unread() {
    return this.messages.filter(({ seq, from }) => from === "customer" && seq > (this.seen ?? 0)).length;
  }

  /** True when that is news. */
  see() {
    const last = this.messages.at(-1)?.seq ?? this.seen;
    const isNews = last !== this.seen;
    this.seen = last;
    return isNews;
  }

  get isUnsent() {
    return this.draft.trim() !== "" || this.waiting.length > 0;
  }
}

/** As a channel takes it within a text that was approved: in one line, without gaps. */
export const fitting = (value = "") => value.replace(/\s+/g, " ").trim();

/** What a message says, for whoever does not see it. */
export const aloud = ({ text, files = [] }) => [text, ...files.map(({ name }) => name)].filter(Boolean).join(", ");

/**
 * Since when the customer waits for a word of an agent; undefined: they have the last word of one. Before the first it is
 * since they joined the queue. What failed was no answer, and what was written in earlier contacts is answered or over.
 */
export function unansweredSince(messages, { startedAt, waitingSince, since }) {
  const now = messages.filter(({ at }) => Date.parse(at) >= Date.parse(startedAt));
  const answer = now.findLastIndex(({ from, state }) => from === "agent" && state !== "failed");
  if (answer < 0) return waitingSince ?? since;
  return now.slice(answer + 1).find(({ from }) => from === "customer")?.at;
}

/** The last part of the time in which a warning is due, and milliseconds it is due before the end at least. */
const lastPart = 0.25;
const atLeast = 20_000;

/**
 * By when the customer, who has waited since then, is to have a word of an agent, and how that stands: "in-time", "soon" or
 * "late". Undefined: nobody waits, or nothing is settled. `within` has seconds for the first answer and for the next.
 */
export function answerDue(messages, { startedAt }, unanswered, within, now) {
  if (!unanswered || !within) return undefined;
  const isNext = messages.some(({ at, from, state }) => from === "agent" && state !== "failed" && Date.parse(at) >= Date.parse(startedAt));
  const allowed = 1_000 * (isNext ? within.next : within.first);
  const left = Date.parse(unanswered) + allowed - now;
  const soon = Math.min(Math.max(allowed * lastPart, atLeast), allowed / 2);
  return { left, how: left < 0 ? "late" : left < soon ? "soon" : "in-time" };
}

/** Milliseconds for which the channel lets the customer be answered yet, 0 when that is over; undefined: always. */
export const windowLeft = (window, now) => (window ? Math.max(0, Date.parse(window.until) - now) : undefined);
