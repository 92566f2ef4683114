import { LitElement, css, html, nothing } from "lit";
import { icon } from "./icons.js";
import { headline, topicLabel, trust, who } from "./story.js";
import { shared } from "./style.js";
import { ago, clock, exact } from "./times.js";
import { pick } from "./words.js";

/** Who is calling and why. */
class CallerCard extends LitElement {
  static properties = { card: {}, phase: {}, t: {}, language: {}, topics: {}, now: {} };

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
      .hint { margin-top: 10px; color: var(--warm); }
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
    `,
  ];

  render() {
    const { card, t } = this;
    return html`
      <article class="panel" aria-labelledby="story">
        <header>
          ${this.#phase()}
          <p class="name">${who(card, t)} ${this.#handle()}</p>
          <h1 id="story">${headline(card, this)}</h1>
          ${this.#chips()}
          ${card.trust.tier === "verified" ? nothing : html`<p class="hint">${t("trust.hint")}</p>`}
        </header>
        <section aria-labelledby="why">
          <h2 id="why">${t("why")}</h2>
          ${card.why.path.length
            ? html`<ol class="path">${card.why.path.map((step) => html`<li>${pick(step, this.language)}</li>`)}</ol>`
            : html`<p class="soft">${t("why.none")}</p>`}
        </section>
        <section aria-labelledby="fields">
          <h2 id="fields">${t("fields")}</h2>
          ${card.fields.length
            ? html`<table>${card.fields.map((field) => this.#field(field))}</table>`
            : html`<p class="soft">${t("fields.none")}</p>`}
        </section>
        ${card.facts.length ? this.#current("facts", "fact", card.facts, (fact) => this.#since(fact)) : nothing}
        ${card.requests.length
          ? this.#current("requests", "request", card.requests, (one) => `${one.status} · ${this.#ago(one.openedAt)}`)
          : nothing}
      </article>
    `;
  }

  #phase() {
    const { card, t } = this;
    const words = { ringing: t("incoming"), talking: t("in-talk"), "wrap-up": t("after-talk") };
    const waited = card.waitingSince && this.phase === "ringing" ? clock(this.now - Date.parse(card.waitingSince)) : "";
    return html`<p class="phase">
      ${icon(card.channel)} ${words[this.phase] ?? t("incoming")} · ${t(`channel.${card.channel}`)}
      ${waited ? html`<span class="soft">${t("waited", { t: waited })}</span>` : nothing}
    </p>`;
  }

  #handle() {
    const { name, handle } = this.card.caller;
    if (!name && handle) return nothing;
    return html`<span class="soft">${handle || this.t("hidden-number")}</span>`;
  }

  #chips() {
    const { card, t } = this;
    const good = card.trust.tier === "verified" || card.trust.tier === "attested";
    const known = card.fields.find((field) => field.key === "account" && field.value);
    return html`<div class="chips">
      <span class="chip ${good ? "good" : "warm"}">${icon(good ? "verified" : "doubt")}${trust(card.trust, t)}</span>
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
            ${icon(drawing)}<span>${item.kind} · ${topicLabel(item.topic, this.topics, this.language)}
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

/** "…4821": enough to compare by voice. */
const tail = (value) => (value.length > 5 && /^\d+$/.test(value) ? `…${value.slice(-4)}` : value);

customElements.define("desk-caller-card", CallerCard);
