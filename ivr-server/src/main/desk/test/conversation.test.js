import assert from "node:assert/strict";
import { test } from "node:test";
import { Conversation, aloud, answerDue, isChoices, isOpening, isWritten, longest, longestNote, newId, unansweredSince, windowLeft, fitting } from "../src/conversation.js";

const at = (minute, second = 0) => `2026-11-26T12:${String(minute).padStart(2, "0")}:${String(second).padStart(2, "0")}Z`;
const customer = (seq, minute = seq) => ({ seq, at: at(minute), from: "customer", text: `q${seq}`, state: "handled" });
const flow = (seq, minute = seq) => ({ seq, at: at(minute), from: "flow", text: `m${seq}`, state: "sent" });
const agent = (seq, minute = seq, more = {}) => ({ seq, at: at(minute), from: "agent", name: "Dana", text: `a${seq}`, state: "sent", ...more });
const texts = ({ messages }) => messages.map(({ text }) => text);

test("messages are in their order and once each, whatever order and however often they come", () => {
  const talk = new Conversation();
  talk.received([customer(3), flow(2)]);
  talk.received([customer(1), customer(3), agent(10)]);

  assert.deepEqual(texts(talk), ["q1", "m2", "q3", "a10"]);
  talk.received([agent(10, 10, { state: "failed", reason: "blocked" })]);
  assert.deepEqual(texts(talk).length, 4);
  assert.equal(talk.messages.at(-1).reason, "blocked");
});

test("what was said waits until it is among the messages, and only then", () => {
  const talk = new Conversation();
  talk.write("  Good day\nto you  ");
  assert.equal(talk.say(at(1), "c1"), true);
  assert.equal(talk.draft, "");
  assert.deepEqual(talk.waiting, [{ client: "c1", text: "Good day\nto you", at: at(1) }]);

  talk.received([customer(1)]);
  assert.equal(talk.waiting.length, 1);
  talk.received([agent(2, 2, { client: "c1" })]);
  assert.equal(talk.waiting.length, 0);
  assert.equal(talk.isUnsent, false);
});

test("it is sent once, again after a while without an answer, and at once over a new socket", () => {
  const talk = new Conversation();
  talk.write("hello");
  talk.say(at(1), "c1");
  assert.equal(talk.next(1_000).client, "c1");
  assert.equal(talk.next(5_900), undefined);
  assert.equal(talk.next(6_000).client, "c1");
  talk.reconnected();
  assert.equal(talk.next(6_001).client, "c1");
});

test("one follows the other, and one that is refused holds up none", () => {
  const talk = new Conversation();
  for (const client of ["c1", "c2"]) {
    talk.write(client);
    talk.say(at(1), client);
  }
  assert.equal(talk.next(0).client, "c1");
  assert.equal(talk.next(1), undefined);
  assert.equal(talk.refused("c1", "unavailable"), true);
  assert.equal(talk.waiting[0].problem, undefined);
  assert.equal(talk.next(5_000).client, "c1");
  talk.refused("c1", "not-now");
  assert.equal(talk.next(5_001).client, "c2");
  assert.equal(talk.refused("other", "not-now"), false);

  talk.again("c1");
  assert.equal(talk.next(5_002).client, "c1");
  talk.refused("c1", "not-now");
  talk.write("and more");
  talk.edit("c1");
  assert.equal(talk.draft, "and more\nc1");
  assert.deepEqual(talk.waiting.map(({ client }) => client), ["c2"]);
});

test("nothing is not said, nor what is too long, and the draft stays", () => {
  const talk = new Conversation();
  for (const text of ["", " \n ", "x".repeat(longest + 1)]) {
    talk.write(text);
    assert.equal(talk.say(at(1)), false);
    assert.equal(talk.draft, text);
  }
  talk.write("x".repeat(longest));
  assert.equal(talk.say(at(1)), true);
});

test("a page that is loaded anew has the draft, and what was not taken with the same id", () => {
  const before = new Conversation();
  before.write("said");
  before.say(at(1), "c1");
  before.write("not yet sa");

  const after = new Conversation(JSON.parse(JSON.stringify(before.kept)));

  assert.equal(after.draft, "not yet sa");
  assert.equal(after.next(0).client, "c1");
  after.received([customer(1), agent(2, 2, { client: "c1" })]);
  assert.equal(after.waiting.length, 0);
});

