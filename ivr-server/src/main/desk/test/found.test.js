import assert from "node:assert/strict";
import { test } from "node:test";
import { answers, pieces } from "../src/found.js";

test("what was looked for is marked where a word begins so, in whatever case", () => {
  assert.deepEqual(pieces("Роутер и роутеры, маршроутер", "РОУТ"), [["Роут", true], ["ер и ", false], ["роут", true], ["еры, маршроутер", false]]);
  assert.deepEqual(pieces("red light", "light RED"), [["red", true], [" ", false], ["light", true]]);
  assert.deepEqual(pieces("nothing of it", "router"), [["nothing of it", false]]);
});

test("of a long text the part is shown that has it", () => {
  const cut = pieces(`${"x ".repeat(500)}router${" y".repeat(500)}`, "router");
  assert.equal(cut[0][0], "…");
  assert.ok(cut.some(([text, isIt]) => isIt && text === "router"));
  assert.equal(cut.at(-1)[0], "…");
  assert.ok(cut.map(([text]) => text).join("").length < 230);
});

test("nothing is marked twice, nor where letters change their length", () => {
  assert.deepEqual(pieces("aaa", "a aa aaa"), [["aaa", true]]);
  assert.deepEqual(pieces("İİ router", "router"), [["İİ router", false]]);
});

test("hits, and a problem, are of the words and of where they were looked for", () => {
  const asked = { text: "router", everywhere: true };

  assert.equal(answers({ text: "router", everywhere: true, hits: [] }, asked), true);
  assert.equal(answers({ text: "router", everywhere: true, problem: "unavailable" }, asked), true);
  assert.equal(answers({ text: "router", everywhere: false, hits: [] }, asked), false);
  assert.equal(answers({ text: "rout", everywhere: true, hits: [] }, asked), false);
  assert.equal(answers(undefined, asked), false);
});

test("a word with marks of its own is one word", () => {
  assert.deepEqual(pieces("नमस्ते", "नमस्ते"), [["नमस्ते", true]]);
});
