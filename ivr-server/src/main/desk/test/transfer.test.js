import assert from "node:assert/strict";
import { test } from "node:test";
import { filesOf } from "../src/transfer.js";

const picture = { name: "image.png" };

test("a picture that is pasted is a file, and so is whatever is dropped", () => {
  assert.deepEqual(filesOf({ clipboardData: { types: ["Files"], files: [picture] } }), [picture]);
  assert.deepEqual(filesOf({ dataTransfer: { types: ["text/plain", "Files"], files: [picture] } }), [picture]);
});

test("a paste of words stays words, though a picture of them comes along", () => {
  assert.deepEqual(filesOf({ clipboardData: { types: ["text/plain", "text/html", "Files"], files: [picture] } }), []);
  assert.deepEqual(filesOf({ clipboardData: { types: ["text/plain"], files: [] } }), []);
  assert.deepEqual(filesOf({}), []);
});
