// What the companion page shows, piece by piece: templates of what is given, and who is told of a press.
import { html, nothing } from "lit";
import { attributes } from "./fields.js";

/** Before the link is exchanged. */
export function gate(t, { problem, isOpening, open }) {
  return html`<div class="middle">
    <h2 class="big">${t("gate.title")}</h2>
    <p>${t("gate.words")}</p>
    <p class="note" role="alert" ?hidden=${!problem}>${problem ? t(`end.${problem}`) : nothing}</p>
    <button class="main" type="button" ?disabled=${isOpening} @click=${open}>${t(isOpening ? "gate.wait" : "gate.go")}</button>
    <p class="soft">${t("gate.quiet")}</p>
  </div>`;
}

/** Until the first turn comes. */
export const moment = (t, isOffline) => html`<div class="middle"><p role="status">${t(isOffline ? "offline.chat" : "gate.wait")}</p></div>`;

const ends = new Set(["link-expired", "link-used", "closed", "replaced", "left", "over"]);

/** Why there is nothing here, and what to do now. */
export function end(t, { problem, call }) {
  const isDone = problem === "left" || problem === "over";
  return html`<div class="middle">
    <h2 class="big" tabindex="-1">${t(`end.${ends.has(problem) ? problem : "no-such-link"}`)}</h2>
    ${isDone ? nothing : html`<p>${t(problem === "replaced" ? "end.here" : "end.now")}</p>`}
    ${call && problem !== "replaced" ? html`<p><a href="tel:${call.replace(/[^+\d]/g, "")}">${t("end.call", { number: call })}</a></p>` : nothing}
  </div>`;
}

/** Read digit by digit: it is no number. */
export const matching = (t, { digits }) => html`<section class="match" aria-live="polite" aria-label=${t("match.start")}>
  <p>${t("match.words")}</p>
  <p class="two" role="img" aria-label=${[...digits].join(" ")}>${digits}</p>
</section>`;

/** What is asked now, below what was said before it. */
export function question(t, turn) {
  const said = (turn.said ?? []).filter(Boolean);
  const own = turn.kind === "phone" ? `phone.${["private", "match"].includes(turn.why) ? turn.why : "pin"}` : `now.${turn.kind}`;
  const hint = hintOf(turn);
  return html`${said.slice(0, -1).map((each) => html`<p class="before" lang=${turn.language} dir="auto">${each}</p>`)}
    <h2 tabindex="-1" lang=${said.length > 0 ? turn.language : nothing} dir="auto">${said.at(-1) ?? t(own)}</h2>
    ${hint ? html`<p class="soft">${t(hint)}</p>` : nothing}`;
}

function hintOf({ kind, call, typing, agent }) {
  if (agent && kind === "ask") return "hint.agent";
  const isLive = call === "live";
  switch (kind) {
    case "say": return isLive ? "hint.say" : "";
    case "ask": return isLive ? (typing === "phone" ? "typing.phone" : "typing.page") : "";
    case "waiting": return isLive ? "hint.waiting" : "hint.chat";
    case "phone": return "phone.wait";
    case "talking": case "ended": return `hint.${kind}`;
    default: return "";
  }
}

export function choices(t, { choices: all = [], language }, { sent, pick }) {
  return html`<div class="choices" role="group" aria-label=${t("choices")}>
    ${all.map((each) => html`<button type="button" class=${sent?.message.id === each.id ? "picked" : ""} ?disabled=${Boolean(sent)} @click=${() => pick(each)}>
      ${/^\d$/.test(each.key ?? "") ? html`<span class="key">${each.key}</span>` : nothing} <span lang=${language} dir="auto">${each.label}</span>
    </button>`)}
  </div>`;
}

/** What whoever talks with them shows; it is opened beside this page, and is told nothing of it. */
export const document = (t, { label, url }) => (/^https:\/\//.test(url)
  ? html`<p><a class="main" href=${url} target="_blank" rel="noopener noreferrer" aria-label="${t("open.document")}: ${label}">${t("open.document")}</a></p>` : nothing);

/** What is wrong with what was written or pressed. */
export const wrongWords = (t, wrong, field = {}) => (wrong ? html`<p class="wrong" id="wrong" role="alert">${t(wrong, field)}</p>` : nothing);

