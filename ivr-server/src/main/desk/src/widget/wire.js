// The socket to the server: says hello, comes back with growing pauses, notices silence.
const version = 1;
const firstPause = 1_000;
const longestPause = 60_000;
const openWithin = 10_000;
const pingEvery = 25_000;
const silentAfter = 60_000;
/**
 * Tells `heard(message)` each message and `changed()` whenever `state` does: "closed", "connecting", "open", "gone".
 * `world` has what a page has: `connect(url)`, `later(work, ms)` and `cancel(it)`, `now()`, `random()`.
 */
export class Wire {
  #url;
  #hello;
  #heard;
  #changed;
  #world;
  #socket;
  #pause = firstPause;
  #retry;
  #beat;
  #heardAt = 0;
  #isGreeted = false;
  #greeted;
  #gone;
  state = "closed";
  /** When it is "gone": the close code, and what the server said of it. */
  code;
  reason;

  /**
   * `hello()` says what to greet with, each time anew; without it nothing is said first. `greeted(message)`: whether the
   * server's first words have come. `gone`: close codes after which coming back is in vain.
   */
  constructor(url, { hello, heard, changed, world, greeted = ({ type }) => type === "welcome", gone = [4004] }) {
    this.#url = url;
    this.#hello = hello;
    this.#heard = heard;
    this.#changed = changed;
    this.#world = world;
    this.#greeted = greeted;
    this.#gone = gone;
  }

  get isOpen() {
    return this.#isGreeted;
  }

  /** Opens, or looks at once whether it is still there. */
  wake() {
    if (this.state === "gone") return;
    if (this.state === "open") this.#look();
    else if (this.state === "closed" || this.#retry !== undefined) this.#open();
  }

  /** Opens anew, also when coming back was in vain so far. */
  again() {
    this.#pause = firstPause;
    this.#open();
  }

  /** Closes and opens again as somebody else, after a moment. */
  renew() {
    this.#drop();
    this.#set("connecting");
    this.#retry = this.#world.later(() => this.#open(), firstPause);
  }

  stop() {
    this.#drop();
    this.#set("closed");
  }

  send(type, body = {}) {
    if (!this.#isGreeted) return false;
    this.#say(this.#socket, type, body);
    return true;
  }

  #say(socket, type, body) {
    socket.send(JSON.stringify({ v: version, type, ...body }));
  }

  #open() {
    this.#drop();
    this.#set("connecting");
    const socket = this.#world.connect(this.#url);
    this.#socket = socket;
    const began = this.#world.now();
    this.#heardAt = began;
    socket.onopen = () => socket === this.#socket && this.#hello && this.#say(socket, "hello", this.#hello());
    socket.onmessage = ({ data }) => socket === this.#socket && this.#received(data);
    socket.onclose = ({ code, reason }) => socket === this.#socket && this.#closed(code, reason);
    this.#beat = this.#world.later(() => !this.#isGreeted && this.#lost(), openWithin);
  }

  #received(data) {
    this.#heardAt = this.#world.now();
    let message;
    try {
      message = JSON.parse(data);
    } catch {
      return;
    }
    if (!this.#isGreeted && this.#greeted(message)) {
      this.#isGreeted = true;
      this.#pause = firstPause;
      this.#again();
      this.#heard(message);
      if (this.#isGreeted) this.#set("open");
    } else {
      this.#heard(message);
    }
  }

  #again() {
    this.#world.cancel(this.#beat);
    this.#beat = this.#world.later(() => this.#look(), pingEvery);
  }

  #look() {
    if (!this.#isGreeted) return;
    if (this.#world.now() - this.#heardAt > silentAfter) this.#lost();
    else {
      this.send("ping");
      this.#again();
    }
  }

  #lost() {
    this.#drop();
    this.#closed(1006);
  }

  #drop() {
    const socket = this.#socket;
    this.#socket = undefined;
    this.#isGreeted = false;
    this.#world.cancel(this.#retry);
    this.#world.cancel(this.#beat);
    this.#retry = undefined;
    socket?.close();
  }

  #closed(code, reason) {
    this.#drop();
    if (this.#gone.includes(code)) {
      [this.code, this.reason] = [code, reason];
      this.#set("gone");
      return;
    }
    const pause = this.#pause * (0.75 + this.#world.random() / 2);
    this.#pause = Math.min(longestPause, this.#pause * 2);
    this.#retry = this.#world.later(() => this.#open(), pause);
    this.#set("connecting");
  }

  #set(state) {
    if (this.state === state) return;
    this.state = state;
    this.#changed();
  }
}
