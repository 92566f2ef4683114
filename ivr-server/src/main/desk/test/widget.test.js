import assert from "node:assert/strict";
import { test } from "node:test";
import { dialled } from "../src/widget/dial.js";
import { Elsewhere } from "../src/widget/elsewhere.js";
import { Fetched, offered, pasted, withCamera } from "../src/widget/files.js";
import { Flight } from "../src/widget/flight.js";
import { Kept } from "../src/widget/kept.js";
import { Talk, standing } from "../src/widget/talk.js";
import { Wire } from "../src/widget/wire.js";
import { languages, primary, shown, speak } from "../src/widget/words.js";

const flow = (seq, text, buttons = [], state = "sent") => ({ seq, at: "2026-11-26T12:00:00Z", from: "flow", text, buttons, state });
const me = (seq, text, client, state = "received") => ({ seq, at: "2026-11-26T12:00:00Z", from: "me", text, client, state });
const agent = (seq, text) => ({ seq, at: "2026-11-26T12:00:00Z", from: "agent", name: "Dana", text, state: "sent" });
const choices = [{ key: "v1:1", label: "1 · Internet" }];

test("every language of the chat says everything, with the same holes", () => {
  const holes = (text) => (text.match(/\{\w+\}/g) ?? []).sort();
  for (const [tag, words] of Object.entries(languages)) {
    assert.deepEqual(Object.keys(words), Object.keys(languages.en), tag);
    for (const key of Object.keys(words)) assert.deepEqual(holes(words[key]), holes(languages.en[key]), `${tag} ${key}`);
  }
});

test("the first language that we speak is taken, whatever its region or case", () => {
  assert.equal(shown([undefined, "de-CH", "RU_ru", "en"]), "ru");
  assert.equal(shown(["kk-Cyrl-KZ"]), "kk");
  assert.equal(shown(["", null, "constructor"]), "en");
  assert.equal(primary("english"), "");
  assert.equal(speak("ru")("open.unread", { n: 3 }), "Открыть чат, новых: 3");
});

test("messages are in their order whatever order they come in, and each once", () => {
  const talk = new Talk();
  assert.ok(talk.take(flow(7, "second")));
  assert.ok(talk.take(flow(3, "first")));
  assert.ok(!talk.take(flow(7, "second")));
  assert.deepEqual(talk.messages.map(({ text }) => text), ["first", "second"]);
});

test("a state only goes forward", () => {
  const talk = new Talk();
  talk.take(me(1, "hi", "a", "handled"));
  assert.ok(!talk.take(me(1, "hi", "a", "received")));
  assert.equal(talk.messages[0].state, "handled");
  talk.take(flow(2, "yes", [], "sent"));
  assert.ok(talk.take(flow(2, "yes", [], "read")));
});

test("a pressed button says its label though the row gets it later, and another tab waits for it", () => {
  const [here, there] = [new Talk(), new Talk()];
  here.add({ client: "a", key: "v1:1", text: "1 · Internet" });
  here.take(me(1, "", "a"));
  there.take(me(1, "", "a"));
  assert.deepEqual(here.shown.map(({ text }) => text), ["1 · Internet"]);
  assert.deepEqual(there.shown, []);
  assert.ok(there.take(me(1, "1 · Internet", "a", "handled")));
  assert.equal(there.shown.length, 1);
});

test("what was hidden afterwards is shown hidden", () => {
  const talk = new Talk();
  talk.take(me(1, "1234", "a", "received"));
  assert.ok(talk.take(me(1, "•••", "a", "handled")));
  assert.equal(talk.messages[0].text, "•••");
});

