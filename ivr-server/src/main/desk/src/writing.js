// The conversations in writing that an agent has in hand, and what of them outlives the page.
import { Conversation } from "./conversation.js";

const key = "recaller.desk.writing";

/**
 * By assignment. Drafts and what the server does not have yet are kept in the tab, for this agent only, until the contact
 * is out of hand or the agent signs out.
 */
export class Writing {
  #storage;
  #agent;
  #talks = new Map();

  constructor(storage) {
    this.#storage = storage;
  }

  /** Takes up what this agent left in the tab; another's is forgotten. */
  begin(agent) {
    this.#agent = agent;
    const { agent: whose, talks = {} } = this.#read();
    this.#talks = new Map(whose === agent ? Object.entries(talks).map(([id, kept]) => [id, new Conversation(kept)]) : []);
    if (whose !== agent) this.forget();
  }

  #read() {
    try {
      return JSON.parse(this.#storage.getItem(key)) ?? {};
    } catch {
      return {};
    }
  }

  of(assignment) {
    if (!this.#talks.has(assignment)) this.#talks.set(assignment, new Conversation());
    return this.#talks.get(assignment);
  }

  get all() {
    return [...this.#talks];
  }

  get unread() {
    return this.all.reduce((sum, [, talk]) => sum + talk.unread, 0);
  }

  /** What is not in hand any more goes. */
  retain(assignments) {
    const before = this.#talks.size;
    this.#talks = new Map(this.all.filter(([id]) => assignments.includes(id)));
    if (this.#talks.size < before) this.keep();
  }

  /** A tab whose storage is full or forbidden goes on without. */
  keep() {
    const talks = Object.fromEntries(this.all.map(([id, talk]) => [id, talk.kept]));
    try {
      this.#storage.setItem(key, JSON.stringify({ agent: this.#agent, talks }));
    } catch {
      // what is written is still in the page
    }
  }

  forget() {
    this.#talks.clear();
    this.#storage.removeItem(key);
  }
}
