import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { ChatWindow } from "../src/widget/window.js";
import { foundBy, subjectOf } from "../src/widget/kept.js";

const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
const token = (sub, exp = 1) => `${part({ alg: "HS256" })}.${part({ sub, exp })}.c2lnbmVk`;

class Shelf {
  rows = new Map();
  getItem = (key) => this.rows.get(key) ?? null;
  setItem = (key, value) => this.rows.set(key, value);
}

/** A browser's tab, as far as the chat needs one; nothing is drawn. */
class Tab {
  sockets = [];

  constructor() {
    const tab = this;
    class Socket {
      sent = [];
      constructor() {
        tab.sockets.push(this);
      }
      send(text) {
        this.sent.push(JSON.parse(text));
      }
      close() {}
    }
    Object.assign(globalThis, {
      WebSocket: Socket, localStorage: new Shelf(), sessionStorage: new Shelf(),
      document: { documentElement: { lang: "en" }, visibilityState: "visible", addEventListener() {}, removeEventListener() {} },
      addEventListener() {}, removeEventListener() {},
    });
  }

  /** A page of the site, on which the site says who it is. */
  page(its) {
    this.window?.disconnectedCallback();
    this.window = new Page();
    this.window.settings = { gateway: "site", socket: "ws://host/chat/site/socket", token: its };
    this.window.dispatchEvent = ({ type }) => this.asked.push(type);
    this.window.connectedCallback();
    return this.window;
  }

  asked = [];

  get socket() {
    return this.sockets.at(-1);
  }

  answer(message) {
    this.socket.onmessage({ data: JSON.stringify(message) });
  }

  get kept() {
    return JSON.parse(sessionStorage.getItem("recaller.chat.site"));
  }

  keep(state) {
    sessionStorage.setItem("recaller.chat.site", JSON.stringify(state));
  }
}

class Page extends ChatWindow {
  performUpdate() {}
  get renderRoot() {
    return { querySelector: () => null };
  }
}

const words = (text) => ({ client: "a", text, at: "2026-11-26T12:00:00Z" });
let tab;

afterEach(() => tab?.window?.disconnectedCallback());

test("whom a token is about is read from it, and from one that is none the token itself", () => {
  assert.equal(subjectOf(token("4711")), "4711");
  assert.equal(subjectOf(undefined), "");
  assert.equal(subjectOf("a.b"), "a.b");
});

test("what somebody wrote is found by nobody else, and what nobody wrote waits for whoever signs in to send it", () => {
  const state = { of: "4711", draft: "half", unsent: [words("private")], isOpen: true };
  assert.deepEqual(foundBy("4711", state), { draft: "half", unsent: [words("private")], isOpen: true });
  for (const who of ["4712", ""]) assert.deepEqual(foundBy(who, state), { draft: "", unsent: [], isOpen: true });
  assert.deepEqual(foundBy("4711", { ...state, of: "" }), { draft: "private\nhalf", unsent: [], isOpen: true });
});

for (const [who, next] of [["somebody else", token("4712")], ["nobody", undefined]]) {
  test(`the next page of a tab, for ${who}, does not say what its last one could not send`, () => {
    tab = new Tab();
    tab.keep({ of: "4711", isOpen: true, draft: "half", unsent: [words("private")] });
    tab.page(token("4711"));
    const window = tab.page(next);
    assert.equal(window.draft, "");
    assert.deepEqual(tab.kept.unsent, []);
  });

  test(`a page that goes on for ${who} shows and says nothing of who was there`, () => {
    tab = new Tab();
    tab.keep({ of: "4711", isOpen: true, draft: "half", unsent: [words("private")] });
    const window = tab.page(token("4711"));
    window.token = next;
    assert.equal(window.draft, "");
    assert.deepEqual(tab.kept.unsent, []);
  });
}

test("nothing is kept before the window is opened", () => {
  tab = new Tab();
  tab.page(token("4711")).token = token("4712");
  assert.equal(tab.kept, null);
});

test("the same person with another token goes on writing", () => {
  tab = new Tab();
  tab.keep({ of: "4711", isOpen: true, draft: "half", unsent: [words("mine")] });
  const window = tab.page(token("4711"));
  window.token = token("4711", 2);
  assert.equal(window.draft, "half");
  assert.equal(tab.kept.unsent.length, 1);
});

test("a page whose token is over comes back with the next one", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  tab = new Tab();
  tab.keep({ of: "4711", isOpen: true });
  const window = tab.page(token("4711"));
  tab.answer({ type: "welcome", signed: true });
  tab.answer({ type: "error", problem: "bad-token" });
  assert.deepEqual(tab.asked, ["recaller-token"]);
  assert.ok(window.isUnsigned);

  window.token = token("4711", 2);
  t.mock.timers.tick(1_000);
  tab.socket.onopen();

  assert.equal(tab.sockets.length, 2);
  assert.equal(tab.socket.sent[0].token, token("4711", 2));
  assert.ok(!window.isUnsigned);
});

test("a site whose tokens are all refused is not asked for more without end", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  tab = new Tab();
  tab.keep({ of: "4711", isOpen: true });
  const window = tab.page(token("4711"));
  for (let again = 2; again < 12; again++) {
    tab.answer({ type: "error", problem: "bad-token" });
    window.token = token("4711", again);
    t.mock.timers.tick(1_000);
  }
  assert.equal(tab.asked.length, 4);
});