test("an own message waits until the server has it, and is then shown once", () => {
  const talk = new Talk();
  talk.add({ client: "a", text: "hi", at: "" });
  talk.add({ client: "b", text: "again", at: "" });
  assert.equal(talk.next.client, "a");
  assert.equal(standing(talk.next), "sending");
  talk.take(me(1, "hi", "a"));
  assert.equal(talk.next.client, "b");
  assert.equal(talk.messages.length + talk.unsent.length, 2);
  assert.equal(standing(talk.messages[0]), "sent");
  talk.take(me(1, "hi", "a", "handled"));
  assert.equal(standing(talk.messages[0]), "read");
});

test("what can never be sent lets the next one go, and comes back to be written better", () => {
  const talk = new Talk();
  talk.add({ client: "a", text: "far too long" });
  talk.add({ client: "b", text: "short" });
  assert.ok(talk.refused("a", "too-long", false));
  assert.equal(standing(talk.unsent[0]), "failed");
  assert.equal(talk.next.client, "b");
  assert.equal(talk.withdraw("a").text, "far too long");
  assert.equal(talk.unsent.length, 1);
});

test("what is refused for now is tried again, and said to have failed only in the end", () => {
  const talk = new Talk();
  talk.add({ client: "a", text: "hi" });
  assert.ok(!talk.refused("a", "unavailable", false));
  assert.equal(talk.next.client, "a");
  assert.ok(talk.refused("a", "unavailable", true));
  assert.equal(talk.next, undefined);
  talk.again("a");
  assert.equal(talk.next.client, "a");
});

test("only the newest flow message has buttons, and none once a person writes", () => {
  const talk = new Talk();
  talk.take(flow(1, "What is it about?", [{ key: "v1:1", label: "old" }]));
  talk.take(flow(3, "And now?", choices));
  assert.deepEqual(talk.buttons, choices);
  talk.add({ client: "a", key: "v1:1", text: "1 · Internet" });
  assert.ok(talk.isAnswering);
  talk.take(me(4, "1 · Internet", "a", "received"));
  assert.ok(talk.isAnswering);
  talk.take(me(4, "1 · Internet", "a", "handled"));
  assert.ok(!talk.isAnswering);
  talk.take(agent(5, "Good day"));
  assert.deepEqual(talk.buttons, []);
  assert.ok(talk.isWithPerson);
});

test("news are asked for from before the first own message whose fate is open", () => {
  const talk = new Talk();
  assert.equal(talk.after, 0);
  talk.take(me(4, "one", "a", "handled"));
  talk.take(me(6, "two", "b", "received"));
  talk.take(flow(9, "three"));
  assert.equal(talk.after, 5);
});

test("unread is what came from us since, in any tab", () => {
  const talk = new Talk();
  talk.take(flow(1, "a"));
  talk.take(me(2, "b", "x"));
  talk.take(agent(3, "c"));
  talk.take(flow(4, "d", [], "read"));
  assert.equal(talk.unread(0), 2);
  assert.equal(talk.unread(1), 1);
  assert.equal(talk.unread(3), 0);
});

test("a long talk keeps its newest", () => {
  const talk = new Talk();
  for (let seq = 1; seq <= 620; seq++) talk.take(flow(seq, `${seq}`));
  assert.equal(talk.messages.length, 500);
  assert.equal(talk.messages[0].seq, 121);
});

test("a message without a place is none", () => {
  assert.ok(!new Talk().take({ text: "?", from: "flow" }));
});

class Shelf {
  rows = new Map();
  getItem = (key) => this.rows.get(key) ?? null;
  setItem = (key, value) => this.rows.set(key, value);
}

test("who the visitor is outlives the page, and each chat has its own", () => {
  const [site, tab] = [new Shelf(), new Shelf()];
  const kept = new Kept("site", site, tab);
  kept.visitor = "secret";
  kept.tab = { isOpen: true, draft: "half a sen", unsent: [] };
  const later = new Kept("site", site, tab);
  assert.equal(later.visitor, "secret");
  assert.equal(later.tab.draft, "half a sen");
  assert.equal(new Kept("other", site, tab).visitor, undefined);
});

