import { html, nothing } from "lit";
import { phaseOf } from "./hand.js";
import { clock, timer } from "./times.js";
import { wordsFor } from "./words.js";

/**
 * What the agent does and for how long, the switch between ready and not ready, and how many wait. `isBusy`: on a call, and
 * in the work after it, there is nothing to switch.
 */
export function stateBar({ t, state, current, breaks, queue, now, isChoosing }, { isOpen, isBusy, named, toggle, pause }) {
  if (!state) return nothing;
  const isReady = state.availability === "ready";
  const canToggle = isOpen && (isReady || state.availability === "not-ready");
  const doing = current ? phaseOf(current) : state.availability;
  const reason = current ? undefined : state.reason;
  return html`
    <span class="pill ${doing}" role="status">
      ${wordsFor(t, current?.channel)(`state.${doing}`)}
      ${reason ? html`<span class="soft">${named(reason)}</span>` : nothing}
      <time aria-hidden="true">${timer(current ?? state, now)}</time>
    </span>
    ${current && !isBusy ? html`<span class="pill ${state.availability}">${t(`state.${state.availability}`)}</span>` : nothing}
    <button class=${isReady ? "" : "main"} ?hidden=${isBusy} ?disabled=${!canToggle}
      aria-keyshortcuts="F2" aria-expanded=${breaks.length && isReady ? !!isChoosing : nothing} @click=${toggle}>${t(isReady ? "go-not-ready" : "go-ready")} <kbd>F2</kbd></button>
    ${isChoosing && isReady && !isBusy ? kindsOfBreak(breaks, t, named, pause) : nothing}
    ${queue ? waiting(queue, t, now) : nothing}`;
}

function kindsOfBreak(breaks, t, named, pause) {
  return html`<span class="breaks" role="group" aria-label=${t("breaks")}>
    ${breaks.map((one) => html`<button @click=${() => pause(one.id)}>${named(one.id)}</button>`)}
    <button @click=${() => pause()}>${t("reason.break")}</button>
  </span>`;
}

function waiting(queue, t, now) {
  const longest = queue.since ? ` · ${clock(now - Date.parse(queue.since))}` : "";
  return html`<span class="waiting ${queue.waiting ? "some" : ""}" title=${t("waiting.title")}>
    ${t("waiting", { n: queue.waiting })}<time aria-hidden="true">${longest}</time></span>`;
}
