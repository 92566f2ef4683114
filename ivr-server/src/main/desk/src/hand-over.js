import { LitElement, css, html, nothing } from "lit";
import { targets } from "./directory.js";
import { shared } from "./style.js";

/** While it is open the directory is asked for anew, in milliseconds. */
const askEvery = 3_000;
/** What came of it that an agent must be told. */
const news = ["no-answer", "refused", "unreachable", "left", "failed"];

/**
 * Hold, and handing a talk over; of who writes nothing but that: there is no line to hold or to consult on. Fires "hand" with {type, body} for the server, and "ask" when it wants to know who is
 * there. Nothing is handed over by the way: Enter in the list goes on to the buttons.
 */
class HandOver extends LitElement {
  static properties = {
    transfer: {}, directory: {}, numbers: { type: Boolean }, isWritten: { type: Boolean }, isOnline: { type: Boolean }, t: {}, reason: {},
    isOpen: { state: true }, search: { state: true }, picked: { state: true }, note: { state: true },
  };

  static styles = [
    shared,
    css`
      section { padding: 14px 24px 16px; display: grid; gap: 12px; }
      h2 { margin: 0; font-size: 15px; color: var(--ink); }
      .row { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; }
      .row h2 { flex: 1; }
      .row.end button { flex: 1; }
      .told { padding: 8px 12px; border-radius: 8px; background: var(--accent-wash); color: var(--accent); font-weight: 550; overflow-wrap: anywhere; }
      .told.warm { background: var(--warm-wash); color: var(--warm); }
      .label { display: block; margin-bottom: 6px; font-weight: 550; }
      input { width: 100%; height: 36px; padding: 0 10px; border: 1px solid var(--line-strong); border-radius: 8px 8px 0 0; background: var(--sunken); }
      input:focus-visible, textarea:focus-visible { outline-offset: 0; }
      [role="listbox"] { max-height: 184px; overflow-y: auto; border: 1px solid var(--line); border-top: 0; border-radius: 0 0 8px 8px; padding: 4px; }
      [role="option"] { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 10px; padding: 5px 8px; border-radius: 6px; cursor: pointer; }
      [role="option"]:hover { background: var(--sunken); }
      [role="option"][aria-selected="true"] { background: var(--accent-wash); }
      [role="option"] .name { font-weight: 550; overflow-wrap: anywhere; }
      [role="option"] small { color: var(--soft); grid-column: 1 / -1; }
      [role="option"] .state { color: var(--soft); white-space: nowrap; }
      [role="option"] .state.free { color: var(--good); font-weight: 550; }
      .none { padding: 5px 8px; }
      textarea { width: 100%; min-height: 44px; padding: 8px 10px; resize: vertical; border: 1px solid var(--line-strong); border-radius: 8px; background: var(--sunken); font: inherit; color: inherit; }
      @media (max-width: 560px) { section { padding: 14px; } button { white-space: normal; } [role="option"] { display: block; } [role="option"] .name, [role="option"] .state, [role="option"] small { display: block; white-space: normal; overflow-wrap: anywhere; } }
    `,
  ];