test("a browser that keeps nothing still chats", () => {
  const forbidden = () => {
    throw new Error("SecurityError");
  };
  const kept = new Kept("site", forbidden, forbidden);
  assert.equal(kept.visitor, undefined);
  kept.visitor = "secret";
  assert.equal(kept.visitor, "secret");
  assert.deepEqual(kept.tab, {});
});

test("what another program left in the storage does no harm", () => {
  const tab = new Shelf();
  tab.setItem("recaller.chat.site", "{half");
  assert.deepEqual(new Kept("site", new Shelf(), tab).tab, {});
  tab.setItem("recaller.chat.site", "null");
  assert.deepEqual(new Kept("site", new Shelf(), tab).tab, {});
});

test("the last word's time is known to other pages and does not go back", () => {
  const kept = new Kept("site", new Shelf(), new Shelf());
  assert.ok(!kept.isRecent(Date.now()));
  kept.said(100_000_000_000);
  kept.said(50_000_000_000);
  assert.ok(kept.isWithin(1_000, 100_000_000_500));
});

/** A page's world in which the test is the server and the clock. */
class World {
  sockets = [];
  timers = [];
  at = 0;
  pauses = [];
  connect = (url) => {
    const socket = { url, sent: [], send: (text) => socket.sent.push(JSON.parse(text)), close: () => (socket.isClosed = true) };
    this.sockets.push(socket);
    return socket;
  };
  later = (work, ms) => {
    const timer = { work, due: this.at + ms, ms };
    this.timers.push(timer);
    return timer;
  };
  cancel = (timer) => (this.timers = this.timers.filter((each) => each !== timer));
  now = () => this.at;
  random = () => 0.5;
  get socket() {
    return this.sockets.at(-1);
  }
  pass(ms) {
    const until = this.at + ms;
    for (;;) {
      const next = this.timers.filter(({ due }) => due <= until).sort((a, b) => a.due - b.due)[0];
      if (!next) break;
      this.at = next.due;
      this.cancel(next);
      next.work();
    }
    this.at = until;
  }
  answer(message) {
    this.socket.onmessage({ data: JSON.stringify(message) });
  }
  greet() {
    this.socket.onopen();
    this.answer({ type: "welcome", visitor: "s" });
  }
}

function wire(world, heard = []) {
  const states = [];
  const it = new Wire("ws://host/chat/site/socket", {
    hello: () => ({ visitor: "s", after: 3 }), heard: (message) => heard.push(message.type), changed: () => states.push(it.state), world,
  });
  return { it, states, heard };
}

test("the wire greets first and is open once it is greeted", () => {
  const world = new World();
  const { it, states, heard } = wire(world);
  it.wake();
  assert.ok(!it.send("open"));
  world.greet();
  assert.deepEqual(world.socket.sent, [{ v: 1, type: "hello", visitor: "s", after: 3 }]);
  assert.ok(it.send("open"));
  assert.deepEqual(states, ["connecting", "open"]);
  assert.deepEqual(heard, ["welcome"]);
});

test("a wire that is lost comes back with growing pauses, and at once when woken", () => {
  const world = new World();
  const { it } = wire(world);
  it.wake();
  for (const pause of [1_000, 2_000, 4_000, 8_000]) {
    const before = world.sockets.length;
    world.socket.onclose({ code: 1006 });
    world.pass(pause - 1);
    assert.equal(world.sockets.length, before);
    world.pass(1);
    assert.equal(world.sockets.length, before + 1);
  }
  for (let i = 0; i < 10; i++) {
    world.socket.onclose({ code: 1006 });
    world.pass(60_000);
  }
  world.socket.onclose({ code: 1006 });
  const before = world.sockets.length;
  it.wake();
  assert.equal(world.sockets.length, before + 1);
  world.greet();
  world.socket.onclose({ code: 1001 });
  world.pass(1_000);
  assert.equal(world.sockets.length, before + 2);
});