test("what the customer wrote after the last word of ours is unread until it is seen", () => {
  const talk = new Conversation();
  assert.deepEqual(talk.received([customer(1), flow(2), customer(3), customer(4)]), []);
  assert.equal(talk.unread, 2);
  assert.equal(talk.see(), true);
  assert.equal(talk.see(), false);
  assert.equal(talk.unread, 0);
  assert.deepEqual(talk.received([customer(4), customer(5), agent(6)]).map(({ seq }) => seq), [5]);
  assert.equal(talk.unread, 1);
});

test("the customer waits from the queue on, then from the first thing not answered", () => {
  const contact = { startedAt: at(10), waitingSince: at(12), since: at(15) };
  const old = [customer(1), agent(2), customer(3)];

  assert.equal(unansweredSince([...old, customer(4, 11), flow(5, 12)], contact), at(12));
  assert.equal(unansweredSince(old, { ...contact, waitingSince: undefined }), at(15));
  const answered = [...old, customer(4, 11), agent(5, 16)];
  assert.equal(unansweredSince(answered, contact), undefined);
  assert.equal(unansweredSince([...answered, customer(6, 17), customer(7, 18)], contact), at(17));
  assert.equal(unansweredSince([...old, agent(5, 16, { state: "failed" })], contact), at(12));
});

