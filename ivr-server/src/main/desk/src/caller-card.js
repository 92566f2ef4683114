import { LitElement, css, html, nothing } from "lit";
import { isWritten } from "./conversation.js";
import { icon } from "./icons.js";
import "./next-best.js";
import { headline, isUrgent, topicLabel, trust, who } from "./story.js";
import { shared } from "./style.js";
import { ago, clock, exact } from "./times.js";
import { pick, wordsFor } from "./words.js";

/**
 * Who is calling or writing, and why. Fires "verified" with {how} when the agent has made sure who it is, and "accept" and
 * "decline" of what is offered without a phone that rings, "recommendation" with {recommendation, answer} when the agent has said what came
 * of what is recommended.
 */
class CallerCard extends LitElement {
  static properties = {
    card: {}, phase: {}, t: {}, language: {}, topics: {}, proofs: {}, now: {}, isOnline: { type: Boolean },
    copied: { state: true }, isAsking: { state: true },
  };

  static styles = [
    shared,
    css`
      article { overflow: hidden; }
      header { padding: 20px 24px 18px; border-bottom: 1px solid var(--line); position: relative; }
      header::before { content: ""; position: absolute; inset: 0 0 auto; height: 3px; background: var(--tone); }
      :host([phase="ringing"]) { --tone: var(--warm); --wash: var(--warm-wash); }
      :host([phase="talking"]) { --tone: var(--accent); --wash: var(--accent-wash); }
      :host([phase="wrap-up"]) { --tone: var(--calm); --wash: var(--calm-wash); }
      :host([phase="ringing"]) header::before { animation: breathe 1.4s ease-in-out infinite; }
      @keyframes breathe { 50% { opacity: 0.35; } }
      .phase { display: flex; align-items: center; gap: 8px; color: var(--tone); font-weight: 650; font-size: 13px; }
      .phase .soft { font-weight: 450; }
      .from { display: flex; align-items: center; gap: 8px; margin-top: 6px; color: var(--soft); font-size: 13px; }
      .from svg { flex: none; }
      .name { margin-top: 10px; font-size: 16px; font-weight: 600; display: flex; flex-wrap: wrap; gap: 2px 10px; align-items: baseline; }
      .name .soft { font-weight: 450; font-size: 14px; }
      h1 { margin-top: 2px; font-size: 26px; line-height: 1.2; letter-spacing: -0.015em; font-weight: 680; text-wrap: balance; }
      .chips { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 14px; }
      .chip {
        display: inline-flex; align-items: center; gap: 6px; height: 28px; padding: 0 10px;
        border-radius: 14px; background: var(--sunken); border: 1px solid var(--line); font-weight: 550;
      }
      .chip.good { background: var(--good-wash); color: var(--good); border-color: transparent; }
      .chip.warm { background: var(--warm-wash); color: var(--warm); border-color: transparent; }
      .chip b { font-weight: 650; }
      .chip.urgent { background: var(--bad-wash); color: var(--bad); border-color: transparent; }
      .hint { margin-top: 10px; color: var(--warm); }
      .name button, .links a { font-weight: 550; }
      .name button { min-height: 28px; padding: 0 10px; font-size: 13px; font-family: inherit; }
      .number { user-select: all; }
      .links { display: flex; flex-wrap: wrap; gap: 4px 16px; margin-top: 12px; }
      .links a { color: var(--accent); text-underline-offset: 3px; }
      .verify { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; margin-top: 12px; }
      .verify .soft { flex-basis: 100%; }
      .sender { display: flex; gap: 8px; align-items: baseline; margin-top: 12px; padding: 8px 12px; border-radius: 8px; background: var(--calm-wash); color: var(--calm); overflow-wrap: anywhere; }
      .sender svg { align-self: center; }
      .offer { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 16px; }
      .offer button { min-height: 40px; padding: 0 18px; }
      .voicemail { display: grid; gap: 6px; margin-top: 12px; }
      .voicemail audio { width: 100%; max-width: 420px; height: 40px; }
      .told li { padding: 3px 0 3px 12px; border-left: 3px solid var(--line); overflow-wrap: anywhere; }
      .told li + li { margin-top: 6px; }
      section { padding: 16px 24px; }
      section + section { border-top: 1px solid var(--line); }
      .path { display: flex; flex-wrap: wrap; gap: 6px 0; font-size: 15px; }
      .path li { display: inline-flex; align-items: center; }
      .path li + li::before { content: "›"; color: var(--soft); margin: 0 10px; }
      .path li:last-child { font-weight: 650; }
      table { width: 100%; border-collapse: collapse; }
      th, td { text-align: left; padding: 6px 0; vertical-align: baseline; font-weight: 450; }
      tr + tr > * { border-top: 1px solid var(--line); }
      th { color: var(--soft); width: 30%; padding-right: 16px; }
      td.value { font-weight: 600; font-size: 15px; padding-right: 16px; overflow-wrap: anywhere; }
      td.value.withheld { font-weight: 450; font-size: 14px; color: var(--soft); font-style: normal; }
      td.value svg { width: 14px; height: 14px; vertical-align: -2px; margin-right: 4px; }
      td.origin { color: var(--soft); text-align: right; white-space: nowrap; }
      td.origin .now { color: var(--good); font-weight: 550; }
      .current li { display: flex; gap: 10px; align-items: baseline; padding: 4px 0; }
      .current svg { flex: none; align-self: center; color: var(--soft); }
      .current .text { display: block; }
      .current .status { margin-left: auto; white-space: nowrap; }
      @media (max-width: 560px) {
        header, section { padding-left: 14px; padding-right: 14px; }
        h1 { font-size: 21px; }
        table, tbody, tr, th, td { display: block; width: auto; }
        tr { padding: 6px 0; }
        th, td { padding: 0; }
        td.origin { text-align: left; white-space: normal; font-size: 13px; }
        .chip { height: auto; min-height: 28px; }
        .verify button, .offer button { white-space: normal; }
        .current li { flex-wrap: wrap; }
      }
    `,
  ];

