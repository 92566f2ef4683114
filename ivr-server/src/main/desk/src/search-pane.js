import { LitElement, css, html, nothing } from "lit";
import { answers, pieces } from "./found.js";
import { icon } from "./icons.js";
import { shared } from "./style.js";
import { exact } from "./times.js";

/**
 * Looks for what was written with a customer, or with anybody where the agent may. Fires "search" with {text,
 * everywhere}, "show" with the place of a message that is in the conversation, and "close".
 */
class SearchPane extends LitElement {
  static properties = {
    found: {}, here: {}, customer: {}, me: {}, mayLookEverywhere: { type: Boolean }, isOnline: { type: Boolean }, t: {}, language: {}, now: {},
    text: { state: true }, everywhere: { state: true }, asked: { state: true }, open: { state: true },
  };

  static styles = [
    shared,
    css`
      :host { flex: 0 1 auto; min-height: 0; max-height: 45%; overflow-y: auto; border-bottom: 1px solid var(--line); }
      form { display: flex; flex-wrap: wrap; gap: 8px; padding: 10px 16px; align-items: center; }
      input[type="search"] { flex: 1 1 160px; min-width: 0; height: 34px; padding: 0 10px; border: 1px solid var(--line-strong); border-radius: 8px; background: var(--sunken); }
      label.all { display: inline-flex; align-items: center; gap: 6px; }
      label.all input { accent-color: var(--accent); margin: 0; }
      .told { padding: 0 16px 10px; color: var(--soft); }
      ol { padding: 0 12px 10px; display: grid; gap: 4px; }
      li > button { display: grid; justify-content: stretch; width: 100%; text-align: left; gap: 2px; padding: 6px 8px; white-space: normal; overflow-wrap: anywhere; font-weight: 450; border-color: transparent; background: none; }
      li > button:hover { background: var(--sunken); }
      .head { display: flex; flex-wrap: wrap; gap: 0 8px; align-items: center; font-size: 12px; color: var(--soft); }
      .head b { color: var(--ink); }
      .head svg { width: 14px; height: 14px; }
      mark { background: var(--warm-wash); color: inherit; font-weight: 650; border-radius: 2px; }
      .around { margin: 2px 8px 6px 16px; padding-left: 10px; border-left: 2px solid var(--line); display: grid; gap: 4px; font-size: 13px; }
      .around p { overflow-wrap: anywhere; white-space: pre-wrap; }
      .around .it { font-weight: 600; }
      @media (max-width: 560px) { :host { max-height: 34%; } form { padding: 10px 12px; } form button { flex: 1; } }
    `,
  ];

  constructor() {
    super();
    this.text = "";
    this.everywhere = false;
  }

  focus() {
    this.renderRoot?.querySelector("input")?.focus();
  }

  #fire(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  #search(event) {
    event.preventDefault();
    const text = this.text.trim();
    if (!text) return;
    this.asked = { text, everywhere: this.everywhere };
    this.open = undefined;
    this.#fire("search", this.asked);
  }

  #key(event) {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    this.#fire("close");
  }

  #pick(hit) {
    if (this.here.has(hit.seq)) this.#fire("show", hit.seq);
    else this.open = this.open === hit.seq ? undefined : hit.seq;
  }

  render() {
    const { t } = this;
    return html`<section aria-label=${t("search")} @keydown=${this.#key}>
      <form role="search" @submit=${this.#search}>
        <label class="unseen" for="text">${t("search.for")}</label>
        <input id="text" type="search" maxlength="200" autocomplete="off" placeholder=${t("search.for")} .value=${this.text} @input=${({ target }) => (this.text = target.value)}>
        ${this.mayLookEverywhere
          ? html`<label class="all"><input type="checkbox" .checked=${this.everywhere} @change=${({ target }) => (this.everywhere = target.checked)}> ${t("search.everywhere")}</label>`
          : nothing}
        <button class="main" ?disabled=${!this.isOnline || !this.text.trim()}>${t("search")}</button>
        <button type="button" class="quiet" @click=${() => this.#fire("close")}>${t("search.close")}</button>
      </form>
      <p class="told" role="status" ?hidden=${!this.#told}>${this.#told}</p>
      ${this.#isAnswered && this.found.hits?.length ? html`<ol>${this.found.hits.map((hit) => this.#hit(hit))}</ol>` : nothing}
    </section>`;
  }

  get #isAnswered() {
    return answers(this.found, this.asked);
  }

  get #told() {
    const { t, found } = this;
    if (!this.asked) return "";
    if (!this.#isAnswered) return t("search.going-on");
    if (found.problem) return t(found.problem, {}, t("unavailable"));
    if (found.hits.length === 0) return t(found.scope === "thread" ? "search.none.here" : "search.none");
    const words = t(found.more ? "search.first" : "search.found", { n: found.hits.length });
    return found.scope === "thread" ? `${words} ${t("search.only-here")}` : words;
  }

  #hit(hit) {
    const { now, language, t } = this;
    const isOpen = this.open === hit.seq;
    const isHere = this.here.has(hit.seq);
    return html`<li>
      <button type="button" aria-expanded=${isHere ? nothing : isOpen} @click=${() => this.#pick(hit)}>
        <span class="head">${icon(hit.channel)} <span>${t(`channel.${hit.channel}`)}</span> <b>${this.#who(hit, hit)}</b> <time datetime=${hit.at}>${exact(hit.at, now, language)}</time></span>
        <span dir="auto">${pieces(hit.text, this.asked.text).map(([text, isIt]) => (isIt ? html`<mark>${text}</mark>` : text))}</span>
      </button>
      ${isOpen && !isHere ? html`<div class="around">${hit.around.map((one) => this.#next(one, hit))}</div>` : nothing}
    </li>`;
  }

  /** What was written before and behind it. */
  #next(one, hit) {
    return html`<p class=${one.seq === hit.seq ? "it" : ""}><b>${this.#who(one, hit)}</b> <span dir="auto">${one.text}</span></p>`;
  }

  #who({ from, name }, { alias, here }) {
    if (from === "customer") return here ? this.customer : alias ? `“${alias}”` : this.t("said.customer");
    if (from === "flow") return this.t("said.menu");
    return name === this.me ? this.t("said.you") : (name ?? this.t("said.agent"));
  }
}

customElements.define("desk-search", SearchPane);
