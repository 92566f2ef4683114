import assert from "node:assert/strict";
import { test } from "node:test";
import { Course } from "../src/companion/course.js";
import { attributes, flaw } from "../src/companion/fields.js";
import { exchange, isForNow } from "../src/companion/token.js";
import { languages, speak } from "../src/companion/words.js";

test("every language of the page says everything, with the same holes", () => {
  const holes = (text) => (text.match(/\{\w+\}/g) ?? []).sort();
  for (const [tag, words] of Object.entries(languages)) {
    assert.deepEqual(Object.keys(words), Object.keys(languages.en), tag);
    for (const key of Object.keys(words)) assert.deepEqual(holes(words[key]), holes(languages.en[key]), `${tag} ${key}`);
  }
  assert.equal(speak("ru")("wrong.exactly", { max: 8 }), "Нужно цифр: 8.");
});

const menu = (version, more = {}) => ({ version, kind: "choose", said: ["What is it about?"], choices: [{ id: "net", key: "1", label: "the internet" }, { id: "bill", key: "2", label: "your bill" }], ...more });
const ask = (version, more = {}) => ({ version, kind: "ask", said: ["Your account, please."], field: { name: "account", kind: "digits", min: 8, max: 8 }, ...more });
const pick = (course) => course.send("picked", { id: "bill" }, { label: "your bill" });

test("what is pressed here is remembered with its question, and names its turn", () => {
  const course = new Course();
  assert.equal(course.take(menu(4)), "new");
  pick(course);
  assert.deepEqual(course.sent.message, { version: 4, id: "bill" });
  assert.equal(course.take(ask(5)), "new");
  assert.equal(course.sent, undefined);
  assert.deepEqual(course.past, [{ said: ["What is it about?"], by: "me", text: "your bill", isHidden: false }]);
});

test("what is keyed on the phone moves the page on", () => {
  const course = new Course();
  course.take(menu(4));
  assert.equal(course.take(ask(5)), "new");
  assert.deepEqual(course.past, [{ said: ["What is it about?"], by: "phone" }]);
  assert.ok(!course.isLate);
});

test("a turn that comes late is not shown", () => {
  const course = new Course();
  course.take(ask(5));
  assert.equal(course.take(menu(4)), "old");
  assert.equal(course.turn.kind, "ask");
});

test("the page learns that the phone was quicker, whichever it hears of first", () => {
  for (const turns of [[ask(5, { late: true })], [ask(5), ask(5, { late: true })]]) {
    const course = new Course();
    course.take(menu(4));
    pick(course);
    turns.forEach((turn) => course.take(turn));
    assert.ok(course.isLate);
    assert.equal(course.sent, undefined);
    assert.deepEqual(course.past.map(({ by }) => by), ["phone"]);
    pick(course);
    assert.ok(!course.isLate);
  }
});

test("when the call only asked once more, what was pressed still holds, once", () => {
  for (const turns of [[menu(5, { late: true })], [menu(5), menu(5, { late: true })]]) {
    const course = new Course();
    course.take(menu(4));
    pick(course);
    assert.equal(turns.map((turn) => course.take(turn)).at(-1), "again");
    assert.deepEqual(course.sent.message, { version: 5, id: "bill" });
    assert.equal(course.take(menu(6, { late: true })), "same");
    assert.ok(course.isLate);
    assert.equal(course.sent, undefined);
    assert.deepEqual(course.past, []);
  }
});

test("a question that is only asked once more is not one of its own", () => {
  const course = new Course();
  course.take(ask(4));
  assert.equal(course.take(ask(5, { said: ["Nothing was heard.", "Your account, please."] })), "same");
  assert.equal(course.take(ask(5, { call: "ended" })), "same");
  assert.equal(course.turn.call, "ended");
  assert.deepEqual(course.past, []);
});

test("a secret is remembered as hidden", () => {
  const course = new Course();
  course.take(ask(4, { field: { name: "card", kind: "digits", secret: true } }));
  course.send("text", { text: "4111" }, { isHidden: true });
  course.take(menu(5));
  assert.deepEqual(course.past.at(-1), { said: ["Your account, please."], by: "me", text: undefined, isHidden: true });
});

test("a long talk keeps its newest", () => {
  const course = new Course();
  for (let version = 1; version <= 300; version++) course.take(version % 2 ? menu(version) : ask(version));
  assert.equal(course.past.length, 100);
});

test("each kind of field has its keyboard, and a secret one shows nothing", () => {
  assert.deepEqual(attributes({ kind: "digits", min: 8, max: 8 }), { type: "text", inputmode: "numeric", autocomplete: "off", isLong: false, isSentence: false, maxlength: 28 });
  assert.equal(attributes({ kind: "email" }).autocomplete, "email");
  assert.equal(attributes({ kind: "email" }).type, "email");
  assert.equal(attributes({ kind: "date" }).type, "date");
  assert.ok(attributes({ kind: "address" }).isLong);
  assert.equal(attributes({ kind: "of-tomorrow" }).type, "text");
  assert.equal(attributes({ kind: "email", secret: true }).type, "password");
  assert.equal(attributes({ kind: "email", secret: true }).autocomplete, "off");
});

test("what the page can see to be wrong is told before it is sent", () => {
  const account = { kind: "digits", min: 8, max: 8 };
  assert.equal(flaw(account, "  "), "wrong.empty");
  assert.equal(flaw(account, "1234"), "wrong.exactly");
  assert.equal(flaw(account, "12a45678"), "wrong.digits");
  assert.equal(flaw(account, "1234 56-78"), undefined);
  assert.equal(flaw(account, "١٢٣٤٥٦٧٨"), undefined);
  assert.equal(flaw({ kind: "digits", min: 4, max: 6 }, "123"), "wrong.between");
  assert.equal(flaw({ kind: "email" }, "dana"), "wrong.email");
  assert.equal(flaw({ kind: "email" }, " dana@example.com "), undefined);
  assert.equal(flaw({ kind: "amount" }, "5 000"), undefined);
});

const answer = (status, body) => async () => ({ ok: status < 300, json: async () => body });

test("a token is exchanged, or it is said why not and whom to call", async () => {
  let asked;
  const fetch = async (url, options) => ((asked = { url, ...options }), { ok: true });
  assert.deepEqual(await exchange("t", fetch), {});
  assert.equal(asked.url, "/c/open");
  assert.equal(asked.body, '{"token":"t"}');
  const used = await exchange("t", answer(410, { type: "urn:recaller:problem:link-used", call: "+77270008000" }));
  assert.deepEqual(used, { problem: "link-used", call: "+77270008000" });
  assert.ok(!isForNow(used.problem));
  const lost = await exchange("t", async () => Promise.reject(new TypeError("offline")));
  assert.ok(isForNow(lost.problem));
  const nonsense = await exchange("t", async () => ({ ok: false, json: async () => Promise.reject(new SyntaxError("<html>")) }));
  assert.ok(isForNow(nonsense.problem));
});