test("a server that does not answer, or no more, is left", () => {
  const world = new World();
  const { it } = wire(world);
  it.wake();
  world.pass(10_000);
  assert.equal(it.state, "connecting");
  assert.ok(world.sockets[0].isClosed);
  world.pass(1_000);
  world.greet();
  const silent = world.socket;
  world.pass(100_000);
  assert.ok(silent.isClosed);
  assert.notEqual(world.socket, silent);
});

test("a wire that is answered stays", () => {
  const world = new World();
  const { it } = wire(world);
  it.wake();
  world.greet();
  for (let i = 0; i < 20; i++) {
    world.pass(25_000);
    world.answer({ type: "pong" });
  }
  assert.equal(world.sockets.length, 1);
  assert.ok(world.socket.sent.filter(({ type }) => type === "ping").length >= 19);
});

test("a chat that is not there is not asked for again", () => {
  const world = new World();
  const { it } = wire(world);
  it.wake();
  world.socket.onclose({ code: 4004 });
  it.wake();
  world.pass(1_000_000);
  assert.equal(it.state, "gone");
  assert.equal(world.sockets.length, 1);
});

test("what an old socket says late is nobody's", () => {
  const world = new World();
  const { it, heard } = wire(world);
  it.wake();
  const old = world.socket;
  world.greet();
  it.renew();
  old.onmessage({ data: '{"type":"message"}' });
  old.onclose({ code: 1006 });
  world.pass(1_000);
  assert.equal(world.sockets.length, 2);
  world.answer("no JSON object");
  assert.deepEqual(heard.slice(0, 1), ["welcome"]);
  assert.ok(!heard.includes("message"));
});

const clipboard = (text, ...names) => ({ files: names.map((name) => ({ name })), getData: (type) => (type === "text/plain" ? text : "") });
const names = (files) => files.map(({ name }) => name);

test("words are pasted as words, whatever picture of them comes along", () => {
  assert.deepEqual(pasted(clipboard("120 kWh\t3 400", "image.png")), []);
  assert.deepEqual(names(pasted(clipboard("", "image.png"))), ["image.png"]);
  assert.deepEqual(names(pasted(clipboard("/home/a/b c.pdf\r\nd.png\n", "b c.pdf", "d.png"))), ["b c.pdf", "d.png"]);
  assert.deepEqual(pasted(clipboard("only words")), []);
  assert.deepEqual(pasted(null), []);
});

