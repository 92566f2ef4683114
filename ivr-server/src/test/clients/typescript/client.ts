// What a program does that was written against the generated types; run with the address of the API and a key.
import createClient from "openapi-fetch";
import type { components, paths } from "./schema.js";

declare const process: { argv: string[]; exitCode?: number };

const [, , baseUrl = "", key = ""] = process.argv;
const api = createClient<paths>({ baseUrl, headers: { Authorization: `Bearer ${key}` } });

function same(what: string, actual: unknown, expected: unknown): void {
  if (JSON.stringify(actual) !== JSON.stringify(expected)) {
    process.exitCode = 1;
    console.log(`${what}: ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`);
  }
}

function given<T>(what: string, value: T | undefined): T {
  if (value === undefined) {
    throw new Error(`${what} is missing`);
  }
  return value;
}

const contact: components["schemas"]["NewContact"] = {
  source: "ts-crm",
  externalId: "№ 1/7",
  nature: "interaction",
  direction: "inbound",
  channel: "chat",
  handles: ["tel:+7 701 765-43-21", "email:Айгүл@example.com"],
  trust: "verified",
  topic: "outage.internet",
  startedAt: "2026-05-11T09:00:00Z",
  fields: { account: "123456" },
};

const reported = await api.POST("/api/v1/contacts", {
  body: { contacts: [contact, { ...contact, externalId: "2", topic: "No Topic" }] },
});
same("reported", reported.response.status, 207);
const results = given("results", reported.data).results;
same("each told alone", results.map((one) => one.result), ["created", "refused"]);
same("what is wrong", results[1]?.errors?.map((one) => one.field), ["contacts/1/topic"]);

const again = await api.POST("/api/v1/contacts", { body: { contacts: [contact] } });
same("reported again", given("again", again.data).alreadyThere, 1);

const found = await api.GET("/api/v1/customers", { params: { query: { handle: "tel:+77017654321" } } });
const customer = given("customer", found.data?.customers[0]);
same("field", customer.fields.map((one) => [one.key, one.value]), [["account", "123456"]]);

const corrected = await api.PATCH("/api/v1/contacts/{source}/{externalId}", {
  params: { path: { source: contact.source, externalId: contact.externalId } },
  body: { disposition: "solved", endedAt: "2026-05-11T09:05:00Z" },
});
same("corrected", given("corrected", corrected.data).disposition, "solved");

const timeline = await api.GET("/api/v1/customers/{customerId}/timeline", {
  params: { path: { customerId: customer.customerId }, query: { limit: 10 } },
});
same("timeline", timeline.data?.contacts.map((one) => one.externalId), [contact.externalId]);

const path = { contactId: given("contact", timeline.data?.contacts[0]).contactId };
const written = await api.GET("/api/v1/contacts/{contactId}/messages", { params: { path, query: { after: 0, limit: 10 } } });
same("what was written", written.data, { messages: [], more: false });
const file = await api.GET("/api/v1/contacts/{contactId}/files/{fileId}", {
  params: { path: { ...path, fileId: path.contactId } },
  parseAs: "arrayBuffer",
});
same("a file that is not there", file.error?.type, "urn:recaller:problem:unknown-file");

const fact = await api.PUT("/api/v1/facts/{source}/{externalId}", {
  params: { path: { source: "ts-shop", externalId: "order/1" } },
  body: { handle: "tel:+77017654321", kind: "order", topic: "outage.internet", from: "2026-05-11T08:00:00Z" },
});
same("fact", fact.response.status, 201);

const nobody = await api.GET("/api/v1/customers", { params: { query: { handle: "tel:+77010000009" } } });
same("a problem says its type", nobody.error?.type, "urn:recaller:problem:unknown-handle");

const stranger = createClient<paths>({ baseUrl, headers: { Authorization: "Bearer none" } });
same("a wrong key", (await stranger.GET("/api/v1/queues")).response.status, 401);
same("the queues", Array.isArray((await api.GET("/api/v1/queues")).data?.queues), true);

console.log(process.exitCode === 1 ? "not as expected" : "as expected");
