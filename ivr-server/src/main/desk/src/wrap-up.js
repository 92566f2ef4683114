import { LitElement, css, html, nothing } from "lit";
import { distinctLabel } from "./story.js";
import { shared } from "./style.js";
import { clock } from "./times.js";

/** Seconds before the end at which more time is offered aloud. */
const soon = 20_000;

/**
 * Topic, result and note of the contact. Fires "finish" with {topic, disposition, note, ready}, and "more-time". Nothing
 * is finished by the way: Enter in the topic picks it and goes on to the result, which is chosen by hand.
 */
class WrapUp extends LitElement {
  static properties = {
    suggested: {}, topics: {}, dispositions: {}, enabled: { type: Boolean, reflect: true }, t: {}, language: {},
    until: {}, latest: {}, now: {}, topic: { state: true }, disposition: { state: true }, search: { state: true }, note: { state: true },
    missing: { state: true },
  };

  static styles = [
    shared,
    css`
      form { padding: 18px 24px 20px; display: grid; gap: 14px; }
      :host([enabled]) form { border-color: var(--calm); }
      h2 { margin: 0; font-size: 15px; color: var(--ink); }
      .label { display: flex; justify-content: space-between; align-items: center; margin-bottom: 6px; font-weight: 550; padding: 0; width: 100%; }
      input[role] { width: 100%; height: 36px; padding: 0 10px; border: 1px solid var(--line-strong); border-radius: 8px 8px 0 0; background: var(--sunken); }
      [role="listbox"] { height: 128px; overflow-y: auto; border: 1px solid var(--line); border-top: 0; border-radius: 0 0 8px 8px; padding: 4px; }
      [role="option"] { display: flex; justify-content: space-between; gap: 8px; padding: 5px 8px; border-radius: 6px; cursor: pointer; }
      input[role]:focus-visible { outline-offset: 0; }
      [role="option"]:hover { background: var(--sunken); }
      [role="option"][aria-selected="true"] { background: var(--accent-wash); color: var(--accent); font-weight: 600; }
      [role="option"] small { color: var(--soft); font-weight: 450; }
      .results { display: grid; grid-template-columns: 1fr 1fr; gap: 6px; }
      .results label { display: flex; align-items: center; gap: 8px; min-height: 36px; padding: 4px 10px; line-height: 1.2; border: 1px solid var(--line); border-radius: 8px; cursor: pointer; }
      .results label:has(:checked) { border-color: var(--accent); background: var(--accent-wash); font-weight: 600; }
      .results label:has(:focus-visible) { outline: 2px solid var(--focus); outline-offset: 2px; }
      .results input { accent-color: var(--accent); margin: 0; outline: none; }
      .note { width: 100%; min-height: 56px; padding: 8px 10px; resize: vertical; border: 1px solid var(--line-strong); border-radius: 8px; background: var(--sunken); font: inherit; color: inherit; }
      .note:focus-visible { outline-offset: 0; }
      .missing { color: var(--bad); font-weight: 550; min-height: 1.45em; }
      .missing:empty { display: none; }
      .time { display: flex; justify-content: space-between; align-items: center; gap: 10px; padding: 8px 12px; border-radius: 8px; background: var(--calm-wash); color: var(--calm); font-weight: 550; }
      .time.soon { background: var(--warm-wash); color: var(--warm); }
      .time button { background: none; border-color: currentcolor; color: inherit; }
      .time kbd, .time button kbd { color: inherit; background: none; border-color: currentcolor; }
      @media (max-width: 560px) { form { padding: 14px; } .results { grid-template-columns: minmax(0, 1fr); } button { white-space: normal; } }
      .end { display: flex; flex-wrap: wrap; gap: 10px; justify-content: flex-end; }
      .end button { flex: 1; }
    `,
  ];

  constructor() {
    super();
    this.search = "";
    this.note = "";
    this.missing = "";
  }

  willUpdate(changed) {
    if (changed.has("suggested") && !this.topic) this.topic = this.suggested;
  }

  /** Whether the agent has begun to write: then no other contact takes its place unasked. */
  get isBegun() {
    return this.search !== "" || this.note !== "" || this.matches(":focus-within");
  }

  focus() {
    this.renderRoot.querySelector("input").focus();
  }

  /** The one act that ends wrap-up: a button, or its key. */
  finish(ready) {
    if (!this.enabled) return this.focus();
    if (!this.topic) return this.#miss("topic", "#topic");
    if (!this.disposition) return this.#miss("result", ".results input");
    const { topic, disposition } = this;
    const note = this.note.trim();
    this.dispatchEvent(new CustomEvent("finish", { detail: { topic, disposition, ready, ...(note ? { note } : {}) } }));
  }