/** Timers that a test lets run. */
class Timers {
  pending = new Map();
  #last = 0;
  later = (work, ms) => {
    this.pending.set(++this.#last, { work, ms });
    return this.#last;
  };
  cancel = (it) => this.pending.delete(it);
  run() {
    const due = [...this.pending.values()];
    this.pending.clear();
    due.forEach(({ work }) => work());
  }
}

test("what is told late of one message leaves the next one its own time", () => {
  const timers = new Timers();
  const flight = new Flight(timers);
  const tried = [];
  flight.begin("file");
  flight.end();
  flight.begin("text");
  flight.after("text", 10_000, () => tried.push("text"));

  flight.after("file", 10_000, () => tried.push("file"));
  timers.run();

  assert.deepEqual(tried, ["text"]);
  assert.ok(flight.isOf("text") && !flight.isOf("file") && !flight.isOf(undefined));
});

test("what has arrived is not tried again", () => {
  const timers = new Timers();
  const flight = new Flight(timers);
  flight.begin("a");
  flight.after("a", 10_000, () => assert.fail("tried again"));
  flight.end();
  timers.run();
  assert.ok(flight.isEmpty);
});

const settled = () => new Promise((done) => setImmediate(done));

test("pictures are fetched a few at a time, and again when the server says so", async () => {
  const timers = new Timers();
  const asked = [];
  const fetch = (url) => new Promise((answer) => asked.push({ url, answer }));
  const fetched = new Fetched(() => {}, { fetch, later: timers.later });
  const all = ["1", "2", "3"].map((id) => fetched.get("/files", "secret", id));
  await settled();
  assert.deepEqual(asked.map(({ url }) => url), ["/files/1", "/files/2"]);

  asked[0].answer({ ok: false, status: 429, headers: new Headers({ "Retry-After": "3" }) });
  await settled();
  assert.deepEqual([...timers.pending.values()].map(({ ms }) => ms), [3_000]);
  timers.run();
  await settled();
  for (const at of [1, 2, 3]) {
    asked[at].answer({ ok: true, blob: async () => new Blob(["x"]) });
    await settled();
  }

  assert.deepEqual(asked.map(({ url }) => url), ["/files/1", "/files/2", "/files/1", "/files/3"]);
  for (const address of await Promise.all(all)) assert.match(address, /^blob:/);
  fetched.forget();
});

test("what is not there is not asked for again by itself", async () => {
  let asked = 0;
  const fetched = new Fetched(() => {}, { fetch: async () => (asked++, { ok: false, status: 404 }), later: () => assert.fail("waits") });
  assert.equal(await fetched.get("/files", "secret", "1"), null);
  assert.equal(await fetched.get("/files", "secret", "1"), null);
  assert.equal(await fetched.get("/files", "secret", "1", true), null);
  assert.equal(asked, 2);
});

test("of what the flow says one line is a link: a number with a code", () => {
  assert.deepEqual(dialled("Call us.\ntel:+77272000001,,482173\nHow much?"), { words: "Call us.\nHow much?", call: "tel:+77272000001,,482173" });
  for (const text of ["tel:+77272000001", "call tel:+77272000001,,482173", "tel:javascript:x,,482173", "https://x.example", ""]) {
    assert.deepEqual(dialled(text), { words: text, call: undefined });
  }
});

test("a link to a messenger is asked for when it is pressed, shown until it is over, and of nobody but ours", () => {
  let [over, changes] = [undefined, 0];
  const world = { now: () => Date.parse("2026-11-26T12:00:00Z"), later: (work) => (over = work), cancel: () => (over = undefined) };
  const way = new Elsewhere(world, () => changes++);
  const link = { to: "bot", title: "Telegram", url: "https://t.me/shop_bot?start=go_q3nY0mWcR6aXkq1y", until: "2026-11-26T12:10:00Z" };

  way.came(link);
  assert.equal(way.link, undefined);
  assert.ok(way.press("bot"));
  way.came({ ...link, url: "javascript:alert(1)" });
  way.came({ ...link, to: "wa" });
  way.came({ ...link, until: "2026-11-26T11:59:00Z" });
  assert.equal(way.link, undefined);
  way.came(link);
  assert.equal(way.link.url, link.url);
  over();
  assert.equal(way.to, undefined);
  assert.equal(way.link, undefined);

  assert.ok(way.press("wa"));
  way.refused();
  assert.ok(way.isRefused);
  assert.ok(!way.press("wa"));
  assert.ok(!way.isRefused);
  assert.ok(changes > 4);
});

test("Apple's browsers are asked for a JPEG of what only they open, all others for what is taken", () => {
  const taken = ".jpg,.jpeg,.png,.heic,.heif,.avif,.pdf";
  assert.equal(offered(taken, "Apple Computer, Inc."), ".jpg,.jpeg,.png,.avif,.pdf");
  assert.equal(offered(taken, "Google Inc."), taken);
  assert.equal(offered(taken, ""), taken);
  assert.equal(offered(".heic,.heif,.pdf", "Apple Computer, Inc."), ".heic,.heif,.pdf");
  assert.equal(withCamera(".jpg,.png", "Apple Computer, Inc."), ".jpg,.png", "any picture would be HEIC, which is refused here");
  assert.equal(withCamera(".jpg,.png", "Google Inc."), "image/*,.jpg,.png");
  assert.equal(withCamera(".pdf", "Google Inc."), ".pdf");
});
