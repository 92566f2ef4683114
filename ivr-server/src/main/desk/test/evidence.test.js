import assert from "node:assert/strict";
import { test } from "node:test";
import { evidence, percent } from "../src/evidence.js";
import { speak } from "../src/words.js";

const view = { t: speak("en"), topics: [{ id: "internet.speed", labels: { en: "Slow internet" } }], language: "en" };
const part = (kind, adds, of, accepted = 12, answered = 40) => ({ kind, adds, of, accepted, answered });

test("what speaks for it is told, the strongest first, and what does not is not", () => {
  const because = [part("everything", -2), part("itself", 0.1), part("segment", 0.4, "gold"), part("topic", -0.9, "internet.speed"), part("untried", 2)];
  assert.deepEqual(evidence({ because }, view), ["12 of 40 customers in gold accepted", "12 of 40 customers accepted"]);
});

test("a topic is told by its label, and three are enough", () => {
  const because = [part("itself", 1), ...[1, 2, 3].map((n) => part("topic", 1 + n, "internet.speed", n))];
  assert.deepEqual(evidence({ because }, view), [3, 2, 1].map((n) => `Slow internet: ${n} of 40 accepted`));
});

test("what nobody answered yet is new", () => {
  assert.deepEqual(evidence({ because: [part("everything", -2), part("untried", 1)] }, view), ["New: nobody was asked yet"]);
  assert.equal(percent(0.176), "18 %");
});
