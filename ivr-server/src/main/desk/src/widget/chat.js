// The one script of a site that wants a chat:
// <script src="https://HOST/chat/widget.js" data-gateway="site" async></script>
import { ChatWindow } from "./window.js";

const script = document.currentScript ?? document.querySelector('script[data-gateway][src*="/chat/widget.js"]');
const { gateway, language, title, corner, token } = script?.dataset ?? {};

function begin() {
  if (customElements.get("recaller-chat")) return;
  customElements.define("recaller-chat", ChatWindow);
  const socket = new URL(`/chat/${gateway}/socket`, script.src);
  socket.protocol = socket.protocol === "https:" ? "wss:" : "ws:";
  const chat = document.createElement("recaller-chat");
  chat.settings = { gateway, socket: socket.href, language, title, token };
  if (corner === "left") chat.classList.add("left");
  document.body.append(chat);
}

if (!/^[a-z][a-z0-9-]{0,30}$/.test(gateway ?? "")) {
  console.error('recaller: the script of the chat needs data-gateway="NAME", the name of a web channel in the settings');
} else if (document.body) begin();
else addEventListener("DOMContentLoaded", begin);