/** A value; `on` has {submit, keep, write, enter, leave, show}. */
export function field(t, it, { draft, wrong, sent, isShown, on }) {
  const isBusy = Boolean(sent);
  const label = it.confirms ? t("confirm.other") : it.label || t(`field.${it.kind}`);
  return html`<form novalidate @submit=${on.submit}>
    ${it.confirms ? html`<button class="main" type="button" ?disabled=${isBusy} @click=${on.keep}>${t("confirm.yes")}</button>` : nothing}
    <label for="value" dir="auto">${label}${it.unit ? `, ${it.unit}` : nothing}</label>
    ${control(it, { draft, wrong, isBusy, isShown, on })}
    ${wrongWords(t, wrong, it)}
    <button class=${it.confirms ? "" : "main"} ?disabled=${isBusy}>${t(isBusy ? "busy" : "next")}</button>
    ${it.secret ? html`<button class="quiet" type="button" aria-pressed=${isShown} @click=${on.show}>${t(isShown ? "hide" : "show")}</button>` : nothing}
  </form>`;
}

function control(it, { draft, wrong, isBusy, isShown, on }) {
  const { type, inputmode, autocomplete, maxlength, isLong, isSentence } = attributes(it);
  const [described, capitals] = [wrong ? "wrong" : nothing, isSentence ? "sentences" : "off"];
  return isLong
    ? html`<textarea id="value" rows="3" autocomplete=${autocomplete} maxlength=${maxlength} autocapitalize=${capitals} dir="auto" aria-describedby=${described}
        aria-invalid=${Boolean(wrong)} ?disabled=${isBusy} .value=${draft} @input=${on.write} @focus=${on.enter} @blur=${on.leave}></textarea>`
    : html`<input id="value" class=${it.kind} type=${isShown && it.secret ? "text" : type} inputmode=${inputmode} autocomplete=${autocomplete} maxlength=${maxlength}
        autocapitalize=${capitals} spellcheck="false" dir="auto" enterkeyhint="send" aria-describedby=${described} aria-invalid=${Boolean(wrong)} ?disabled=${isBusy}
        .value=${draft} @input=${on.write} @focus=${on.enter} @blur=${on.leave}>`;
}

/** Shows more once the digits are keyed. */
export const moreOfMine = (t, match) => html`<div class="match"><p>${t("match.why")}</p><button class="main" type="button" @click=${match}>${t("match.start")}</button></div>`;

/** The way back, to a person, and out. */
export function ways(t, turn, { sent, isLeaving, back, person, match, leaving, leave }) {
  if (turn.kind === "ended") return nothing;
  const isBusy = Boolean(sent);
  const isLive = turn.call === "live";
  const mayMatch = isLive && !turn.agent && !turn.matched && !turn.match && turn.why !== "private";
  return html`<div class="ways">
    ${turn.back ? html`<button class="quiet" type="button" ?disabled=${isBusy} @click=${back}>${t("back")}</button>` : nothing}
    ${turn.person ? html`<button class="quiet" type="button" ?disabled=${isBusy} @click=${person}>${t("person")}</button>` : nothing}
    ${mayMatch ? html`<button class="quiet" type="button" @click=${match}>${t("match.start")}</button>` : nothing}
    ${isLive && !isLeaving ? html`<button class="quiet" type="button" @click=${() => leaving(true)}>${t("leave")}</button>` : nothing}
  </div>
  ${isLive && isLeaving ? html`<div class="leaving" role="group" aria-label=${t("leave")}><p role="alert">${t("leave.sure")}</p>
    <button type="button" @click=${leave}>${t("leave.yes")}</button> <button class="quiet" type="button" @click=${() => leaving(false)}>${t("leave.no")}</button></div>` : nothing}`;
}

/** Newest first: the question before is what one looks for. */
export function soFar(t, past) {
  if (past.length === 0) return nothing;
  return html`<details><summary>${t("said")}</summary><ol>
    ${[...past].reverse().map(({ said, by, text, isHidden }) => html`<li>
      ${said.map((each) => html`<p class="said" dir="auto">${each}</p>`)}
      ${by === "phone" ? html`<p class="own">${t("by.phone")}</p>` : nothing}
      ${by === "me" ? html`<p class="own" dir="auto"><span class="unseen">${t("by.me")}: </span>${isHidden ? t("hidden") : text}</p>` : nothing}
    </li>`)}
  </ol></details>`;
}