  #miss(what, where) {
    this.missing = what;
    this.renderRoot.querySelector(where)?.focus();
  }

  moreTime() {
    if (this.#mayBeLonger) this.dispatchEvent(new CustomEvent("more-time"));
  }

  get #mayBeLonger() {
    return this.enabled && this.until && this.latest && Date.parse(this.until) < Date.parse(this.latest);
  }

  updated(changed) {
    if (changed.has("topic") || changed.has("search")) {
      this.renderRoot.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
    }
  }

  #label = (topic) => distinctLabel(topic.id, this.topics, this.language);

  /** Found by label or id; the menu's suggestion first. */
  #found() {
    const wanted = this.search.trim().toLowerCase();
    return this.topics
      .filter((topic) => `${this.#label(topic)} ${topic.id}`.toLowerCase().includes(wanted))
      .sort((a, b) => (b.id === this.suggested) - (a.id === this.suggested));
  }

  #typed(event) {
    this.search = event.target.value;
    const found = this.#found();
    if (!found.some((topic) => topic.id === this.topic)) this.topic = found[0]?.id;
  }

  #key(event) {
    if (event.key === "Enter") return this.#picked(event);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const found = this.#found();
    const at = found.findIndex((topic) => topic.id === this.topic);
    this.topic = found[Math.max(0, Math.min(found.length - 1, at + step))]?.id;
  }

  /** A topic that is picked is not yet a contact that is finished. */
  #picked(event) {
    event.preventDefault();
    if (this.topic) this.renderRoot.querySelector(".results :checked, .results input")?.focus();
  }

  render() {
    const { t } = this;
    return html`<form class="panel" @submit=${(event) => event.preventDefault()} aria-labelledby="title">
      <div>
        <h2 id="title">${t("wrap-up")}</h2>
        <p class="soft">${t(this.enabled ? "wrap-up.lead" : "finish.wait")}</p>
      </div>
      ${this.enabled && this.until ? this.#time() : nothing}
      <div>${this.#topicPicker()}</div>
      <fieldset>
        <legend class="label">${t("result")}</legend>
        <div class="results">${this.dispositions.map((value) => this.#result(value))}</div>
      </fieldset>
      <div>
        <label class="label" for="note">${t("note")}</label>
        <textarea id="note" class="note" rows="2" maxlength="2000" placeholder=${t("note.for")} .value=${this.note}
          @input=${(event) => (this.note = event.target.value)}></textarea>
      </div>
      <p class="missing" role="alert">${this.missing ? t(`missing.${this.missing}`) : ""}</p>
      <div class="end">
        <button type="button" ?disabled=${!this.enabled} @click=${() => this.finish(false)}>${t("finish-pause")}</button>
        <button type="button" class="main" ?disabled=${!this.enabled} aria-keyshortcuts="F8" @click=${() => this.finish(true)}>${t("finish-ready")} <kbd>F8</kbd></button>
      </div>
    </form>`;
  }

  #time() {
    const { t } = this;
    const left = Date.parse(this.until) - this.now;
    return html`<div class="time ${left < soon ? "soon" : ""}">
      <span aria-hidden="true">${t("ends-in", { t: clock(left) })}</span>
      <span class="unseen" role="status">${left < soon ? t("ends-soon") : ""}</span>
      ${this.#mayBeLonger
        ? html`<button type="button" aria-keyshortcuts="F7" @click=${() => this.moreTime()}>${t("more-time")} <kbd>F7</kbd></button>`
        : html`<span>${t("no-more-time")}</span>`}
    </div>`;
  }

  #topicPicker() {
    const { t } = this;
    const found = this.#found();
    return html`
      <label class="label" for="topic">${t("topic")} <kbd>F4</kbd></label>
      <input id="topic" role="combobox" aria-expanded="true" aria-controls="topics" aria-autocomplete="list" autocomplete="off"
        spellcheck="false" placeholder=${t("topic.find")} aria-keyshortcuts="F4" .value=${this.search}
        aria-activedescendant=${this.topic ? `t-${this.topic}` : ""} @input=${this.#typed} @keydown=${this.#key}>
      <ul id="topics" role="listbox" aria-label=${t("topic")}>
        ${found.length ? found.map((topic) => this.#option(topic)) : html`<li class="soft">${t("topic.none")}</li>`}
      </ul>`;
  }

  #option(topic) {
    return html`<li id=${`t-${topic.id}`} role="option" aria-selected=${topic.id === this.topic} @click=${() => { this.topic = topic.id; this.missing = ""; }}>
      ${this.#label(topic)} ${topic.id === this.suggested ? html`<small>${this.t("suggested")}</small>` : nothing}
    </li>`;
  }

  #result(value) {
    return html`<label>
      <input type="radio" name="disposition" .checked=${value === this.disposition} @change=${() => { this.disposition = value; this.missing = ""; }}>
      ${this.t(`disposition.${value}`, {}, value)}
    </label>`;
  }
}

customElements.define("desk-wrap-up", WrapUp);