  constructor() {
    super();
    this.search = "";
    this.note = "";
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.asking);
  }

  /** Whether the agent is about to hand over: then no other contact takes its place unasked. */
  get isBegun() {
    return !!this.isOpen;
  }

  get #stage() {
    return this.transfer && this.transfer.state !== "over" ? this.transfer.state : "talk";
  }

  get #mayChoose() {
    return !this.transfer?.from && ["talk", "on-hold"].includes(this.#stage);
  }

  /** F3: hold, and back from wherever the caller hears music. */
  hold() {
    if (this.transfer?.from || this.isWritten) return;
    if (this.#stage === "talk") this.#send("hold");
    else if (this.#stage !== "moving") this.#send("take-back");
  }

  /** F10: the list of who is there, and away again. */
  async toggle() {
    if (this.isOpen) return this.close();
    if (!this.#mayChoose) return;
    this.isOpen = true;
    this.#ask();
    this.asking = setInterval(() => this.#ask(), askEvery);
    await this.updateComplete;
    this.renderRoot.querySelector("input")?.focus();
  }

  close() {
    clearInterval(this.asking);
    Object.assign(this, { isOpen: false, search: "", note: "", picked: undefined });
  }

  #ask() {
    this.dispatchEvent(new CustomEvent("ask"));
  }

  willUpdate(changed) {
    if (changed.has("transfer") && this.isOpen && !this.#mayChoose) this.close();
  }

  updated(changed) {
    if (changed.has("picked") || changed.has("search")) {
      this.renderRoot.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
    }
  }

  #send(type, body = {}) {
    if (this.isOnline) this.dispatchEvent(new CustomEvent("hand", { detail: { type, body } }));
  }

  get #found() {
    return targets(this.directory, this.search, this.numbers && !this.isWritten);
  }

  /** The one picked, as long as it is in the list; else the first. */
  get #chosen() {
    const found = this.#found;
    return found.find((one) => one.key === this.picked) ?? found[0];
  }

  #handOver(type) {
    const chosen = this.#chosen;
    if (!chosen) return;
    const note = this.note.trim();
    this.#send(type, { to: chosen.to, ...(note ? { note } : {}) });
  }

  #key(event) {
    if (event.key === "Escape") {
      event.stopPropagation();
      return this.close();
    }
    if (event.target.tagName !== "INPUT") return;
    if (event.key === "Enter") {
      event.preventDefault();
      return this.renderRoot.querySelector(".end .main:not(:disabled)")?.focus();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const found = this.#found;
    const at = found.findIndex((one) => one.key === this.#chosen?.key);
    this.picked = found[Math.max(0, Math.min(found.length - 1, at + step))]?.key;
  }

  render() {
    const { t } = this;
    const stage = this.#stage;
    return html`<section class="panel" aria-labelledby="title" @keydown=${this.#key}>
      <div class="row">
        <h2 id="title">${t("hand-over")}</h2>
        ${this.transfer?.from ? nothing : this.#buttons(stage)}
      </div>
      <p class="told ${this.#isBad ? "warm" : ""}" role="status" ?hidden=${!this.#told}>${this.#told}</p>
      ${this.isOpen ? this.#picker() : nothing}
    </section>`;
  }

  #buttons(stage) {
    const { t } = this;
    const off = !this.isOnline;
    const back = (words) => html`<button ?disabled=${off} aria-keyshortcuts="F3" @click=${() => this.hold()}>${t(words)} <kbd>F3</kbd></button>`;
    const choose = html`<button ?disabled=${off} aria-keyshortcuts="F10" aria-expanded=${!!this.isOpen} @click=${() => this.toggle()}>${t("transfer")} <kbd>F10</kbd></button>`;
    const send = (type, words, main) => html`<button class=${main ? "main" : ""} ?disabled=${off} @click=${() => this.#send(type)}>${t(words)}</button>`;
    if (this.isWritten) return stage === "talk" ? choose : nothing;
    if (stage === "talk") return html`${back("hold")} ${choose}`;
    if (stage === "on-hold") return html`${back("take-back")} ${choose}`;
    if (stage === "ringing") return back("take-back");
    if (stage === "consulting") return html`${send("complete", "complete", true)} ${send("conference", "conference")} ${back("take-back")}`;
    if (stage === "conference") return html`${send("complete", "leave-them", true)} ${back("let-go")}`;
    return nothing;
  }

  get #isBad() {
    return this.transfer?.state === "over";
  }

  /** Where the caller is, in words. */
  get #told() {
    const { t, transfer } = this;
    if (!transfer) return "";
    const values = { who: transfer.to ?? "", from: transfer.from ?? "" };
    if (transfer.from) return t(transfer.state === "conference" ? "told.conference" : "told.asked", values);
    if (transfer.state !== "over") return t(`told.${transfer.state}`, values);
    return news.includes(transfer.outcome) ? t(`told.${transfer.outcome}`, values) : "";
  }

  #picker() {
    const { t } = this;
    const found = this.#found;
    const at = found.findIndex((one) => one.key === this.#chosen?.key);
    const chosen = found[at];
    return html`
      <div>
        <label class="label" for="who">${t("transfer.to")}</label>
        <input id="who" role="combobox" aria-expanded="true" aria-controls="there" aria-autocomplete="list" autocomplete="off" spellcheck="false"
          placeholder=${t(this.numbers && !this.isWritten ? "transfer.find.number" : "transfer.find")} .value=${this.search}
          aria-activedescendant=${chosen ? `o-${at}` : ""} @input=${(event) => (this.search = event.target.value)}>
        <ul id="there" role="listbox" aria-label=${t("transfer.to")}>
          ${found.length ? found.map((one, place) => this.#option(one, place, place === at)) : html`<li class="soft none">${t("transfer.none")}</li>`}
        </ul>
      </div>
      <div>
        <label class="label" for="note">${t("note")}</label>
        <textarea id="note" rows="2" maxlength="2000" placeholder=${t(this.isWritten ? "transfer.note.written" : "transfer.note")} .value=${this.note} @input=${(event) => (this.note = event.target.value)}></textarea>
      </div>
      <div class="row end">
        ${this.isWritten ? nothing : html`<button ?disabled=${!this.isOnline || !chosen?.canBeConsulted} @click=${() => this.#handOver("consult")}>${t("consult")}</button>`}
        <button class="main" ?disabled=${!this.isOnline || !chosen} @click=${() => this.#handOver("transfer")}>${t("transfer.now")}</button>
      </div>`;
  }

  #option(one, at, isChosen) {
    const { t } = this;
    const state = one.kind === "agent" ? t(`state.${one.state}`) + (one.reason ? `, ${t(`there.${one.reason}`, {}, this.reason(one.reason))}` : "")
      : one.kind === "queue" ? t("waiting", { n: one.waiting }) : t("outside");
    return html`<li id=${`o-${at}`} role="option" aria-selected=${isChosen} @click=${() => (this.picked = one.key)}>
      <span class="name">${one.kind === "queue" ? t("queue.name", { name: one.name }) : one.name}</span>
      <span class="state ${one.state === "ready" ? "free" : ""}">${state}</span>
      ${one.skills ? html`<small>${one.skills}</small>` : nothing}
    </li>`;
  }
}

customElements.define("desk-hand-over", HandOver);
