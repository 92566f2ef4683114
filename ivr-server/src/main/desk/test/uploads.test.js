import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Uploads } from "../src/uploads.js";

/** The requests that were begun, newest last. */
let requests;

class Request {
  upload = {};
  open(method, url) {
    this.url = url;
  }
  setRequestHeader() {}
  send(file) {
    this.file = file;
    requests.push(this);
  }
  abort() {
    this.isAborted = true;
  }
  answer(status, body) {
    Object.assign(this, { status, responseText: JSON.stringify(body) });
    this.onload();
  }
}

beforeEach(() => {
  requests = [];
  globalThis.XMLHttpRequest = Request;
});

function uploads() {
  const told = { arrived: [], busy: [], renders: 0 };
  const host = { requestUpdate: () => (told.renders += 1) };
  const made = new Uploads(host, { address: () => "/files", arrived: ({ name }) => told.arrived.push(name), busy: (is) => told.busy.push(is) });
  return { made, told };
}

const file = (name, problem) => ({ client: `c-${name}`, file: { name }, problem });

test("files go one after another, and what is wrong with one is shown", () => {
  const { made, told } = uploads();

  made.add([file("a"), file("b", "file-empty"), file("c")]);
  requests[0].upload.onprogress({ loaded: 1, total: 4 });

  assert.deepEqual(made.going.map(({ file: { name }, done, problem }) => [name, done, problem]), [["a", 0.25, undefined], ["b", 0, "file-empty"], ["c", 0, undefined]]);
  assert.equal(requests.length, 1);
  requests[0].answer(201);
  requests[1].answer(413, { type: "urn:x:file-too-big" });
  assert.deepEqual(told.arrived, ["a"]);
  assert.deepEqual(made.going.map(({ file: { name }, problem }) => [name, problem]), [["b", "file-empty"], ["c", "file-too-big"]]);
  assert.deepEqual(told.busy, [true, true, true, false]);
});

test("who gives up the one on its way sends the next, and may try again what failed", () => {
  const { made } = uploads();
  made.add([file("a"), file("b")]);

  made.giveUp(made.going[0]);
  requests[1].onerror();
  made.again(made.going[0]);

  assert.ok(requests[0].isAborted);
  assert.deepEqual(requests.map(({ file: { name } }) => name), ["a", "b", "b"]);
  assert.ok(made.isBusy);
});

test("once all is given up nothing goes any more", () => {
  const { made } = uploads();
  made.add([file("a"), file("b")]);

  made.giveUpAll();

  assert.ok(requests[0].isAborted);
  assert.deepEqual(made.going, []);
  assert.ok(!made.isBusy);
});
