import assert from "node:assert/strict";
import { test } from "node:test";
import { distinctLabel, headline, isSomebodyThere, isUrgent, who } from "../src/story.js";
import { ago, clock } from "../src/times.js";
import { speak } from "../src/words.js";

const now = Date.parse("2026-11-21T12:00:00Z");
const topics = [{ id: "internet.outage", labels: { en: "Internet outage", ru: "Нет интернета" } }];
const chat = { at: "2026-11-21T10:00:00Z", channel: "chat", direction: "inbound", nature: "interaction", topic: "internet.outage" };
const visit = { at: "2026-11-21T11:00:00Z", channel: "web", direction: "inbound", nature: "activity", topic: "internet.outage" };
const bare = { caller: { handle: "" }, why: { path: [] }, trust: { tier: "unknown" }, timeline: [], requests: [], facts: [] };
const tell = (card, language = "en") => headline({ ...bare, ...card }, { t: speak(language), language, topics, now });

test("the last contact about the same matter is the story", () => {
  const card = { why: { path: [], topic: "internet" }, timeline: [visit, chat] };
  assert.equal(tell(card), "Chatted about internet outage 2 h ago");
  assert.equal(tell(card, "ru"), "Чат 2 ч назад: нет интернета");
});

test("a contact about another matter is not, when the menu says what it is about", () => {
  const card = { why: { path: [], topic: "billing.tv" }, timeline: [chat] };
  assert.equal(tell(card), "Calls about tv");
});

test("without a clue an open request, without history the first contact", () => {
  const request = { kind: "repair", topic: "internet", status: "sent", openedAt: "2026-11-18T12:00:00Z" };
  assert.equal(tell({ requests: [request] }), "Repair opened 3 d ago");
  assert.equal(tell({ trust: { tier: "claimed" } }), "First contact we know of");
  assert.equal(who(bare, speak("en")), "Unknown caller");
});

test("what is true now explains a call that nothing else does", () => {
  const fact = { kind: "outage", topic: "internet.outage", from: "2026-11-21T10:00:00Z", text: { en: "a cable is being mended" } };
  assert.equal(tell({ facts: [fact] }), "A cable is being mended");
  assert.equal(tell({ facts: [{ ...fact, text: {} }] }), "Outage: internet outage");
  assert.equal(tell({ why: { path: [], topic: "billing.tv" }, facts: [fact] }), "Calls about tv");
});

test("times read as people say them", () => {
  assert.equal(ago("2026-11-21T11:59:40Z", now, speak("kk"), "kk"), "жаңа ғана");
  assert.equal(ago("2026-10-02T10:00:00Z", now, speak("kk"), "kk"), "2 қаз");
  assert.equal(clock(3_723_000), "1:02:03");
});

test("who hears a message has nobody to hand over until its customer has answered", () => {
  assert.equal(isSomebodyThere(bare), true);
  assert.equal(isSomebodyThere({ ...bare, channel: "chat" }), true);
  assert.equal(isSomebodyThere({ ...bare, voicemail: { seconds: 7, reached: false } }), false);
  assert.equal(isSomebodyThere({ ...bare, voicemail: { seconds: 7, reached: true } }), true);
});

test("only who goes before others is urgent, not everybody of whom the flow says nothing", () => {
  assert.equal(isUrgent({ priority: 5 }), false);
  assert.equal(isUrgent({ priority: 0 }), false);
  assert.equal(isUrgent({ priority: 6 }), true);
});

test("two topics of one name are told apart, others are not burdened", () => {
  const move = { en: "moving or a new service" };
  const list = [...topics, { id: "moving", labels: move }, { id: "sales", labels: move }];
  assert.equal(distinctLabel("sales", list, "en"), "moving or a new service (sales)");
  assert.equal(distinctLabel("internet.outage", list, "en"), "Internet outage");
});
