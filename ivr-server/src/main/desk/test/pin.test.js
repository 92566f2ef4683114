import assert from "node:assert/strict";
import { test } from "node:test";
import { Attempt } from "../src/companion/attempt.js";
import { pinned } from "../src/widget/pinned.js";
import { languages, speak } from "../src/companion/pin-words.js";

test("the page for a PIN has the same words in each of its languages", () => {
  const keys = Object.keys(languages.en);
  for (const [tag, words] of Object.entries(languages)) {
    assert.deepEqual(Object.keys(words), keys, tag);
    for (const [key, text] of Object.entries(words)) {
      assert.ok(text.trim(), `${tag} ${key}`);
      assert.deepEqual(text.match(/\{\w+\}/g), languages.en[key].match(/\{\w+\}/g), `${tag} ${key}`);
    }
  }
});

test("it speaks the conversation's language, then the browser's, then English", () => {
  assert.equal(speak(["kk", "ru-KZ"]).tag, "kk");
  assert.equal(speak([undefined, "de", "ru-KZ"]).tag, "ru");
  assert.equal(speak(["de"]).tag, "en");
  assert.equal(speak(["ru"])("wrong", { left: 2 }), "Это не тот PIN. Осталось попыток: 2.");
});

test("the same PIN that was not answered is one try, another PIN or one that was answered a new one", () => {
  const attempt = new Attempt();
  const first = attempt.with("4711");
  assert.match(first, /^[\w-]{22}$/);
  assert.equal(attempt.with("4711"), first);
  const other = attempt.with("4712");
  assert.notEqual(other, first);
  assert.notEqual(attempt.with("4711"), first);
  const last = attempt.with("4711");
  attempt.isAnswered();
  assert.notEqual(attempt.with("4711"), last);
});

test("doors have the names that people know", () => {
  assert.equal(speak(["kk"]).door("telegram"), "Telegram");
  assert.equal(speak(["en"]).door("mail"), "E-mail");
  assert.equal(speak(["en"]).door("newer"), "");
});

test("the chat makes the link to it one to press, and no other", () => {
  const url = `https://ivr.example/c/pin#${"aB_-".repeat(5)}xy`;
  assert.deepEqual(pinned(`Key it: ${url}\nOnce.`), { before: "Key it: ", url, after: "\nOnce." });
  for (const other of ["", undefined, "https://evil.example/", `${url}z`, url.replace("https", "javascript"), url.replace("/c/pin", "/c/pan")]) assert.equal(pinned(other), undefined, other);
});