test("only a phone is not written on, and every id is another", () => {
  assert.deepEqual(["phone", "chat", "sms", undefined].map(isWritten), [false, true, true, false]);
  assert.match(newId(), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.notEqual(newId(), newId());
});

test("a note is sent as one, is no answer, and waits in its turn", () => {
  const talk = new Conversation();
  talk.write("he is rude");
  talk.noting(true);
  assert.equal(talk.say(at(1), "n1"), true);
  talk.noting(false);
  talk.write("Good day");
  talk.say(at(2), "c1");

  assert.deepEqual(talk.next(0), { client: "n1", text: "he is rude", at: at(1), isNote: true });
  talk.received([], [{ id: "n1", after: 0, at: at(1), name: "Dana", text: "he is rude" }]);
  assert.equal(talk.next(1).client, "c1");
  assert.equal(unansweredSince(talk.messages, { startedAt: at(0), waitingSince: at(1) }), at(1));
});

test("a note that is too long is not taken, and a second copy of one is none", () => {
  const talk = new Conversation();
  talk.noting(true);
  talk.write("x".repeat(longestNote + 1));
  assert.equal(talk.say(at(1)), false);
  const note = { id: "n1", after: 1, at: at(1), name: "Dana", text: "x" };
  talk.received([], [note]);
  talk.received([], [note]);
  assert.equal(talk.notes.length, 1);
});

test("notes stand behind the message that was the last when they were written", () => {
  const talk = new Conversation();
  const note = (id, after, minute) => ({ id, after, at: at(minute), name: "Dana", text: id });
  talk.received([customer(3), flow(5), agent(7)], [note("n2", 5, 9), note("n1", 5, 8), note("n0", 0, 1)]);

  assert.deepEqual(talk.entries.map(({ text }) => text), ["n0", "q3", "m5", "n1", "n2", "a7"]);
});

test("a text with something left to fill in is not sent, but may be noted", () => {
  const talk = new Conversation();
  talk.take({ text: "Good day, {name}!", blanks: ["name"] });
  assert.deepEqual(talk.unfilled, ["name"]);
  assert.equal(talk.say(at(1)), false);
  assert.deepEqual(new Conversation(talk.kept).unfilled, ["name"]);
  talk.write("Good day, Aigerim! {braces} of my own");
  assert.equal(talk.say(at(1), "c1"), true);
});

test("an answer is due within the time of the first, then of the next, with a warning before", () => {
  const contact = { startedAt: at(0) };
  const within = { first: 120, next: 600 };
  const due = (messages, minute, second = 0) => answerDue(messages, contact, at(0), within, Date.parse(at(minute, second)));
  assert.deepEqual(due([customer(1)], 1), { left: 60_000, how: "in-time" });
  assert.equal(due([customer(1)], 1, 31).how, "soon");
  assert.deepEqual(due([customer(1)], 2, 1), { left: -1_000, how: "late" });
  assert.deepEqual(due([agent(1), customer(2)], 2, 1), { left: 479_000, how: "in-time" });
  assert.equal(due([agent(1, 1, { state: "failed" })], 2, 1).how, "late");
  assert.equal(answerDue([], contact, undefined, within, 0), undefined);
  assert.equal(answerDue([], contact, at(0), undefined, 0), undefined);
});

test("a channel lets a customer be answered until its time is over, and takes a text of its own after that", () => {
  const window = { until: at(10) };
  assert.equal(windowLeft(window, Date.parse(at(9))), 60_000);
  assert.equal(windowLeft(window, Date.parse(at(11))), 0);
  assert.equal(windowLeft(undefined, 0), undefined);

  const talk = new Conversation();
  talk.write("draft");
  assert.equal(fitting(" Dana\n\tE. "), "Dana E.");
  talk.template({ id: "order", text: "Dana E.: 4711 is ready.", values: { name: "Dana E.", request: "4711" } }, at(1), "t1");
  assert.deepEqual(talk.next(0), { client: "t1", text: "Dana E.: 4711 is ready.", at: at(1), isTemplate: true, template: "order", values: { name: "Dana E.", request: "4711" } });
  assert.equal(talk.draft, "draft");
});

test("a message without words is not said once more, and none that a page kept holds up the others", () => {
  const talk = new Conversation({ waiting: [{ client: "c1", text: "", at: at(1) }, { client: "c2", text: "after it", at: at(2) }] });

  assert.equal(talk.next(0).client, "c2");
  talk.repeat({ text: "" }, at(3), "c3");
  talk.repeat({ text: "once more" }, at(4), "c4");
  assert.deepEqual(talk.waiting.map(({ client }) => client), ["c2", "c4"]);
});

test("what cannot be read is refused for good, and the next one goes", () => {
  const talk = new Conversation({ waiting: [{ client: "c1", text: "odd", at: at(1) }, { client: "c2", text: "next", at: at(2) }] });
  talk.next(0);

  assert.equal(talk.refused("c1", "bad-message"), true);
  assert.equal(talk.next(1).client, "c2");
});

test("a file is told by its name", () => {
  assert.equal(aloud({ text: "hello" }), "hello");
  assert.equal(aloud({ text: "", files: [{ name: "meter.png" }, { name: "bill.pdf" }] }), "meter.png, bill.pdf");
  assert.equal(aloud({ text: "see", files: [{ name: "meter.png" }] }), "see, meter.png");
});

test("an answer by another way is chosen for each, and what failed there is sent there again", () => {
  const talk = new Conversation();
  const ways = [{ id: "w1", channel: "messenger", gateway: "bot" }, { id: "w2", channel: "sms", gateway: "sms", windowUntil: at(1) }];
  talk.reachedBy(ways);
  assert.deepEqual(talk.open(Date.parse(at(2))).map(({ id }) => id), ["w1"]);
  talk.through("w1");
  talk.write("there");
  talk.say(at(2), "c1");
  talk.write("here");
  talk.say(at(2), "c2");
  assert.deepEqual(talk.waiting.map(({ way }) => way), ["w1", undefined]);

  talk.repeat({ text: "failed there", way: "w1" }, at(3), "c3");
  assert.equal(talk.waiting.at(-1).way, "w1");
  assert.equal(new Conversation(talk.kept).waiting[0].way, "w1");
});

test("what was meant for a way that is gone does not go out here instead", () => {
  const talk = new Conversation();
  talk.reachedBy([{ id: "w1", channel: "messenger", gateway: "bot" }]);
  talk.through("w1");
  talk.write("secret");
  talk.reachedBy([]);

  assert.equal(talk.say(at(1), "c1"), false);
  assert.deepEqual(talk.waiting, []);
});

test("the agent's writing is told now and then, and never that of a note", () => {
  const talk = new Conversation();
  talk.write("a");
  assert.deepEqual([0, 1_000, 4_000, 4_001].map((ms) => talk.isTyped(Date.parse(at(1)) + ms)), [true, false, true, false]);
  talk.noting(true);
  assert.equal(talk.isTyped(Date.parse(at(2))), false);
});

test("who was writing and has written is not writing any more", () => {
  const talk = new Conversation();
  talk.received([customer(1)]);
  talk.types(Date.parse(at(9)));
  talk.received([customer(2)]);

  assert.equal(talk.typingUntil, 0);
});

test("an opened chat is no message without words", () => {
  assert.equal(isOpening({ from: "customer", text: "" }), true);
  assert.equal(isOpening({ from: "customer", text: "", files: [{ id: "1" }] }), false);
  assert.equal(isOpening({ from: "customer", text: "hello" }), false);
  assert.equal(isOpening({ from: "agent", text: "" }), false);
});

test("buttons without words are told as that", () => {
  assert.equal(isChoices({ from: "flow", text: "" }), true);
  assert.equal(isChoices({ from: "flow", text: "Which?" }), false);
  assert.equal(isChoices({ from: "customer", text: "" }), false);
});
