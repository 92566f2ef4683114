import { LitElement, css, html, nothing } from "lit";
import "./files.js";
import "./page-screen.js";
import { shared } from "./style.js";
import { pick } from "./words.js";

/**
 * The page beside a call: whether it is open and what is on it, what the agent shows there, and what the caller gives and hands in, as it comes; and
 * links by which the caller goes on in a messenger. Fires "page" with {type, body} for the server. A name of a form or field is the flow's own.
 */
class PageBeside extends LitElement {
  static properties = { page: {}, assignment: {}, isOnline: { type: Boolean }, t: {}, language: {}, isOpen: { state: true } };

  static styles = [
    shared,
    css`
      section { padding: 14px 24px 16px; display: grid; gap: 10px; }
      h2 { margin: 0; font-size: 15px; color: var(--ink); }
      h3 { font-size: 13px; font-weight: 600; overflow-wrap: anywhere; }
      .row { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; }
      .row h2, .row h3 { flex: 1; }
      .state { padding: 8px 12px; border-radius: 8px; background: var(--accent-wash); color: var(--accent); font-weight: 550; overflow-wrap: anywhere; }
      .state.open { background: var(--good-wash); color: var(--good); }
      .state.warm { background: var(--warm-wash); color: var(--warm); }
      .all { display: grid; gap: 6px; }
      .all button { justify-content: flex-start; min-height: 40px; padding: 6px 12px; white-space: normal; text-align: left; flex-wrap: wrap; gap: 0 8px; }
      .all small { color: var(--soft); font-weight: 450; overflow-wrap: anywhere; }
      dl { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 2fr); gap: 4px 12px; }
      dt { color: var(--soft); overflow-wrap: anywhere; }
      dd { font-weight: 600; overflow-wrap: anywhere; min-height: 1.4em; }
      dd.soft { font-weight: 450; }
      desk-files { --picture: 120px; }
      @media (max-width: 560px) { section { padding: 14px; } }
    `,
  ];

  /** Opens the choice, or closes it. */
  async toggle() {
    if (!this.#maySend || !this.isOnline) return;
    this.isOpen = !this.isOpen;
    await this.updateComplete;
    this.renderRoot.querySelector(this.isOpen ? ".all button" : "#send")?.focus();
  }

  willUpdate(changed) {
    if (changed.has("page") && !this.#maySend) this.isOpen = false;
  }

  /** Places to which a link can go out yet. */
  get #open() {
    return (this.page?.messengers ?? []).filter(({ maySend }) => maySend);
  }

  get #maySend() {
    return this.page?.mayShow || this.#open.length > 0;
  }

