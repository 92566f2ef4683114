// Files that were chosen: sent one after another, and what becomes of each.
import { upload } from "./widget/files.js";

/**
 * Sends files for a component, as a controller of Lit's does: `address()` says where to, `arrived(file)` is told of each that is there,
 * `busy(isBusy)` whether one is on its way, again and again while it is.
 */
export class Uploads {
  /** Those that are not there yet: `{ client, file, done, problem }`, done being the share that has gone. */
  going = [];
  #host;
  #world;
  #request;

  constructor(host, { address, arrived = () => {}, busy = () => {} }) {
    this.#host = host;
    this.#world = { address, arrived, busy };
  }

  /** Whether any is to be sent, or is on its way. */
  get isBusy() {
    return this.going.some(({ problem }) => !problem);
  }

  /** Each is `{ client, file, problem }`; one with a problem is shown, and not sent. */
  add(files) {
    this.#set([...this.going, ...files.map((each) => ({ ...each, done: 0 }))]);
    this.#next();
  }

  giveUp(one) {
    if (!one.problem && this.#first()?.client === one.client) this.#stop();
    this.#remove(one);
    this.#next();
  }

  again(one) {
    this.#change(one, { problem: undefined, done: 0 });
    this.#next();
  }

  giveUpAll() {
    this.#stop();
    this.#set([]);
  }

  #first() {
    return this.going.find(({ problem }) => !problem);
  }

  /** One after another: a telephone's line is narrow. */
  #next() {
    if (this.#request) return;
    const one = this.#first();
    this.#world.busy(Boolean(one));
    if (!one) return;
    this.#request = upload(this.#world.address(), undefined, one, {
      told: (done) => {
        this.#world.busy(true);
        this.#change(one, { done });
      },
      done: () => {
        this.#world.arrived(one.file);
        this.#over(one);
      },
      refused: (problem) => this.#over(one, problem),
    });
  }

  #stop() {
    this.#request?.abort();
    this.#request = undefined;
  }

  #over(one, problem) {
    this.#request = undefined;
    if (problem) this.#change(one, { problem });
    else this.#remove(one);
    this.#next();
  }

  #change(one, news) {
    this.#set(this.going.map((each) => (each.client === one.client ? { ...each, ...news } : each)));
  }

  #remove(one) {
    this.#set(this.going.filter(({ client }) => client !== one.client));
  }

  #set(going) {
    this.going = going;
    this.#host.requestUpdate();
  }
}
