// The socket to the server: pings, notices silence, comes back by itself and tells how long it was away.
const firstPause = 500;
const longestPause = 10_000;
const openWithin = 8_000;
const pingEvery = 10_000;
const silentAfter = 25_000;
const signedOut = 4001;
/** Of the protocol; a server that speaks another one has another page. */
const version = 2;

/**
 * Events: "message" (detail: the message), "change" (open or not), "signed-out", "back" (detail: {away, cause}, how long
 * nothing was heard in milliseconds, and whether the "server" did not answer or this "computer" was not connected).
 */
export class Link extends EventTarget {
  #socket;
  #pause = firstPause;
  #retry;
  #ping;
  #heardAt = 0;
  #refusals = 0;
  #wasOffline = false;
  #wanted = false;
  isOpen = false;
  retryAt = 0;

  start() {
    if (this.#wanted) return;
    this.#wanted = true;
    this.#heardAt = 0;
    addEventListener("online", this.#now);
    addEventListener("offline", this.#offline);
    addEventListener("pageshow", this.#look);
    document.addEventListener("visibilitychange", this.#look);
    this.#connect();
  }

  stop() {
    this.#wanted = false;
    removeEventListener("online", this.#now);
    removeEventListener("offline", this.#offline);
    removeEventListener("pageshow", this.#look);
    document.removeEventListener("visibilitychange", this.#look);
    clearTimeout(this.#retry);
    clearInterval(this.#ping);
    const socket = this.#socket;
    this.#socket = undefined;
    this.isOpen = false;
    socket?.close();
  }

  send(type, body = {}) {
    if (this.isOpen) this.#socket.send(JSON.stringify({ v: version, type, ...body }));
  }

  #offline = () => (this.#wasOffline = true);

  #now = () => {
    if (this.isOpen) this.#beat(this.#socket);
    else if (this.#wanted) this.#connect();
  };

  /** A page that was asleep looks at once whether its socket still lives. */
  #look = () => {
    if (document.visibilityState !== "visible") return;
    if (this.isOpen) this.#beat(this.#socket);
    else if (this.#wanted && this.#socket?.readyState !== WebSocket.CONNECTING) this.#connect();
  };

  #connect() {
    clearTimeout(this.#retry);
    clearInterval(this.#ping);
    const before = this.#socket;
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const socket = new WebSocket(`${scheme}://${location.host}/desk/socket`);
    this.#socket = socket;
    before?.close();
    const began = Date.now();
    this.#ping = setInterval(() => {
      if (this.isOpen) this.#beat(socket);
      else if (Date.now() - began > openWithin) this.#lost(socket);
    }, pingEvery);
    socket.onopen = () => this.#opened(socket);
    socket.onmessage = ({ data }) => this.#heard(JSON.parse(data));
    socket.onclose = ({ code }) => this.#closed(socket, code);
  }

  #beat(socket) {
    if (Date.now() - this.#heardAt > silentAfter) this.#lost(socket);
    else this.send("ping");
  }

  #lost(socket) {
    socket.onclose = null;
    socket.close();
    this.#closed(socket, 1006);
  }

  #opened(socket) {
    if (socket !== this.#socket) return;
    this.isOpen = true;
    this.#pause = firstPause;
    const away = this.#heardAt ? Date.now() - this.#heardAt : 0;
    const cause = this.#refusals > 0 && !this.#wasOffline ? "server" : "computer";
    this.#heardAt = Date.now();
    this.#refusals = 0;
    this.#wasOffline = !navigator.onLine;
    this.dispatchEvent(new Event("change"));
    if (away > 0) this.dispatchEvent(new CustomEvent("back", { detail: { away, cause } }));
  }

  #heard(message) {
    this.#heardAt = Date.now();
    this.dispatchEvent(new CustomEvent("message", { detail: message }));
  }

  async #closed(socket, code) {
    if (socket !== this.#socket) return;
    clearInterval(this.#ping);
    if (!this.isOpen && navigator.onLine) this.#refusals++;
    if (!navigator.onLine) this.#wasOffline = true;
    this.isOpen = false;
    this.dispatchEvent(new Event("change"));
    if (!this.#wanted) return;
    const over = code === signedOut || (await this.#isSignedOut());
    if (socket !== this.#socket) return;
    if (over) {
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