  #send(type, body = {}) {
    if (this.isOnline) this.dispatchEvent(new CustomEvent("page", { detail: { type, body } }));
  }

  #deed(type, body) {
    this.#send(type, body);
    this.isOpen = false;
    this.updateComplete.then(() => this.renderRoot.querySelector("#send")?.focus());
  }

  #key(event) {
    if (!this.isOpen) return;
    if (event.key === "Escape") {
      event.stopPropagation();
      this.toggle();
    }
    const step = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity }[event.key];
    if (!step) return;
    event.preventDefault();
    const all = [...this.renderRoot.querySelectorAll(".all button")];
    all[Math.max(0, Math.min(all.length - 1, all.indexOf(this.renderRoot.activeElement) + step))]?.focus();
  }

  render() {
    const { page, t } = this;
    const sent = (page?.messengers ?? []).filter(({ link }) => link !== "none");
    if (!page || (!this.#maySend && page.link === "none" && !sent.length)) return nothing;
    return html`<section class="panel" aria-labelledby="title" @keydown=${this.#key}>
      <div class="row">
        <h2 id="title">${t("page")}</h2>
        ${this.#maySend
          ? html`<button id="send" ?disabled=${!this.isOnline} aria-keyshortcuts="Shift+F1" aria-expanded=${!!this.isOpen} @click=${() => this.toggle()}>${t("page.send")} <kbd>⇧F1</kbd></button>`
          : nothing}
      </div>
      ${this.isOpen ? this.#choice() : nothing}
      ${page.mayShow || page.link !== "none" ? html`<p class="state ${this.#tone}" role="status">${t(page.typing ? "page.typing" : `page.link.${page.link}`)}</p>` : nothing}
      ${sent.map(({ title, link }) => html`<p class="state ${tones[link] ?? ""}" role="status">${t(`page.messenger.${link}`, { title })}</p>`)}
      <desk-page-screen .screen=${page.screen} ?isTyping=${page.typing} .t=${t}></desk-page-screen>
      ${page.shown ? this.#shown(page.shown) : nothing}
      ${page.files.length > 0 ? html`<h3>${t("page.files")}</h3>` : nothing}
      <div role="status">${page.files.length > 0 ? html`<desk-files .assignment=${this.assignment} .files=${page.files} .t=${t} .language=${this.language}></desk-files>` : nothing}</div>
    </section>`;
  }

  get #tone() {
    return tones[this.page.link] ?? "";
  }

  #choice() {
    const { t, page, language } = this;
    const forms = page.mayShow ? page.forms : [];
    const documents = page.mayShow ? page.documents : [];
    const takesFiles = page.mayShow && page.takesFiles;
    const nothingThere = forms.length + documents.length + this.#open.length === 0 && !takesFiles;
    return html`<div class="all" role="group" aria-label=${t("page.choose")}>
      ${forms.map(({ name, fields }) => html`<button type="button" @click=${() => this.#deed("show-page", { form: name })}>${t("page.form", { name: plain(name) })} <small>${fields.map(plain).join(", ")}</small></button>`)}
      ${documents.map(({ name, labels }) => html`<button type="button" @click=${() => this.#deed("show-page", { document: name })}>${t("page.document", { name: pick(labels, language) || name })}</button>`)}
      ${takesFiles ? html`<button type="button" @click=${() => this.#deed("show-page", { file: true })}>${t("page.ask-file")}</button>` : nothing}
      ${this.#open.map(({ to, title }) => html`<button type="button" @click=${() => this.#deed("send-link", { to })}>${t("page.messenger", { title })}</button>`)}
      ${nothingThere ? html`<p class="soft">${t("page.nothing")}</p>` : nothing}
    </div>`;
  }

  #shown({ form, document, file, state, fields = [] }) {
    const { t } = this;
    const name = form ? t("page.form", { name: plain(form) }) : file ? t("page.file") : t("page.document", { name: this.#label(document) });
    return html`<div class="row">
        <h3>${name} · ${t(file && ["open", "filled"].includes(state) ? `page.file.${state}` : `page.state.${state}`)}</h3>
        ${state === "open" && this.page.mayShow ? html`<button type="button" ?disabled=${!this.isOnline} @click=${() => this.#send("end-page")}>${t("page.take-back")}</button>` : nothing}
      </div>
      ${fields.length ? html`<dl aria-live="polite">${fields.map((each) => html`<dt>${plain(each.name)}</dt>${this.#value(each)}`)}</dl>` : nothing}`;
  }

  #value({ value, secret }) {
    const { t } = this;
    if (secret) return html`<dd class="soft">•••• <span>${t("page.secret")}</span></dd>`;
    return value === undefined ? html`<dd class="soft">${t("page.awaited")}</dd>` : html`<dd dir="auto">${value}</dd>`;
  }

  #label(document) {
    const labels = this.page.documents.find(({ name }) => name === document)?.labels;
    return (labels && pick(labels, this.language)) || document;
  }
}

/** How a link stands, in the colours of a state. */
const tones = { open: "open", expired: "warm", left: "warm" };

/** As the flow names it, for people. */
const plain = (name) => name.replaceAll("_", " ");

customElements.define("desk-page-beside", PageBeside);
