// Telegram's Bot API by telegram-test-api. Before it stands what that does not check: the shape of what is
// sent, its limits, and how much Telegram takes in a second (core.telegram.org/bots/faq).
import { createServer, request } from "node:http";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const TelegramServer = createRequire(process.argv[2])("telegram-test-api");
const [inner, token] = [Number(process.argv[3]), process.argv[4]];
const tell = (told, more = {}) => console.log(JSON.stringify({ told, ...more }));

const MOST_A_SECOND = 30;
const FIELDS = new Set(["chat_id", "text", "reply_markup"]);
let taken = [];

const bytes = (text) => Buffer.byteLength(text ?? "");
const buttons = (body) => (body.reply_markup?.inline_keyboard ?? []).flat();

function flaw(body) {
  const unknown = Object.keys(body).find((field) => !FIELDS.has(field));
  if (unknown) return `unknown field ${unknown}`;
  if (!body.text || body.text.length > 4096) return "message is too long or empty";
  const isFit = ({ text, callback_data: data }) => text && bytes(data) >= 1 && bytes(data) <= 64;
  return buttons(body).every(isFit) ? undefined : "BUTTON_DATA_INVALID";
}

function refusal(body) {
  const why = flaw(body);
  if (why) return { ok: false, error_code: 400, description: `Bad Request: ${why}` };
  const now = Date.now();
  taken = taken.filter((at) => at > now - 1000);
  if (taken.length < MOST_A_SECOND) return void taken.push(now);
  const parameters = { retry_after: 1 };
  return { ok: false, error_code: 429, description: "Too Many Requests: retry after 1", parameters };
}

const front = createServer(async (asked, answer) => {
  const parts = [];
  for await (const part of asked) parts.push(part);
  const whole = Buffer.concat(parts);
  const message = asked.url.endsWith("/sendMessage") ? JSON.parse(whole) : undefined;
  const chat = String(message?.chat_id);
  const refused = message && refusal(message);
  if (refused) {
    tell("refused", { chat, code: refused.error_code });
    return answer.writeHead(refused.error_code).end(JSON.stringify(refused));
  }
  const { method, headers } = asked;
  const on = request({ host: "127.0.0.1", port: inner, path: asked.url, method, headers }, (from) => {
    if (message) tell("sent", { chat, text: message.text });
    answer.writeHead(from.statusCode, from.headers);
    from.pipe(answer);
  });
  on.on("error", () => answer.destroy());
  on.end(whole);
});

const server = new TelegramServer({ host: "127.0.0.1", port: inner });
const person = (id) => server.getClient(token, { userId: id, chatId: id, firstName: "Dana" });

/** The data of the button whose label begins so, of the newest message to them. */
function data(id, label) {
  const last = server.storage.botMessages.findLast(({ message }) => Number(message.chat_id) === id);
  return buttons(last.message).find(({ text }) => text.startsWith(label)).callback_data;
}

const deeds = {
  say: ({ who, text }) => person(who).sendMessage(person(who).makeMessage(text)),
  start: ({ who }) => person(who).sendCommand(person(who).makeCommand("/start")),
  press: ({ who, label }) => person(who).sendCallback(person(who).makeCallbackQuery(data(who, label))),
  end: () => server.stop(),
  begin: () => server.start(),
};

createInterface({ input: process.stdin })
  .on("line", async (line) => {
    const order = JSON.parse(line);
    await deeds[order.do](order);
    tell("done");
  })
  .on("close", () => process.exit());

await server.start();
front.listen(0, "127.0.0.1", () => tell("listens", { port: front.address().port }));
