import { html, nothing } from "lit";
import { isWritten } from "./conversation.js";
import { icon } from "./icons.js";
import { who } from "./story.js";
import { timer } from "./times.js";
import { wordsFor } from "./words.js";

const phases = { offered: "ringing", connected: "talking", "wrap-up": "wrap-up" };

/** What the agent does with a contact, as the page's words and colours name it. */
export const phaseOf = (assignment) => phases[assignment.phase] ?? "talking";

/**
 * The contacts in hand, to go from one to the other. Of each is told its `card`, if it has come, how its answer is `due`,
 * and how many of its messages are `unread`.
 */
export function hand({ held, current, cards, t, now }, { due, unread, choose, arrow }) {
  return html`<div class="hand" role="tablist" aria-label=${t("in-hand")} @keydown=${arrow}>
    ${held.map((one) => {
      const card = cards[one.id];
      const isCurrent = one.id === current.id;
      const words = wordsFor(t, one.channel);
      return html`<button role="tab" class=${phaseOf(one)} aria-selected=${isCurrent} tabindex=${isCurrent ? 0 : -1}
        aria-keyshortcuts="F6" @click=${() => choose(one.id)}>
        ${icon(one.channel)} <span class="unseen">${t(`channel.${one.channel}`)}</span>
        <span class="name">${card ? who(card, t) : words("unknown-caller")}</span>
        ${card && isWritten(one.channel) && one.phase === "connected" ? overdue(due(one, card), t) : nothing}
        <span class="phase">${words(`state.${phaseOf(one)}`)} <time aria-hidden="true">${timer(one, now)}</time></span>
        ${isWritten(one.channel) ? newMessages(unread(one.id), t) : nothing}
      </button>`;
    })}
    <kbd>F6</kbd>
  </div>`;
}

/** Of a conversation that is not before the eyes. */
function overdue(due, t) {
  return due && due.how !== "in-time" ? html`<span class="due ${due.how}">${t(`due.mark.${due.how}`)}</span>` : nothing;
}

function newMessages(n, t) {
  return n > 0 ? html`<span class="unread" title=${t("unread", { n })}><span aria-hidden="true">${n}</span><span class="unseen">${t("unread", { n })}</span></span>` : nothing;
}
