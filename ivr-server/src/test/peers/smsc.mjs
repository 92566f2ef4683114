// A message centre by node-smpp. It tells what it is sent, and does what it is told, in lines of JSON.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const smpp = createRequire(process.argv[2])("smpp");
const tell = (told, more = {}) => console.log(JSON.stringify({ told, ...more }));

let bound;
let refusals = [];
let last = 0x1a;

const server = smpp.createServer({}, (session) => {
  session.on("error", () => {});
  session.on("close", () => tell("closed"));
  session.on("bind_transceiver", (pdu) => {
    session.send(pdu.response({ system_id: "centre" }));
    bound = session;
    tell("bound", { system: pdu.system_id });
  });
  session.on("unbind", (pdu) => session.send(pdu.response()));
  session.on("enquire_link", (pdu) => {
    session.send(pdu.response());
    tell("enquired");
  });
  session.on("submit_sm", (pdu) => {
    const status = refusals.shift() ?? 0;
    const id = status === 0 ? (++last).toString(16).toUpperCase().padStart(8, "0") : "";
    session.send(pdu.response({ command_status: status, message_id: id }));
    const { message, udh } = pdu.short_message;
    const header = (udh ?? []).map((part) => part.toString("hex"));
    const { destination_addr: to, source_addr: from, data_coding: coding } = pdu;
    tell("submitted", { id, status, to, from, coding, text: message, header, receipt: pdu.registered_delivery });
  });
});

const deeds = {
  // Something that a telephone wrote, or a receipt; what was answered is told.
  deliver({ from, to = "77272000000", coding = 0, type = 0, text, header, receipted }) {
    const short_message = header ? { udh: Buffer.from(header, "hex"), message: text } : { message: text };
    const pdu = { source_addr: from, source_addr_ton: 1, source_addr_npi: 1, destination_addr: to };
    Object.assign(pdu, { data_coding: coding, esm_class: type, short_message });
    if (receipted) Object.assign(pdu, { receipted_message_id: receipted, message_state: 2 });
    bound.deliver_sm(pdu, (answer) => tell("answered", { status: answer.command_status }));
  },
  refuse: ({ with: statuses }) => (refusals = statuses),
  enquire: () => bound.enquire_link({}, (answer) => tell("alive", { status: answer.command_status })),
  drop: () => bound.socket.destroy(),
};

createInterface({ input: process.stdin })
  .on("line", (line) => {
    const order = JSON.parse(line);
    deeds[order.do](order);
  })
  .on("close", () => process.exit());

server.listen(Number(process.argv[3] ?? 0), "127.0.0.1", () => tell("listens", { port: server.address().port }));
