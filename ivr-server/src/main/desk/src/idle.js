import { html, nothing } from "lit";
import { icon } from "./icons.js";

const keys = [
  ["Enter", "accept"], ["F1", "next-best"], ["F2", "ready"], ["F3", "hold"], ["F4", "wrap-up"], ["F6", "next"], ["F7", "more-time"],
  ["F8", "finish"], ["F9", "history"], ["F10", "transfer"], ["Shift+F1", "page"],
];

/** The page of an agent who has no contact in hand; nothing while it is not known how available the agent is. */
export function idle(availability, t) {
  if (!availability) return nothing;
  const which = availability === "ready" ? "ready" : "not-ready";
  return html`<main class="rest">
    <div class="idle ${which}">
      <div class="ring">${icon(which === "ready" ? "phone" : "pause")}</div>
      <h1>${t(`idle.${which}`)}</h1>
      <p>${t(`idle.${which}.more`)}</p>
      <div class="keys" role="group" aria-label=${t("keys")}>
        ${keys.map(([key, what]) => html`<kbd>${key}</kbd><span>${t(`key.${what}`)}</span>`)}
      </div>
    </div>
  </main>`;
}
