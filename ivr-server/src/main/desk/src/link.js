// The socket to the server: pings, notices silence, comes back by itself.
const firstPause = 500;
const longestPause = 10_000;
const pingEvery = 10_000;
const silentAfter = 25_000;
const signedOut = 4001;
/** Of the protocol; a server that speaks another one has another page. */
const version = 2;

/** Events: "message" (detail: the message), "change" (open or not), "signed-out". */
export class Link extends EventTarget {
  #socket;
  #pause = firstPause;
  #retry;
  #ping;
  #heardAt = 0;
  #wanted = false;
  isOpen = false;
  retryAt = 0;

  start() {
    this.#wanted = true;
    addEventListener("online", this.#now);
    this.#connect();
  }

  stop() {
    this.#wanted = false;
    removeEventListener("online", this.#now);
    clearTimeout(this.#retry);
    this.#socket?.close();
  }

  send(type, body = {}) {
    if (this.isOpen) this.#socket.send(JSON.stringify({ v: version, type, ...body }));
  }

  #now = () => {
    if (!this.isOpen && this.#wanted) {
      clearTimeout(this.#retry);
      this.#connect();
    }
  };

  #connect() {
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const socket = new WebSocket(`${scheme}://${location.host}/desk/socket`);
    this.#socket = socket;
    this.#heardAt = Date.now();
    this.#ping = setInterval(() => this.#beat(socket), pingEvery);
    socket.onopen = () => this.#opened();
    socket.onmessage = ({ data }) => this.#heard(JSON.parse(data));
    socket.onclose = ({ code }) => this.#closed(socket, code);
  }

  #beat(socket) {
    if (Date.now() - this.#heardAt > silentAfter) {
      socket.onclose = null;
      socket.close();
      this.#closed(socket, 1006);
    } else {
      this.send("ping");
    }
  }

  #opened() {
    this.isOpen = true;
    this.#pause = firstPause;
    this.dispatchEvent(new Event("change"));
  }

  #heard(message) {
    this.#heardAt = Date.now();
    this.dispatchEvent(new CustomEvent("message", { detail: message }));
  }

  async #closed(socket, code) {
    if (socket !== this.#socket) return;
    clearInterval(this.#ping);
    this.isOpen = false;
    this.dispatchEvent(new Event("change"));
    if (!this.#wanted) return;
    if (code === signedOut || (await this.#isSignedOut())) {
      this.stop();
      this.dispatchEvent(new Event("signed-out"));
      return;
    }
    const pause = this.#pause * (0.75 + Math.random() / 2);
    this.#pause = Math.min(longestPause, this.#pause * 2);
    this.retryAt = Date.now() + pause;
    this.#retry = setTimeout(() => this.#connect(), pause);
    this.dispatchEvent(new Event("change"));
  }

  /** A refused socket does not say why; the session does. */
  async #isSignedOut() {
    try {
      return (await fetch("/desk/session", { signal: AbortSignal.timeout(3000) })).status === 401;
    } catch {
      return false;
    }
  }
}
