import assert from "node:assert/strict";
import { test } from "node:test";
import { targets } from "../src/directory.js";

const there = {
  agents: [
    { login: "oleg", name: "Олег Ли", state: "ready", skills: [{ skill: "billing", level: 4 }, { skill: "language:ru", level: 5 }] },
    { login: "maria", name: "Maria Ünal", state: "talking", skills: [{ skill: "tv", level: 2 }] },
    { login: "dana", name: "Dana", state: "not-ready", reason: "lunch", skills: [] },
  ],
  queues: [{ name: "main", waiting: 0 }, { name: "billing", waiting: 3 }],
};
const keys = (...wanted) => targets(there, ...wanted).map((one) => one.key);

test("everybody and every queue is there until something is typed", () => {
  assert.deepEqual(keys(), ["agent oleg", "agent maria", "agent dana", "queue main", "queue billing"]);
  assert.deepEqual(targets(undefined), []);
});

test("each word typed narrows by name, login, skill or queue, in any case and script", () => {
  assert.deepEqual(keys("ОЛЕГ"), ["agent oleg"]);
  assert.deepEqual(keys("ünal"), ["agent maria"]);
  assert.deepEqual(keys("billing"), ["agent oleg", "queue billing"]);
  assert.deepEqual(keys("  billing   ru "), ["agent oleg"]);
  assert.deepEqual(keys("nobody"), []);
});

test("only who is free can be consulted, a number, and a queue as long as anybody is free", () => {
  const can = (directory) => targets(directory, "", true).filter((one) => one.canBeConsulted).map((one) => one.key);
  assert.deepEqual(can(there), ["agent oleg", "queue main", "queue billing"]);
  assert.deepEqual(can({ ...there, agents: there.agents.slice(1) }), []);
  assert.equal(targets(there, "+7 (727) 258-00-00", true)[0].canBeConsulted, true);
});

test("a number can be dialled only where the server says that numbers can be", () => {
  assert.deepEqual(targets(there, "8 (727) 258-00-00", true)[0].to, { number: "8 (727) 258-00-00" });
  assert.deepEqual(keys("8 (727) 258-00-00", false), []);
  assert.deepEqual(keys("7", true), []);
  assert.deepEqual(keys("call 112", true), []);
});