  /** What was begun with one caller is not gone on with when the card is another's. */
  willUpdate(changed) {
    const before = changed.get("card");
    if (before && whose(before) !== whose(this.card)) {
      this.isAsking = false;
      this.copied = undefined;
    }
  }

  /** To the button that takes what is offered. */
  focusAccept() {
    this.renderRoot.querySelector(".offer .main")?.focus();
  }

  /** To what came of what is recommended; nothing where nothing is. */
  focusNextBest() {
    this.renderRoot.querySelector("desk-next-best")?.focus();
  }

  get #words() {
    return wordsFor(this.t, this.card.channel);
  }

  render() {
    const { card, t } = this;
    return html`
      <article class="panel" aria-labelledby="story">
        <header>
          ${this.#phase()}
          <p class="name">${who(card, t)} ${this.#handle()}</p>
          <h1 id="story">${headline(card, this)}</h1>
          ${this.phase === "ringing" && isWritten(card.channel) ? this.#offer() : nothing}
          ${card.sentBy ? this.#sender(card.sentBy) : nothing}
          ${this.#chips()}
          ${card.trust.tier === "verified" ? nothing : html`<p class="hint">${t("trust.hint")}</p>`}
          ${card.mayBeVerified && this.phase !== "ringing" ? this.#verify() : nothing}
          ${card.links?.length ? html`<p class="links">${card.links.map((link) => this.#link(link))}</p>` : nothing}
        </header>
        ${card.recommendation ? this.#nextBest(card.recommendation) : nothing}
        <section aria-labelledby="why">
          <h2 id="why">${this.#words("why")}</h2>
          ${card.why.path.length
            ? html`<ol class="path">${card.why.path.map((step) => html`<li>${pick(step, this.language)}</li>`)}</ol>`
            : html`<p class="soft">${t("why.none")}</p>`}
        </section>
        ${card.told?.length ? this.#told() : nothing}
        <section aria-labelledby="fields">
          <h2 id="fields">${t("fields")}</h2>
          ${card.fields.length
            ? html`<table>${card.fields.map((field) => this.#field(field))}</table>`
            : html`<p class="soft">${t("fields.none")}</p>`}
        </section>
        ${card.notices?.length ? this.#current("notices", "chat", card.notices, (one) => this.#toldBy(one)) : nothing}
        ${card.facts.length ? this.#current("facts", "fact", card.facts, (fact) => this.#since(fact)) : nothing}
        ${card.requests.length
          ? this.#current("requests", "request", card.requests, (one) => `${one.status} · ${this.#ago(one.openedAt)}`)
          : nothing}
      </article>
    `;
  }

  #nextBest(one) {
    return html`<desk-next-best .one=${one} .t=${this.t} .language=${this.language} .topics=${this.topics} .now=${this.now} ?isOnline=${this.isOnline}
      @answer=${({ detail }) => this.dispatchEvent(new CustomEvent("recommendation", { detail: { recommendation: one.id, ...detail } }))}></desk-next-best>`;
  }

  /** By which way, and whether they know it by now. */
  #toldBy({ channel, state, at }) {
    const { t } = this;
    const by = channel ? `${t(`consent.${channel}`)} · ` : "";
    return `${by}${t(`notice.${state}`)} · ${this.#ago(at)}`;
  }

  #offer() {
    const { t } = this;
    const choose = (what) => () => this.dispatchEvent(new CustomEvent(what));
    return html`<p class="offer">
      <button type="button" class="main" aria-keyshortcuts="Enter" ?disabled=${!this.isOnline} @click=${choose("accept")}>${t("accept")} <kbd>Enter</kbd></button>
      <button type="button" ?disabled=${!this.isOnline} @click=${choose("decline")}>${t("decline")}</button>
    </p>`;
  }

  /** The colleague before, and what they say of it. */
  #sender({ name, note }) {
    return html`<p class="sender">${icon("chat")} <span><b>${this.t("sent-by", { name })}</b>${note ? html`: ${note}` : nothing}</span></p>`;
  }

  #phase() {
    const { card, t } = this;
    const spoken = this.#words;
    const words = { ringing: spoken("incoming"), talking: spoken("in-talk"), "wrap-up": spoken("after-talk") };
    const waited = card.waitingSince && this.phase === "ringing" ? clock(this.now - Date.parse(card.waitingSince)) : "";
    return html`<p class="phase">
      ${icon(card.channel)} ${words[this.phase] ?? words.ringing} · ${t(`channel.${card.channel}`)}
      ${waited ? html`<span class="soft">${t("waited", { t: waited })}</span>` : nothing}
    </p>
    ${card.cameFrom ? html`<p class="from">${icon(card.cameFrom)} ${t("came-from", { channel: t(`channel.${card.cameFrom}`) })}</p>` : nothing}
    ${card.callback && this.phase === "ringing" ? html`<p class="phase">${t("callback")}</p>` : nothing}
    ${card.voicemail ? this.#voicemail(card.voicemail) : nothing}`;
  }

  /** What the customer said: it is fetched when the agent plays it, and kept nowhere. */
  #voicemail({ seconds }) {
    const { t } = this;
    return html`<div class="voicemail">
      <p class="phase">${t("voicemail", { t: clock(seconds * 1000) })}</p>
      ${this.phase === "ringing" ? html`<p class="soft">${t("voicemail.answer")}</p>` : nothing}
      <audio controls preload="none" src=${`/desk/voicemail/${this.card.assignment}`} aria-label=${t("voicemail.play")}></audio>
    </div>`;
  }

  /** The whole number is for who serves the caller: a click copies it. */
  #handle() {
    const { t } = this;
    const { name, alias, handle, number } = this.card.caller;
    if (number) {
      const copied = this.copied?.number === number ? this.copied : undefined;
      const said = copied ? t(copied.isDone ? "copied" : "copied.not") : "";
      return html`${copied?.isDone === false
          ? html`<span class="number">${number}</span>`
          : html`<button type="button" title=${t("copy")} aria-label=${t("copy.number", { number })} @click=${() => this.#copy(number)}>${number}</button>`}
        <span class="soft" role="status">${said}</span>`;
    }
    if ((!name && !alias && handle) || (!handle && isWritten(this.card.channel))) return nothing;
    return html`<span class="soft">${handle || t("hidden-number")}</span>`;
  }

  /** A page without TLS has no clipboard, and a browser may refuse it: then the agent is told, and copies by hand. */
  async #copy(text) {
    const written = navigator.clipboard?.writeText(text).then(() => true, () => false);
    this.copied = { number: text, isDone: (await written) || copyByHand(text, this.renderRoot) };
  }

  #link({ label, url }) {
    return html`<a href=${url} target="_blank" rel="noopener noreferrer">${pick(label, this.language)} <span aria-hidden="true">↗</span></a>`;
  }

  /** How the agent made sure; the button that opens it is a question of its own, so that none is pressed by chance. */
  #verify() {
    const { t } = this;
    if (!this.isAsking) {
      return html`<p class="verify"><button type="button" ?disabled=${!this.isOnline} @click=${() => (this.isAsking = true)}>${icon("verified")} ${this.#words("verify")}</button></p>`;
    }
    return html`<div class="verify" role="group" aria-label=${t("verify.how")}>
      <span class="soft">${t("verify.how")}</span>
      ${this.proofs.map((one) => html`<button type="button" ?disabled=${!this.isOnline} @click=${() => this.#verified(one.id)}>${this.#proof(one)}</button>`)}
      <button type="button" class="quiet" @click=${() => (this.isAsking = false)}>${t("cancel")}</button>
    </div>`;
  }

  #proof({ id, labels }) {
    return pick(labels, this.language) || this.t(`proof.${id}`, {}, id);
  }

  #verified(how) {
    this.isAsking = false;
    this.dispatchEvent(new CustomEvent("verified", { detail: { how } }));
  }

  #told() {
    return html`<section aria-labelledby="told">
      <h2 id="told">${this.t("told")}</h2>
      <ul class="told">${this.card.told.map((words) => html`<li>${pick(words, this.language)}</li>`)}</ul>
    </section>`;
  }

  #chips() {
    const { card, t } = this;
    const good = card.trust.tier === "verified" || card.trust.tier === "attested";
    const known = card.fields.find((field) => field.key === "account" && field.value);
    return html`<div class="chips">
      ${isUrgent(card) ? html`<span class="chip urgent">${t("urgent")}</span>` : nothing}
      <span class="chip ${good ? "good" : "warm"}">${icon(good ? "verified" : "doubt")}${trust(card, t)}</span>
      ${known ? html`<span class="chip">${pick(known.label, this.language)} <b>${tail(known.value)}</b></span>` : nothing}
      ${card.caller.segment ? html`<span class="chip">${card.caller.segment}</span>` : nothing}
    </div>`;
  }

  #field(field) {
    const { t, now, language } = this;
    const current = field.origin !== "known";
    const source = t(`channel.${field.source}`, {}, field.source);
    return html`<tr>
      <th scope="row">${pick(field.label, language)}</th>
      ${field.value
        ? html`<td class="value">${field.value}</td>`
        : html`<td class="value withheld">${icon("lock")}${t("withheld")}</td>`}
      <td class="origin" title=${exact(field.at, now, language)}>
        ${current ? html`<span class="now">${t(`origin.${field.origin}`)}</span> · ` : nothing}${source}
        · ${ago(field.at, now, t, language)}
      </td>
    </tr>`;
  }

  /** What is open or true now; its words in the agent's language where there are any. */
  #current(heading, drawing, items, status) {
    return html`<section class="current" aria-labelledby=${heading}>
      <h2 id=${heading}>${this.t(heading)}</h2>
      <ul>
        ${items.map(
          (item) => html`<li>
            ${icon(drawing)}<span>${item.kind ? `${item.kind} · ` : ""}${topicLabel(item.topic, this.topics, this.language)}
            <span class="text soft">${pick(item.text, this.language)}</span></span>
            <span class="status soft">${status(item)}</span>
          </li>`,
        )}
      </ul>
    </section>`;
  }

  #since({ from, until }) {
    const end = until ? ` · ${this.t("until", { when: exact(until, this.now, this.language) })}` : "";
    return this.#ago(from) + end;
  }

  #ago(instant) {
    return ago(instant, this.now, this.t, this.language);
  }
}

/** Of one assignment the caller may change too: another may have taken their place. */
const whose = ({ assignment, caller }) => [assignment, caller.handle, caller.name].join("\n");

/** The older way, which needs neither TLS nor a permission where a browser still has it. */
const copyByHand = (text, root) => {
  const before = root.activeElement;
  const field = Object.assign(document.createElement("textarea"), { value: text, className: "unseen", readOnly: true });
  root.append(field);
  try {
    field.select();
    return document.execCommand("copy");
  } catch {
    return false;
  } finally {
    field.remove();
    before?.focus();
  }
};

/** "…4821": enough to compare by voice. */
const tail = (value) => (value.length > 5 && /^\d+$/.test(value) ? `…${value.slice(-4)}` : value);

customElements.define("desk-caller-card", CallerCard);
