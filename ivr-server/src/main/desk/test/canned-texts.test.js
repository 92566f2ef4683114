import assert from "node:assert/strict";
import { test } from "node:test";
import { called, deed, fill, fitting, found, values, wanted } from "../src/canned-texts.js";

const texts = [
  { id: "greeting", labels: { en: "Good day, {name}!", ru: "Здравствуйте, {name}!" } },
  { id: "outage", labels: { en: "We know of the outage.", ru: "Мы знаем об аварии.", kk: "Апат туралы білеміз." } },
  { id: "bye", labels: { ru: "Всего доброго!" } },
];
const card = {
  caller: { name: "Aigerim", alias: "aika" }, requests: [{ kind: "repair", text: { en: "Your repair of Saturday" } }],
  fields: [{ key: "account", value: "70114821" }, { key: "address" }],
};

test("a slash at the beginning of one line looks for a text, and nothing else does", () => {
  assert.equal(wanted("/"), "");
  assert.equal(wanted("/out age"), "out age");
  for (const draft of ["", "a / b", " /out", "/usr\nline", "1/2"]) assert.equal(wanted(draft), undefined);
});

test("texts are found by name and words, in the customer's language where there is one", () => {
  assert.deepEqual(found(texts, "", "ru", "en").map(({ language }) => language), ["ru", "ru", "ru"]);
  assert.deepEqual(found(texts, "АВАР", "ru", "en").map(({ id }) => id), ["outage"]);
  assert.deepEqual(found(texts, "o", "kk", "en").map(({ id, language }) => `${id} ${language}`), ["outage kk", "greeting en"]);
  assert.equal(found(texts, "bye", "kk", "en")[0].text, "Всего доброго!");
  assert.deepEqual(found(texts, "nothing like it", "en", "en"), []);
});

test("fields are what the card shows; what nobody may see or knows stays to be filled in", () => {
  const known = values(card, { agent: "Dana", language: "en", topic: "Internet" });

  assert.deepEqual(fill("{name}, {account}: {request}. {agent}, {topic}", known), { text: "Aigerim, 70114821: Your repair of Saturday. Dana, Internet", blanks: [] });
  assert.deepEqual(fill("{address} or {address}, {nobody}", known), { text: "{address} or {address}, {nobody}", blanks: ["address", "nobody"] });
  assert.deepEqual(fill("{ } {1} {Name} 100%", known), { text: "{ } {1} {Name} 100%", blanks: [] });
});

test("what is filled in is not read once more", () => {
  assert.equal(fill("{name}", { name: "{account}", account: "1" }).text, "{account}");
});

test("of somebody unknown a text has no name but the one they gave", () => {
  const stranger = { caller: { alias: "aika" }, requests: [], fields: [] };
  assert.equal(fill("{name}", values(stranger, {})).text, "aika");
  assert.deepEqual(fill("{name} {request}", values({ ...stranger, caller: {} }, {})).blanks, ["name", "request"]);
});

test("what looked for a text that is not there is sent by Enter only once the list is closed", () => {
  const [enter, escape, down] = ["Enter", "Escape", "ArrowDown"].map((key) => ({ key }));

  assert.equal(deed(enter, []), "wait");
  assert.equal(deed(escape, []), "close");
  assert.equal(deed(down, []), undefined);
  assert.equal(deed(enter, undefined), undefined);
  assert.equal(deed(enter, texts), "take");
  assert.equal(deed(down, texts), "down");
  assert.equal(deed({ key: "Enter", shiftKey: true }, texts), undefined);
  assert.equal(deed({ key: "a" }, texts), undefined);
});

test("what is said of a way to a messenger is for chats only", () => {
  const ours = { id: "go-on:telegram", labels: { en: "You can go on in Telegram: press Telegram above our conversation." } };

  assert.deepEqual(fitting([...texts, ours], "messenger"), texts);
  assert.deepEqual(found(fitting([...texts, ours], "chat"), "telegram", "kk", "en").map(({ id }) => id), ["go-on:telegram"]);
});

test("a field is called what the installation calls it, else in our words, else by its key", () => {
  const fields = [{ id: "account", labels: { en: "Account", ru: "Лицевой счёт" } }];
  const t = (key, _, otherwise) => ({ "field.name": "имя" })[key] ?? otherwise;
  assert.equal(called("account", fields, t, "ru"), "Лицевой счёт");
  assert.equal(called("name", fields, t, "ru"), "имя");
  assert.equal(called("street", fields, t, "ru"), "street");
});
