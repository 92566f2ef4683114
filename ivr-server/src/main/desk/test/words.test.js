import assert from "node:assert/strict";
import { test } from "node:test";
import { languages, pick, preferred, speak } from "../src/words.js";

test("every language says everything, with the same holes", () => {
  const holes = (text) => (text.match(/\{\w+\}/g) ?? []).sort();
  for (const [tag, words] of Object.entries(languages)) {
    assert.deepEqual(Object.keys(words), Object.keys(languages.en), tag);
    for (const key of Object.keys(words)) assert.deepEqual(holes(words[key]), holes(languages.en[key]), `${tag} ${key}`);
  }
});

test("the browser's first known language is taken unless one was chosen", () => {
  assert.equal(preferred(null, ["de-CH", "ru-RU", "en"]), "ru");
  assert.equal(preferred("kk", ["ru-RU"]), "kk");
  assert.equal(preferred("xx", ["de"]), "en");
});

test("a word that is missing comes back as its fallback, a label in any language there is", () => {
  assert.equal(speak("en")("reason.lunch", {}, "lunch"), "lunch");
  assert.equal(pick({ ru: "счёт" }, "en"), "счёт");
});
