import { LitElement, css, html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { repeat } from "lit/directives/repeat.js";
import { deed, fill, found, wanted } from "./canned-texts.js";
import { shared } from "./style.js";

/** Characters left from which on they are counted aloud. */
const few = 300;

/**
 * Where an agent answers a customer, or notes something for colleagues. Fires "draft" when something is to be kept, and
 * "say" when something is to be sent. Whatever begins with "/" looks for a text that was written before.
 */
class AnswerField extends LitElement {
  static properties = {
    conversation: {}, version: {}, customer: {}, channel: {}, texts: {}, values: {}, spoken: {}, isShut: { type: Boolean }, t: {}, language: {}, now: {},
    at: { state: true }, isTextsOff: { state: true }, isAsking: { state: true },
  };

  static styles = [
    shared,
    css`
      form { padding: 10px 16px 14px; border-top: 1px solid var(--line); display: grid; gap: 8px; position: relative; }
      textarea { width: 100%; min-height: 58px; max-height: 190px; field-sizing: content; padding: 8px 10px; resize: none; border: 1px solid var(--line-strong); border-radius: 8px; background: var(--sunken); font: inherit; color: inherit; }
      textarea:focus-visible { outline-offset: 0; }
      .note textarea { background: var(--warm-wash); border: 1px dashed var(--warm); }
      .elsewhere textarea { border: 2px solid var(--warm); background: var(--warm-wash); }
      .way { display: flex; flex-wrap: wrap; gap: 6px 10px; align-items: center; font-size: 13px; color: var(--soft); }
      .way select { max-width: 100%; min-height: 30px; font: inherit; color: var(--ink); background: var(--surface); border: 1px solid var(--line-strong); border-radius: 6px; }
      .way b { color: var(--warm); font-weight: 600; }
      .way.sure { padding: 8px 10px; border-radius: 8px; background: var(--warm-wash); color: var(--ink); }
      .row { display: flex; flex-wrap: wrap; gap: 6px 12px; align-items: center; }
      .row .hint { flex: 1 1 160px; font-size: 12px; color: var(--soft); }
      .row .hint.bad { color: var(--bad); }
      .kinds { display: inline-flex; border: 1px solid var(--line); border-radius: 8px; padding: 2px; gap: 2px; justify-self: start; }
      .kinds button { border: 0; min-height: 28px; padding: 0 10px; font-size: 12px; border-radius: 6px; color: var(--soft); background: none; }
      .kinds button[aria-pressed="true"] { background: var(--accent-wash); color: var(--accent); }
      .note .kinds button[aria-pressed="true"] { background: var(--warm-wash); color: var(--warm); }
      [role="listbox"] { max-height: 220px; overflow-y: auto; border: 1px solid var(--line); border-radius: 8px; padding: 4px; background: var(--surface); }
      [role="option"] { padding: 5px 8px; border-radius: 6px; cursor: pointer; overflow-wrap: anywhere; }
      [role="option"]:hover { background: var(--sunken); }
      [role="option"][aria-selected="true"] { background: var(--accent-wash); }
      [role="option"] b { font-weight: 600; }
      [role="option"] small { color: var(--soft); font-size: 12px; }
      [role="option"] span { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; white-space: pre-line; }
      .none { padding: 5px 8px; color: var(--soft); }
      @media (max-width: 560px) { form { padding-left: 12px; padding-right: 12px; } .row button { flex: 1; } .kinds { justify-self: stretch; } .kinds button { flex: 1; } }
    `,
  ];

  constructor() {
    super();
    this.at = 0;
  }

  async focus() {
    await this.updateComplete;
    this.renderRoot.querySelector("textarea")?.focus();
  }

  updated(changed) {
    if (changed.has("at")) this.renderRoot.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }

  #fire(name) {
    this.dispatchEvent(new CustomEvent(name));
    this.requestUpdate();
  }

  /** Texts to pick from; undefined while none is asked for. */
  get #offered() {
    const { draft, isNote } = this.conversation;
    const typed = isNote || this.isTextsOff || !this.texts?.length ? undefined : wanted(draft);
    return typed === undefined ? undefined : found(this.texts, typed, this.spoken, this.language);
  }

  #write(event) {
    this.conversation.write(event.target.value);
    this.at = 0;
    if (wanted(this.conversation.draft) === undefined) this.isTextsOff = false;
    this.#fire("draft");
  }

  /** Whoever writes with a composing keyboard ends a word with Enter, too. */
  #key(event) {
    if (event.isComposing || event.keyCode === 229) return;
    if (this.#choose(event)) return event.preventDefault();
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    this.#say();
  }

  /** True when the key was for the list of texts. What looked for none is no answer unless the list is closed first. */
  #choose(event) {
    const offered = this.#offered;
    const what = deed(event, offered);
    if (what === "up") this.at = Math.max(0, this.at - 1);
    else if (what === "down") this.at = Math.min(offered.length - 1, this.at + 1);
    else if (what === "take") this.#take(offered[Math.min(this.at, offered.length - 1)]);
    else if (what === "close") this.isTextsOff = true;
    return what !== undefined;
  }

  /** What is left to be filled in is picked out, so that the next key writes over it. */
  async #take({ text }) {
    const filled = fill(text, this.values);
    this.conversation.take(filled);
    this.#fire("draft");
    await this.focus();
    const field = this.renderRoot.querySelector("textarea");
    const blank = filled.blanks[0] && `{${filled.blanks[0]}}`;
    const begin = blank ? filled.text.indexOf(blank) : filled.text.length;
    field.setSelectionRange(begin, begin + (blank?.length ?? 0));
  }

  #noting(isNote) {
    this.conversation.noting(isNote);
    this.#fire("draft");
    this.focus();
  }

  /** Whether the channel takes no answer now: notes it never sees. */
  get #isShut() {
    return this.isShut && !this.conversation.isNote && !this.conversation.way;
  }

  /** By which the next answer goes out; undefined: where the customer writes. */
  get #way() {
    const { isNote, way, ways } = this.conversation;
    return isNote || !way ? undefined : (ways.find(({ id }) => id === way) ?? { id: way });
  }

  get #isGone() {
    const way = this.#way;
    return !!way && !this.conversation.open(this.now).some(({ id }) => id === way.id);
  }

  #named({ channel, gateway, alias, freeUntil }) {
    const { t } = this;
    const paid = freeUntil && Date.parse(freeUntil) <= this.now && t("way.paid");
    return [channel ? `${t(`channel.${channel}`)} (${gateway})` : t("way.unknown"), alias, paid].filter(Boolean).join(" · ");
  }

  #through({ target }) {
    this.conversation.through(target.value || undefined);
    this.isAsking = false;
    this.#fire("draft");
  }

  /** An answer goes out elsewhere only when that was asked and said again: no key that is held down, or hit twice, does that. */
  async #ask() {
    this.isAsking = true;
    await this.updateComplete;
    this.renderRoot.querySelector(".sure button")?.focus();
  }

  #notSure() {
    this.isAsking = false;
    this.focus();
  }

  #say(isSure = false) {
    if (this.#isShut || this.#isGone) return;
    const isFit = this.conversation.draft.trim() && this.conversation.draft.trim().length <= this.conversation.longest && this.conversation.unfilled.length === 0;
    if (this.#way && isFit && !isSure) return this.#ask();
    this.isAsking = false;
    if (this.conversation.say(new Date(this.now).toISOString())) this.#fire("say");
    this.requestUpdate();
    this.focus();
  }

  render() {
    const { t } = this;
    const { draft, isNote, longest, unfilled } = this.conversation;
    const left = longest - draft.trim().length;
    const isBad = left < 0 || unfilled.length > 0;
    const offered = this.#offered;
    return html`<form class=${isNote ? "note" : this.#way ? "elsewhere" : ""} @submit=${(event) => event.preventDefault()}>
      <slot></slot>
      ${offered ? this.#texts(offered) : nothing}
      ${isNote ? nothing : this.#ways()}
      <label class="unseen" for="answer">${isNote ? t("note.for-colleagues") : t("answer", { who: this.customer })}</label>
      <textarea id="answer" rows="2" placeholder=${t(isNote ? "note.here" : "answer.here")} aria-describedby="hint" aria-invalid=${isBad} .value=${live(draft)}
        aria-autocomplete=${offered ? "list" : "none"} aria-controls=${offered?.length ? "texts" : nothing} aria-activedescendant=${offered?.length ? `x-${Math.min(this.at, offered.length - 1)}` : nothing}
        @input=${this.#write} @keydown=${this.#key}></textarea>
      <div class="row">
        <span class="kinds" role="group" aria-label=${t("answer.kind")}>
          <button type="button" aria-pressed=${!isNote} @click=${() => this.#noting(false)}>${t("answer.reply")}</button>
          <button type="button" aria-pressed=${!!isNote} @click=${() => this.#noting(true)}>${t("note")}</button>
        </span>
        <span id="hint" class="hint ${isBad ? "bad" : ""}">${this.#hint(left, unfilled)}</span>
        <span class="unseen" role="status">${isBad ? this.#hint(left, unfilled) : ""}</span>
        <slot name="files"></slot>
        <button type="button" class="main" ?disabled=${!draft.trim() || isBad || this.#isShut || this.#isGone || (this.#way && this.isAsking)} @click=${() => this.#say()}>${t(isNote ? "note.save" : "send")}</button>
      </div>
    </form>`;
  }

  /** Where it goes, told before anything is written; the choice holds for one answer. */
  #ways() {
    const { t } = this;
    const open = this.conversation.open(this.now);
    const way = this.#way;
    if (!open.length && !way) return nothing;
    const isGone = this.#isGone;
    return html`<div class="way">
        <label for="way">${t("way")}</label>
        <select id="way" @change=${this.#through}>
          <option value="" ?selected=${!way}>${t("way.here", { channel: t(`channel.${this.channel}`) })}</option>
          ${open.map((one) => html`<option value=${one.id} ?selected=${one.id === way?.id}>${this.#named(one)}</option>`)}
          ${isGone ? html`<option value=${way.id} selected disabled>${this.#named(way)}</option>` : nothing}
        </select>
        ${way ? html`<b role="status">${t(isGone ? "way.gone" : "way.mark")}</b>` : nothing}
      </div>
      ${this.isAsking && way && !isGone ? html`<div class="way sure" role="alert"><span>${t("way.sure", { to: this.#named(way) })}</span>
        <button type="button" @click=${() => this.#notSure()}>${t("cancel")}</button>
        <button type="button" class="main" @click=${() => this.#say(true)}>${t("way.send")}</button></div>` : nothing}`;
  }

  #texts(offered) {
    const { t } = this;
    if (!offered.length) return html`<p class="none" role="status">${t("texts.none")}</p>`;
    const at = Math.min(this.at, offered.length - 1);
    return html`<ul id="texts" role="listbox" aria-label=${t("texts")}>
        ${repeat(offered, ({ id }) => id, (one, place) => html`<li id=${`x-${place}`} role="option" aria-selected=${place === at} @click=${() => this.#take(one)}>
          <b>${one.id}</b> ${one.language === (this.spoken ?? this.language) ? nothing : html`<small lang="en">${one.language}</small>`}
          <span lang=${one.language} dir="auto">${fill(one.text, this.values).text}</span>
        </li>`)}
      </ul>
      <span class="unseen" role="status">${t("texts.found", { n: offered.length })}</span>`;
  }

  #hint(left, unfilled) {
    const { t } = this;
    if (left < 0) return t("answer.over", { n: -left });
    if (unfilled.length > 0) return t("answer.unfilled", { what: unfilled.map((name) => `{${name}}`).join(", ") });
    if (left < few) return t("answer.left", { n: left });
    if (this.conversation.isNote) return t("note.seen-by");
    return t(this.texts?.length ? "answer.keys.texts" : "answer.keys");
  }
}

customElements.define("desk-answer", AnswerField);
