// The one message that is on its way to the server, and when it is tried again.

/** `world` has what a page has: `later(work, ms)` and `cancel(it)`. */
export class Flight {
  #client;
  #wait;
  #world;

  constructor(world) {
    this.#world = world;
  }

  get isEmpty() {
    return this.#client === undefined;
  }

  isOf(client) {
    return client !== undefined && client === this.#client;
  }

  begin(client) {
    this.end();
    this.#client = client;
  }

  end() {
    this.#world.cancel(this.#wait);
    this.#client = undefined;
  }

  /** Does that in `ms`, in place of what was to be done; not when that one has ended by now or by then. */
  after(client, ms, work) {
    if (!this.isOf(client)) return;
    this.#world.cancel(this.#wait);
    this.#wait = this.#world.later(work, ms);
  }
}
