import { LitElement, css, html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import "./answer-field.js";
import { called, fill } from "./canned-texts.js";
import { fitting, isChoices, isOpening, windowLeft } from "./conversation.js";
import "./files.js";
import { icon } from "./icons.js";
import "./search-pane.js";
import { shared } from "./style.js";
import { clock, date, exact, longClock, timeOfDay } from "./times.js";
import { filesOf } from "./transfer.js";

/** Milliseconds after which a customer without an answer stands out, where nothing says by when there should be one. */
const late = 120_000;
/** Milliseconds before the end of the time to answer from which on it stands out. */
const soonOver = 3_600_000;
/** Pixels from the end of the messages within which the newest is followed. */
const near = 60;

/**
 * What is written with one customer, and the field to answer in. Fires "draft", "say" and "again" when something is to be
 * kept or sent, and "close-conversation".
 */
class ConversationPane extends LitElement {
  static properties = {
    assignment: {}, conversation: {}, version: {}, channel: {}, customer: {}, me: {}, unanswered: {}, due: {}, given: {}, texts: {}, values: {}, fields: {}, spoken: {}, found: {}, mayLookEverywhere: { type: Boolean }, isOver: { type: Boolean }, isShown: { type: Boolean }, isOnline: { type: Boolean },
    t: {}, language: {}, now: {}, isClosing: { state: true }, isSearching: { state: true }, isBehind: { state: true }, chosenTemplate: { state: true }, fillings: { state: true },
  };

  static styles = [
    shared,
    css`
      :host { display: flex; min-height: 0; }
      :host([hidden]) { display: none; }
      section { display: flex; flex-direction: column; flex: 1; min-width: 0; min-height: 0; overflow: hidden; position: relative; }
      .head { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 10px; padding: 10px 16px; border-bottom: 1px solid var(--line); }
      .head svg { color: var(--accent); }
      h2 { margin: 0; font-size: 15px; color: var(--ink); flex: 1 1 120px; min-width: 0; overflow-wrap: anywhere; }
      .unanswered { font-weight: 550; color: var(--soft); }
      .unanswered.late { padding: 2px 8px; border-radius: 10px; background: var(--warm-wash); color: var(--warm); }
      .unanswered.late.over { background: var(--bad-wash); color: var(--bad); }
      [role="log"] { flex: 1; min-height: 0; overflow-y: auto; padding: 12px 16px; display: flex; flex-direction: column; gap: 10px; overscroll-behavior: contain; }
      [role="log"]:focus-visible { outline-offset: -3px; }
      [role="log"] > :first-child { margin-top: auto; }
      .none, .day { text-align: center; color: var(--soft); font-size: 13px; }
      .message { max-width: 86%; align-self: flex-start; }
      .message.agent { align-self: flex-end; }
      .said { padding: 8px 12px; border-radius: 12px; background: var(--sunken); border: 1px solid var(--line); white-space: pre-wrap; overflow-wrap: anywhere; }
      .agent .said { background: var(--accent-wash); border-color: transparent; }
      .flow .said { background: none; border-style: dashed; color: var(--soft); }
      .message.note { align-self: stretch; max-width: none; padding-left: 10px; border-left: 3px solid var(--warm); }
      .note .said { background: var(--warm-wash); border: 1px dashed var(--warm); border-radius: 4px; }
      .note .by em { font-style: normal; font-weight: 650; color: var(--warm); }
      .by { display: flex; flex-wrap: wrap; gap: 0 8px; align-items: baseline; font-size: 12px; color: var(--soft); margin-bottom: 2px; }
      .by .way { font-style: normal; font-weight: 600; color: var(--warm); }
      .by b { font-weight: 600; color: var(--ink); }
      .agent .by { justify-content: flex-end; }
      .state { font-size: 12px; color: var(--soft); margin-top: 2px; text-align: right; }
      .bad { color: var(--bad); font-weight: 550; }
      .state button { min-height: 26px; padding: 0 8px; font-size: 12px; margin-left: 6px; }
      .down { position: absolute; left: 50%; transform: translateX(-50%); bottom: calc(100% + 8px); box-shadow: var(--shadow); }
      .message:focus { outline: 2px solid var(--focus); outline-offset: 4px; border-radius: 6px; }
      .typing { margin: 0; padding: 2px 16px; font-size: 13px; color: var(--soft); }
      .typing:empty { padding: 0; }
      .window { padding: 8px 16px; font-size: 13px; color: var(--soft); border-top: 1px solid var(--line); }
      .window.soon { color: var(--warm); background: var(--warm-wash); font-weight: 550; }
      .window.over { display: flex; flex-wrap: wrap; gap: 6px 10px; align-items: center; color: var(--bad); background: var(--bad-wash); font-weight: 550; }
      .window select, .window input { height: 34px; padding: 0 10px; font: inherit; color: var(--ink); border: 1px solid var(--line-strong); border-radius: 8px; background: var(--surface); }
      .window select { flex: 1 1 100%; min-width: 0; max-width: 100%; text-overflow: ellipsis; }
      .window label { display: flex; flex: 1 1 20ch; flex-direction: column; gap: 3px; font-size: 12px; color: var(--soft); font-weight: 550; }
      .window input { width: 100%; box-sizing: border-box; font-size: 13px; font-weight: 450; }
      .window q { padding: 8px 12px; border-radius: 12px; background: var(--surface); border: 1px dashed var(--line-strong); quotes: none; }
      .window q { flex: 1 1 100%; color: var(--ink); font-weight: 450; overflow-wrap: anywhere; }
      desk-answer { flex: none; }
      .left { flex: none; padding: 0 16px; }
      p.over { padding: 12px 16px; border-top: 1px solid var(--line); color: var(--soft); }
      @media (max-width: 560px) { .head, [role="log"] { padding-left: 12px; padding-right: 12px; } .message { max-width: 94%; } }
    `,
  ];

  #attach = document.createElement("desk-attach");

  async focus() {
    await this.updateComplete;
    (this.renderRoot.querySelector("desk-answer") ?? this.renderRoot.querySelector("[role=log]"))?.focus();
  }

  /** Whether something is being written: then no other contact takes its place unasked. */
  get isBegun() {
    return this.conversation.draft.trim() !== "";
  }

  /** The newest is followed, unless the reader has gone back to what was before. */
  willUpdate(changed) {
    if (changed.has("assignment")) this.chosenTemplate = this.fillings = undefined;
    const log = this.renderRoot?.querySelector("[role=log]");
    this.isFollowing = !log || log.scrollHeight - log.scrollTop - log.clientHeight < near;
  }

  updated(changed) {
    if (changed.has("isOver")) this.isClosing = false;
    if (this.isShown && (changed.has("isShown") || changed.has("isOver"))) this.#toNewest();
    if (!changed.has("version")) return;
    const last = this.conversation.messages.at(-1)?.seq;
    const isMine = this.conversation.waiting.length > (this.waited ?? 0);
    if (this.isFollowing || isMine) this.#toNewest();
    else if (last !== this.newest) this.isBehind = true;
    this.newest = last;
    this.waited = this.conversation.waiting.length;
  }

  #toNewest() {
    const log = this.renderRoot.querySelector("[role=log]");
    log.scrollTop = log.scrollHeight;
    this.isBehind = false;
  }

  #fire(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  #dragged(event) {
    if ([...event.dataTransfer.types].includes("Files")) event.preventDefault();
  }

  /** Files that are pasted or dropped are sent, but no customer gets them by a note; words are for the field. */
  #dropped(event) {
    const files = filesOf(event);
    if (files.length === 0) return;
    event.preventDefault();
    if (!this.conversation.isNote && !this.conversation.way) this.#attach.add(files);
  }

  /** A picture has its height only once it is there. */
  #grown() {
    if (this.isFollowing) this.#toNewest();
  }

  #again(client) {
    this.conversation.again(client);
    this.#fire("again");
    this.requestUpdate();
  }

  #edit(client) {
    this.conversation.edit(client);
    this.#fire("draft");
    this.requestUpdate();
    this.focus();
  }

  /** The same words once more, as another message: that one has failed for good. */
  #repeat(one) {
    this.conversation.repeat(one, new Date(this.now).toISOString());
    this.#fire("say");
    this.requestUpdate();
  }

  async #close() {
    if (!this.conversation.isUnsent || this.isClosing) return this.#fire("close-conversation");
    this.isClosing = true;
    await this.updateComplete;
    this.renderRoot.querySelector(".sure button")?.focus();
  }

  render() {
    const { t } = this;
    return html`<section class="panel" aria-labelledby="title">
      <div class="head">
        ${icon(this.channel)} <h2 id="title">${t("conversation.with", { who: this.customer })} <span class="unseen">${t(`channel.${this.channel}`)}</span></h2>
        ${this.isOver ? nothing : this.#timer()}
        <button type="button" class="quiet" aria-expanded=${!!this.isSearching} @click=${() => this.#search(!this.isSearching)}>${t("search")}</button>
        ${this.isOver ? nothing : html`<button type="button" ?disabled=${!this.isOnline} @click=${() => this.#close()}>${t("close-conversation")}</button>`}
      </div>
      ${this.isClosing && !this.isOver ? this.#sure() : nothing}
      ${this.isSearching ? this.#searchPane() : nothing}
      <div role="log" aria-label=${t("conversation")} tabindex="0" @scroll=${this.#scrolled}>${this.#messages()}</div>
      ${this.isOver ? html`<div class="left">${this.#files()}</div><p class="over">${this.given ? t("conversation.given", { who: this.given }) : t("conversation.over")}</p>` : this.#field()}
    </section>`;
  }

  async #search(isSearching) {
    this.isSearching = isSearching;
    await this.updateComplete;
    if (isSearching) this.renderRoot.querySelector("desk-search")?.focus();
    else this.focus();
  }

  #searchPane() {
    return html`<desk-search .found=${this.found} .here=${new Set(this.conversation.messages.map(({ seq }) => seq))} .customer=${this.customer} .me=${this.me} ?mayLookEverywhere=${this.mayLookEverywhere}
      ?isOnline=${this.isOnline} .t=${this.t} .language=${this.language} .now=${this.now} @search=${({ detail }) => this.#fire("search", detail)}
      @show=${({ detail }) => this.#point(detail)} @close=${() => this.#search(false)}></desk-search>`;
  }

  /** To the place of a message, which stands out for a while. */
  #point(seq) {
    const message = this.renderRoot.querySelector(`[data-seq="${seq}"]`);
    if (!message) return;
    message.scrollIntoView({ block: "center" });
    message.focus();
  }

  /** Until when the channel lets the customer be answered, before anything is written; and what may be sent after that. */
  #window() {
    const { t, conversation } = this;
    if (conversation.isStopped) return html`<p class="window over" role="status">${t("window.stopped")}</p>`;
    const left = windowLeft(conversation.window, this.now);
    if (left === undefined) return this.#session();
    if (left > 0) {
      const isSoon = left < soonOver;
      return html`<p class="window ${isSoon ? "soon" : ""}">${t("window.open", { channel: t(`channel.${this.channel}`), t: longClock(left, t) })}</p>`;
    }
    const { templates } = conversation.window;
    return html`<div class="window over"><span role="status">${t(templates.length > 0 ? "window.template" : "window.over")}</span>${templates.length > 0 ? this.#templates(templates) : nothing}</div>`;
  }

  /** Where what goes out after a time is paid for by itself, but goes out. */
  #session() {
    const { t, conversation } = this;
    if (!conversation.freeUntil) return nothing;
    const left = windowLeft({ until: conversation.freeUntil }, this.now);
    return left > 0
      ? html`<p class="window ${left < soonOver ? "soon" : ""}">${t("session.open", { channel: t(`channel.${this.channel}`), t: longClock(left, t) })}</p>`
      : html`<p class="window soon" role="status">${t("session.over")}</p>`;
  }

  /** Which of them, filled in with what the card says; what it does not say the agent does. */
  #templates(templates) {
    const { t } = this;
    const chosen = templates.find(({ id }) => id === this.chosenTemplate) ?? templates[0];
    const values = { ...this.values, ...this.fillings };
    const fitted = Object.fromEntries(chosen.fields.map((name) => [name, fitting(values[name])]));
    const filled = fill(chosen.text, fitted);
    return html`${templates.length > 1 ? html`<select aria-label=${t("window.which")} @change=${({ target }) => (this.chosenTemplate = target.value)}>
        ${templates.map(({ id, text }) => html`<option value=${id} ?selected=${id === chosen.id}>${text}</option>`)}</select>` : nothing}
      ${chosen.fields.map((name) => html`<label>${called(name, this.fields, t, this.language)} <input dir="auto" maxlength="200" .value=${fitting(values[name])} @input=${({ target }) => (this.fillings = { ...this.fillings, [name]: target.value })} /></label>`)}
      <q dir="auto">${filled.text}</q>
      <button type="button" ?disabled=${!this.isOnline || filled.blanks.length > 0} @click=${() => this.#template({ id: chosen.id, text: filled.text, values: fitted })}>${t("window.send")}</button>`;
  }

  #typing() {
    const isTyping = (this.conversation.typingUntil ?? 0) > this.now;
    return html`<p class="typing" role="status">${isTyping ? this.t("typing", { who: this.customer }) : ""}</p>`;
  }

  #template(filled) {
    this.conversation.template(filled, new Date(this.now).toISOString());
    this.fillings = {};
    this.#fire("say");
    this.requestUpdate();
  }

  #scrolled = ({ target }) => {
    if (target.scrollHeight - target.scrollTop - target.clientHeight < near) this.isBehind = false;
  };

  /** How long the customer has no answer, and by when there should be one. */
  #timer() {
    const { t, due } = this;
    if (!this.unanswered) return nothing;
    const waits = this.now - Date.parse(this.unanswered);
    const isLate = due ? due.how !== "in-time" : waits >= late;
    const words = t("unanswered", { t: clock(waits) });
    return html`<span class="unanswered ${isLate ? "late" : ""} ${due?.how === "late" ? "over" : ""}" title=${words}>${due ? t(`due.${due.how}`, { t: clock(Math.abs(due.left)) }) : words}</span>
      <span class="unseen" role="status">${due && due.how !== "in-time" ? t(`due.told.${due.how}`, { who: this.customer }) : ""}</span>`;
  }

  #sure() {
    const { t } = this;
    return html`<div class="head sure" role="alert">
      <span class="bad">${t("close-conversation.unsent")}</span>
      <button type="button" @click=${() => (this.isClosing = false)}>${t("cancel")}</button>
      <button type="button" @click=${() => this.#close()}>${t("close-conversation.anyway")}</button>
    </div>`;
  }

  #messages() {
    const { entries, waiting } = this.conversation;
    if (entries.length + waiting.length === 0) return html`<p class="none">${this.t("conversation.none")}</p>`;
    let day;
    return html`
      ${repeat(entries, ({ key }) => key, (one) => {
        const isOther = day !== (day = date(one.at, this.now, this.language));
        return html`${isOther ? html`<p class="day">${day}</p>` : nothing}${one.from === "note" ? this.#note(one) : this.#message(one)}`;
      })}
      ${repeat(waiting, ({ client }) => client, (one) => this.#waiting(one))}`;
  }

  /** For colleagues: it looks like nothing that the customer has read. */
  #note({ name, at, text }) {
    return html`<div class="message note">
      ${this.#by(html`<em>${this.t("note")}</em> ${name === this.me ? this.t("said.you") : name}`, at)}
      <div class="said" dir="auto">${text}</div>
    </div>`;
  }

  /** The chat was opened: nothing was said yet. */
  #opened(one) {
    return html`<p class="day" data-seq=${one.seq} tabindex="-1">${this.t("said.opened", { who: this.customer, t: timeOfDay(one.at) })}</p>`;
  }

  #message(one) {
    if (isOpening(one)) return this.#opened(one);
    return html`<div class="message ${one.from}" data-seq=${one.seq} tabindex="-1">
      ${this.#by(this.#who(one), one.at, one.way)}
      ${one.text || isChoices(one) ? html`<div class="said" dir="auto">${one.text || this.t("said.choices")}</div>` : nothing}
      ${one.files ? html`<desk-files .assignment=${this.assignment} .files=${one.files} .t=${this.t} .language=${this.language} @load=${this.#grown}></desk-files>` : nothing}
      ${one.from === "customer" ? nothing : this.#state(one)}
    </div>`;
  }

  #who({ from, name }) {
    if (from === "customer") return this.customer;
    if (from === "flow") return this.t("said.menu");
    return name === this.me ? this.t("said.you") : (name ?? this.t("said.agent"));
  }

  /** @param way another channel by which it went out */
  #by(name, at, way) {
    return html`<p class="by"><b>${name}</b> ${way ? html`<em class="way">${this.t("way.sent", { channel: this.#channelOf(way) })}</em> ` : nothing}<time datetime=${at} title=${exact(at, this.now, this.language)}>${timeOfDay(at)}</time></p>`;
  }

  #channelOf(way) {
    const known = this.conversation.ways.find(({ id }) => id === way);
    return known ? this.t(`channel.${known.channel}`) : this.t("way.unknown");
  }

  #state(one) {
    const { t } = this;
    if (one.state !== "failed") return html`<p class="state">${t(`message.${one.state}`, {}, one.state)}</p>`;
    const why = one.reason ? t(`failed.${one.reason}`, {}, one.reason) : t("failed.unknown");
    return html`<p class="state"><span class="bad">${t("message.failed", { why })}</span>
      ${one.from === "agent" && one.text && !this.isOver ? html`<button type="button" @click=${() => this.#repeat(one)}>${t("send-again")}</button>` : nothing}</p>`;
  }

  #waiting(one) {
    const { t } = this;
    return html`<div class="message ${one.isNote ? "note" : "agent"}">
      ${this.#by(one.isNote ? html`<em>${t("note")}</em> ${t("said.you")}` : t("said.you"), one.at, one.way)}
      <div class="said" dir="auto">${one.text}</div>
      <p class="state">${one.problem ? this.#refused(one) : t(this.isOnline ? "message.sending" : "message.kept")}</p>
    </div>`;
  }

  #refused({ client, problem }) {
    const { t } = this;
    const words = html`<span class="bad">${t(`message.${problem}`, {}, t("message.not-now"))}</span>`;
    if (this.isOver) return words;
    return html`${words}
      <button type="button" @click=${() => this.#again(client)}>${t("send-again")}</button>
      <button type="button" @click=${() => this.#edit(client)}>${t("edit")}</button>`;
  }

  #field() {
    const { t, conversation } = this;
    return html`${this.#typing()}${this.#window()}<desk-answer .conversation=${conversation} .channel=${this.channel} .version=${this.version} .customer=${this.customer} .texts=${this.texts} .values=${this.values} .spoken=${this.spoken} ?isShut=${conversation.isStopped || windowLeft(conversation.window, this.now) <= 0}
      .t=${t} .language=${this.language} .now=${this.now} @draft=${() => this.#passOn("draft")} @say=${() => this.#passOn("say")}
      @paste=${this.#dropped} @dragover=${this.#dragged} @drop=${this.#dropped}>
      ${this.isBehind ? html`<button type="button" class="down" @click=${() => this.#toNewest()}>${t("to-newest")} ↓</button>` : nothing}
      ${this.#files()}
    </desk-answer>`;
  }

  /** The same element wherever it stands: what is on its way is seen, and can be cancelled, in a note and after the end. */
  #files() {
    const { assignment, t, language, isOver, conversation } = this;
    return Object.assign(this.#attach, { slot: "files", assignment, t, language, isShut: isOver || !!conversation.isStopped || !!conversation.isNote || !!conversation.way });
  }

  #passOn(name) {
    this.#fire(name);
    this.requestUpdate();
  }
}

customElements.define("desk-conversation", ConversationPane);
