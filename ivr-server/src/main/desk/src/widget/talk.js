// What was said, as the page knows it: messages by their place, and what the visitor wrote that has none yet. Pure.
const mostKept = 500;
/** How far a message got; it only goes forward, whatever comes late. */
const steps = { received: 0, handled: 1, queued: 0, sent: 1, delivered: 2, read: 3, failed: 4 };
/** Refusals that trying again will not change. */
const hopeless = new Set(["too-long", "bad-message", "file-empty", "file-too-big", "file-type", "file-day-full", "file-store-full", "file-lost"]);

export class Talk {
  #bySeq = new Map();
  /** Not confirmed by the server, in the order of writing: {client, text, key?, at, problem?, isFailed?}. */
  #unsent = [];

  constructor(unsent = []) {
    this.#unsent = unsent;
  }

  /** Takes a message of the server; false when it says nothing new. */
  take({ seq, at, from, name, text, buttons = [], files = [], client, state }) {
    if (!Number.isSafeInteger(seq)) return false;
    const before = this.#bySeq.get(seq);
    // What a button says is written down when it is answered; until then the page knows.
    text ||= before?.text || this.#unsent.find((own) => client && own.client === client)?.text || "";
    if (before && before.text === text && (steps[state] ?? 0) <= (steps[before.state] ?? 0)) return false;
    this.#bySeq.set(seq, { seq, at, from, name, text, buttons, files, client, state });
    if (client) this.#unsent = this.#unsent.filter((own) => own.client !== client);
    if (this.#bySeq.size > mostKept) this.#bySeq.delete(Math.min(...this.#bySeq.keys()));
    return true;
  }

  /** Something the visitor wrote (`text`) or pressed (`key` and its label as `text`). */
  add(own) {
    this.#unsent.push(own);
  }

  get messages() {
    return [...this.#bySeq.values()].sort((a, b) => a.seq - b.seq);
  }

  /** Without what another page pressed and nobody has answered yet: its words are not known. */
  get shown() {
    return [...this.messages.filter(({ text, files }) => text || files.length > 0), ...this.#unsent];
  }

  get unsent() {
    return this.#unsent;
  }

  /** As it outlives the page: a file does not, and has to be chosen again. */
  get kept() {
    return this.#unsent.map(({ progress, ...own }) => (own.file ? { ...own, file: { name: own.file.name, size: own.file.size }, problem: "file-lost", isFailed: true } : own));
  }

  /** What is to be sent now: one at a time, so that what was written first arrives first. */
  get next() {
    return this.#unsent.find((own) => !own.isFailed);
  }

  /** The server does not take it now; true when it never will, or has been tried long enough. */
  refused(client, problem, isEnough) {
    const own = this.#unsent.find((each) => each.client === client);
    if (!own) return false;
    own.problem = problem;
    own.isFailed = isEnough || hopeless.has(problem);
    return own.isFailed;
  }

  /** The visitor wants it sent once more: it goes last, as if written now. */
  again(client) {
    const own = this.#unsent.find((each) => each.client === client);
    if (!own) return;
    delete own.problem;
    own.isFailed = false;
    this.#unsent = [...this.#unsent.filter((each) => each !== own), own];
  }

  /** Gives up what cannot be sent, for the visitor to write it better. */
  withdraw(client) {
    const own = this.#unsent.find((each) => each.client === client);
    this.#unsent = this.#unsent.filter((each) => each !== own);
    return own;
  }

  /** The seq after which news are wanted: before the first own message whose fate is open. */
  get after() {
    const messages = this.messages;
    const open = messages.find(({ from, state }) => from === "me" && state === "received");
    return open ? open.seq - 1 : (messages.at(-1)?.seq ?? 0);
  }

  get newestFromUs() {
    return this.messages.findLast(({ from }) => from !== "me");
  }

  /** What came from us after that place. */
  unread(readUpTo) {
    return this.messages.filter(({ from, seq, state }) => from !== "me" && seq > readUpTo && state !== "read").length;
  }

  /** What can be pressed: the buttons of the newest flow message, until a person writes. */
  get buttons() {
    const newest = this.newestFromUs;
    return newest?.from === "flow" ? newest.buttons : [];
  }

  /** Whether an answer of the visitor's is on its way, so that pressing would answer twice. */
  get isAnswering() {
    return this.#unsent.some((own) => !own.isFailed) || this.messages.at(-1)?.from === "me" && this.messages.at(-1).state === "received";
  }

  get isWithPerson() {
    return this.newestFromUs?.from === "agent";
  }
}

/** How an own message stands, as a key of the words. */
export function standing(own) {
  if (own.isFailed) return "failed";
  if (own.seq === undefined) return "sending";
  return own.state === "received" ? "sent" : "read";
}
