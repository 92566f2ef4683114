// A conversation in writing as the page keeps it: messages by their place, what the server does not have yet, the draft.

/** Characters of one message, as the server counts them. */
export const longest = 4_000;
/** What was sent and is not among the messages is sent again after so many milliseconds. */
const sendAgainAfter = 5_000;

/** Whether people write to each other on it. */
export const isWritten = (channel) => channel !== undefined && channel !== "phone";

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

  /** With what a page kept before it was loaded anew. */
  constructor({ draft = "", waiting = [], seen } = {}) {
    Object.assign(this, { draft, waiting, seen });
  }

  /** What is to be kept: the rest comes from the server. */
  get kept() {
    const { draft, waiting, seen } = this;
    return { draft, waiting, seen };
  }

  /** Takes in what is new or has changed. The customer's messages that came since: none of those that were there at first. */
  received(messages) {
    const news = messages.filter(({ seq, from }) => from === "customer" && !this.#bySeq.has(seq));
    for (const message of messages) this.#bySeq.set(message.seq, message);
    this.messages = [...this.#bySeq.values()].sort((one, other) => one.seq - other.seq);
    const arrived = new Set(messages.map(({ client }) => client));
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

  /** Says what is in the draft; false when there is nothing to say, or too much for one message. */
  say(at, client = newId()) {
    const text = this.draft.trim();
    if (!text || text.length > longest) return false;
    this.waiting = [...this.waiting, { client, text, at }];
    this.write("");
    return true;
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

  /** What was not taken goes back into the draft, behind what is there. */
  edit(client) {
    const one = this.waiting.find((each) => each.client === client);
    this.waiting = this.waiting.filter((each) => each !== one);
    if (one) this.write([this.draft, one.text].filter(Boolean).join("\n"));
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
