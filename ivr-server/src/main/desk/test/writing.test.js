import assert from "node:assert/strict";
import { test } from "node:test";
import { Writing } from "../src/writing.js";

const tab = () => {
  const kept = new Map();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value), removeItem: (key) => kept.delete(key), kept };
};
const begun = (storage, agent) => {
  const writing = new Writing(storage);
  writing.begin(agent);
  return writing;
};

test("a draft is there after a reload, for the same agent and as long as the contact is in hand", () => {
  const storage = tab();
  const before = begun(storage, "dana");
  before.of("a1").write("Қайырлы күн");
  before.of("a2").write("gone");
  before.keep();

  assert.equal(begun(storage, "dana").of("a1").draft, "Қайырлы күн");
  const after = begun(storage, "dana");
  after.retain(["a1"]);
  assert.equal(begun(storage, "dana").of("a2").draft, "");
  assert.equal(begun(storage, "timur").of("a1").draft, "");
  assert.equal(storage.kept.size, 0);
});

test("who signs out leaves nothing in the tab, and a tab that keeps nothing keeps nobody from writing", () => {
  const storage = tab();
  const writing = begun(storage, "dana");
  writing.of("a1").write("hello");
  writing.keep();
  writing.forget();
  assert.equal(storage.kept.size, 0);

  const full = { ...tab(), getItem: () => "{broken", setItem: () => { throw new Error("full"); } };
  const other = begun(full, "dana");
  other.of("a1").write("hello");
  other.keep();
  assert.equal(other.of("a1").draft, "hello");
});

test("unread messages are counted over all conversations", () => {
  const writing = begun(tab(), "dana");
  const at = "2026-11-26T12:00:00Z";
  writing.of("a1").received([{ seq: 1, at, from: "customer", text: "a" }]);
  writing.of("a2").received([{ seq: 2, at, from: "flow", text: "b" }, { seq: 3, at, from: "customer", text: "c" }]);
  assert.equal(writing.unread, 2);
  writing.of("a1").see();
  assert.equal(writing.unread, 1);
});
