import { LitElement, html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { dialled } from "./dial.js";
import { pinned } from "./pinned.js";
import { Elsewhere, elsewhere } from "./elsewhere.js";
import { Fetched, filesOf, flaw, isPicture, offered, pasted, size, upload } from "./files.js";
import { Flight } from "./flight.js";
import { Kept, foundBy, subjectOf } from "./kept.js";
import { looks } from "./looks.js";
import { Talk, standing } from "./talk.js";
import { Wire } from "./wire.js";
import { primary, shown, speak } from "./words.js";

/** Characters; the server refuses more. */
const longestText = 4_000;
const answeredWithin = 10_000;
const tryAgainAfter = 2_000;
const mostTries = 4;
/** So long after the last word, opening the window begins a conversation of its own. */
const over = 30 * 60_000;
const typingLasts = 5_000;
const tellTypingEvery = 3_000;
/** A connection that is lost for less is nobody's trouble. */
const offlineAfter = 2_500;
/** How a socket is closed to a site that may not have the chat. */
const foreign = 4003;

const mark = html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M21 12a8 8 0 0 1-8 8H4l1.8-3.2A8 8 0 1 1 21 12Z" /><path d="M9 11h7M9 14h4" /></svg>`;
const cross = html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M6 6l12 12M18 6L6 18" /></svg>`;
const arrow = html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 12h15M13 6l6 6-6 6" /></svg>`;

const clip = html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="m20 11-8.5 8.5a5 5 0 0 1-7-7L13 4a3.5 3.5 0 0 1 5 5l-8.5 8.5a2 2 0 0 1-3-3L14 7" /></svg>`;

const world = {
  connect: (url) => new WebSocket(url),
  later: (work, ms) => setTimeout(work, ms),
  cancel: (it) => clearTimeout(it),
  now: () => Date.now(),
  random: () => Math.random(),
};

/**
 * The round button in the corner of a site, and the window it opens. `settings`: {gateway, socket, language, title}; and where it is the
 * whole page and not a window: {isWhole, visitor}.
 */
export class ChatWindow extends LitElement {
  static properties = {
    settings: { attribute: false },
    isOpen: { state: true }, draft: { state: true }, link: { state: true }, isOffline: { state: true }, isUnsigned: { state: true },
    typist: { state: true }, readUpTo: { state: true }, isQuiet: { state: true }, isOver: { state: true }, limits: { state: true },
  };

  static styles = looks;

  #kept;
  #talk;
  #wire;
  #sentVisitor;
  /** Whether the conversation is to begin, and its beginning was not seen yet. */
  #isToBegin = false;
  #flight = new Flight(world);
  #waits = {};
  #toldTypingAt = 0;
  /** Tokens of the site that were refused in a row. */
  #refusals = 0;
  #toldReadUpTo = 0;
  #upload;
  #fetched = new Fetched(() => this.requestUpdate());
  #elsewhere = new Elsewhere(world, () => this.#followed());

  constructor() {
    super();
    this.isOpen = false;
    this.draft = "";
    this.link = "closed";
    this.isOffline = false;
    this.typist = "";
    this.readUpTo = 0;
    this.isQuiet = true;
    this.isOver = false;
  }

  connectedCallback() {
    super.connectedCallback();
    const { gateway, isWhole, visitor } = this.settings;
    // Who is told each time who they are leaves nothing behind.
    this.#kept ??= isWhole ? new Kept(gateway) : new Kept(gateway, () => localStorage, () => sessionStorage);
    if (visitor) this.#kept.visitor = visitor;
    const { isOpen, draft, unsent } = foundBy(this.#who, this.#kept.tab);
    this.isOpen = isOpen || Boolean(isWhole);
    this.draft = draft;
    this.#talk = new Talk(unsent);
    this.#keepAnew();
    this.#wire = new Wire(this.settings.socket, {
      hello: () => this.#hello(), heard: (message) => this.#heard(message), changed: () => this.#linkChanged(), world,
      gone: [foreign, 4004],
    });
    addEventListener("online", this.#wake);
    addEventListener("pageshow", this.#wake);
    addEventListener("storage", this.#otherTab);
    document.addEventListener("visibilitychange", this.#wake);
    if (this.isOpen || unsent.length > 0 || (this.#secret && this.#kept.isRecent(Date.now()))) this.#wire.wake();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener("online", this.#wake);
    removeEventListener("pageshow", this.#wake);
    removeEventListener("storage", this.#otherTab);
    document.removeEventListener("visibilitychange", this.#wake);
    Object.values(this.#waits).forEach(clearTimeout);
    this.#flight.end();
    this.#upload?.abort();
    this.#fetched.forget();
    this.#elsewhere.close();
    this.#wire.stop();
  }

  get #t() {
    return speak(this.#shown);
  }

  get #shown() {
    return shown([this.settings.language, document.documentElement.lang, ...navigator.languages]);
  }

  /** One timer of a name at a time. */
  #later(name, work, ms) {
    clearTimeout(this.#waits[name]);
    this.#waits[name] = setTimeout(work, ms);
  }

  #wake = () => {
    if (document.visibilityState !== "visible") return;
    if (this.link !== "closed") this.#wire.wake();
    this.#read();
  };

  /** Another page of the site is the same visitor. */
  #otherTab = ({ key, newValue }) => {
    if (this.settings.token || key !== this.#kept.visitorKey || !newValue || newValue === this.#sentVisitor || this.link === "closed") return;
    this.#renew();
  };

  #renew() {
    this.#forget(this.#talk.unsent);
    this.#wire.renew();
  }

  /** What was said is told anew. */
  #forget(unsent) {
    this.#talk = new Talk(unsent);
    this.#flight.end();
    this.readUpTo = 0;
    this.#toldReadUpTo = 0;
    this.typist = "";
  }

  /** Nothing of whoever was here before is shown to the next one, or said as theirs. */
  #handOn(of) {
    const { draft, unsent } = foundBy(this.#who, { of, draft: this.draft, unsent: this.#talk.unsent });
    this.#upload?.abort();
    this.#fetched.forget();
    this.#fetched = new Fetched(() => this.requestUpdate());
    this.draft = draft;
    this.#forget(unsent);
    this.#keepAnew();
  }

  /** Where nothing is kept nothing is to be replaced: the window was never opened. */
  #keepAnew() {
    if (Object.keys(this.#kept.tab).length > 0) this.#keep();
  }

  #hello() {
    this.#sentVisitor = this.#kept.visitor;
    const language = primary(this.settings.language) || primary(document.documentElement.lang) || this.#shown;
    const { token } = this.settings;
    return { ...(token ? { token } : { visitor: this.#sentVisitor }), language, after: this.#talk.after };
  }

  /** What shows who this is: what the site has signed, else what this browser was given. */
  get #secret() {
    return this.settings.token ?? this.#kept.visitor;
  }

  get #who() {
    return subjectOf(this.settings.token);
  }

  /** The site says who its visitor is, or anew because what it signed is over; nothing: nobody it knows. */
  set token(token) {
    const { token: before, ...rest } = this.settings;
    if (before === token) return;
    const isWanted = this.link !== "closed" || this.isUnsigned;
    this.settings = token ? { ...rest, token } : rest;
    this.isUnsigned = false;
    if (this.#talk && subjectOf(before) !== this.#who) this.#handOn(subjectOf(before));
    if (isWanted) this.#renew();
  }

  #linkChanged() {
    this.link = this.#wire.state;
    if (this.link === "open" || this.link === "gone") {
      clearTimeout(this.#waits.offline);
      this.isOffline = false;
      if (this.link === "gone") console.warn(this.#why);
    } else if (!this.isOffline) {
      this.#flight.end();
      this.#later("offline", () => (this.isOffline = true), offlineAfter);
    }
    if (this.link === "open") {
      this.#begin();
      this.#later("quiet", () => (this.isQuiet = false), 600);
      this.#pump();
    }
  }

  /** For whoever runs the site. */
  get #why() {
    const { gateway, socket } = this.settings;
    return this.#wire.code === foreign
      ? `recaller: ${location.origin} is not in channels.${gateway}.origins of the settings; add it there and start the server anew`
      : `recaller: there is no chat "${gateway}" at ${socket}`;
  }

  #begin() {
    if (this.#isToBegin) this.#wire.send("open");
  }

  #heard(message) {
    switch (message.type) {
      case "welcome":
        this.limits = message.files;
        this.#elsewhere.places = message.elsewhere ?? [];
        return message.signed ? this.#welcomedSigned() : this.#welcomed(message.visitor);
      case "message": return this.#told(message);
      case "error": return this.#refused(message);
      case "typing": return this.#types();
      case "link": return this.#elsewhere.came(message);
    }
  }

  #welcomedSigned() {
    this.#refusals = 0;
    if (this.#talk.after === 0) this.#isToBegin ||= this.isOpen;
    this.isQuiet = false;
  }

  /** A page that became somebody while another one did is who the other one is. */
  #welcomed(visitor) {
    if (visitor === this.#sentVisitor) return;
    const kept = this.#kept.visitor;
    if (kept && kept !== this.#sentVisitor) {
      this.#renew();
      return;
    }
    this.#talk = new Talk(this.#talk.unsent);
    this.#kept.visitor = visitor;
    this.#sentVisitor = visitor;
    this.#isToBegin ||= this.isOpen;
    this.isQuiet = false;
  }

  #told(message) {
    const newest = this.#talk.newestFromUs?.seq ?? 0;
    if (!this.#talk.take(message)) return;
    this.#isToBegin = false;
    if (this.#flight.isOf(message.client)) this.#next();
    if (message.from === "me" || message.state !== "read") this.#kept.said(Math.min(Date.now(), Date.parse(message.at) || 0));
    if (message.from === "agent") this.typist = "";
    // What is asked has changed: they answered here, or went on there.
    if (message.from === "flow" && message.seq > newest) this.#elsewhere.close();
    if (message.from !== "me" && message.state === "read") this.readUpTo = Math.max(this.readUpTo, message.seq);
    this.#read();
    this.#keep();
    this.#followed();
  }

  /** The site is asked for another token, not without end; until it has set one nothing can be sent. */
  #notSigned() {
    this.isUnsigned = true;
    this.#wire.stop();
    if (++this.#refusals > mostTries) return;
    this.dispatchEvent(new CustomEvent("recaller-token", { bubbles: true }));
  }

  #refused({ problem, client }) {
    if (problem === "bad-token") return this.#notSigned();
    if (problem === "no-link") return this.#elsewhere.refused();
    if (!client && problem === "unavailable") this.#later("begin", () => this.#begin(), 2 * tryAgainAfter);
    const own = this.#talk.unsent.find((each) => each.client === client);
    if (!own) return;
    own.tries = (own.tries ?? 0) + 1;
    this.#talk.refused(client, problem, own.tries >= mostTries);
    this.#flight.after(client, own.isFailed ? 0 : tryAgainAfter * 2 ** (own.tries - 1), () => this.#next());
    this.#keep();
    this.requestUpdate();
  }

  #types() {
    this.typist = this.#talk.newestFromUs?.name ?? this.#t("somebody");
    this.#later("typing", () => (this.typist = ""), typingLasts);
  }

  #next() {
    this.#flight.end();
    this.#pump();
  }

  /** Sends what is next, one at a time; what is not confirmed in time is sent again. */
  #pump() {
    const own = this.#talk.next;
    if (!own || !this.#flight.isEmpty || !this.#wire.isOpen) return;
    const { client, key, text, file } = own;
    this.#flight.begin(client);
    if (file) return this.#uploads(own);
    if (key) this.#wire.send("press", { client, key });
    else this.#wire.send("say", { client, text });
    this.#flight.after(client, answeredWithin, () => this.#next());
  }

  /** Beside the socket; that it is there is told over it. What is being sent may be given up. */
  #uploads(own) {
    const { client } = own;
    this.#upload?.abort();
    this.#upload = upload(this.#filesAt, this.#secret, own, {
      told: (progress) => {
        own.progress = progress;
        this.requestUpdate();
      },
      done: () => this.#flight.after(client, answeredWithin, () => this.#refused({ problem: "unavailable", client })),
      refused: (problem) => this.#refused({ problem, client }),
    });
  }

  #giveUp({ client }) {
    if (this.#flight.isOf(client)) {
      this.#upload?.abort();
      this.#flight.end();
    }
    this.#talk.withdraw(client);
    this.#keep();
    this.requestUpdate();
    this.#pump();
    this.#field.focus();
  }

  get #filesAt() {
    const url = new URL("files", this.settings.socket);
    url.protocol = url.protocol === "wss:" ? "https:" : "http:";
    return url.href;
  }

  #attach(files) {
    for (const file of files) {
      const problem = flaw(file, this.limits);
      this.#add({ text: "", file, ...(problem && { problem, isFailed: true }) });
    }
  }

  #onChosen({ target }) {
    this.#attach([...target.files]);
    target.value = "";
    this.#field.focus();
  }

  #onPaste(event) {
    const files = pasted(event.clipboardData);
    if (files.length === 0 || !this.limits?.accept) return;
    event.preventDefault();
    this.#attach(files);
  }

  #onDrag(event) {
    if (!this.limits?.accept || ![...event.dataTransfer.types].includes("Files")) return;
    event.preventDefault();
    this.isOver = event.type === "dragover";
    if (event.type === "drop") this.#attach(filesOf(event.dataTransfer));
  }

  async #save(file) {
    const address = await this.#fetched.get(this.#filesAt, this.#secret, file.id, true);
    if (!address) return;
    const link = document.createElement("a");
    link.href = address;
    link.download = file.name;
    link.click();
  }

  /** Says that what came from us was seen. */
  #read() {
    const newest = this.#talk.newestFromUs;
    if (!newest || !this.isOpen || document.visibilityState !== "visible") return;
    this.readUpTo = Math.max(this.readUpTo, newest.seq);
    if (newest.state !== "read" && newest.seq > this.#toldReadUpTo && this.#wire.send("read", { seq: newest.seq })) {
      this.#toldReadUpTo = newest.seq;
    }
  }

  /** A link is made when somebody wants it. */
  #goOn(to) {
    if (this.#elsewhere.press(to) && !this.#wire.send("go-on", { to })) this.#elsewhere.refused();
  }

  #keep() {
    this.#kept.tab = { of: this.#who, isOpen: this.isOpen, draft: this.draft, unsent: this.#talk.kept };
  }

  #add(own) {
    this.#talk.add({ ...own, client: uuid(), at: new Date().toISOString() });
    this.#kept.said(Date.now());
    this.#keep();
    this.#wire.wake();
    this.#pump();
    this.#followed(true);
  }

  #say() {
    const text = this.draft.trim();
    if (!text) return;
    this.draft = "";
    this.#add({ text });
  }

  #press({ key, label }) {
    this.#add({ key, text: label });
    this.#field.focus();
  }

  /** What cannot be sent as it is goes back to where it was written. */
  #again(own) {
    if (own.problem === "too-long") {
      this.draft = this.#talk.withdraw(own.client).text;
    } else {
      own.tries = 0;
      this.#talk.again(own.client);
      this.#pump();
    }
    this.#keep();
    this.requestUpdate();
    this.#field.focus();
  }

  /** Shows the newest, unless the reader is further up. */
  #followed(always = false) {
    const log = this.renderRoot.querySelector(".log");
    const isAtEnd = always || !log || log.scrollHeight - log.scrollTop - log.clientHeight < 60;
    this.requestUpdate();
    if (isAtEnd) this.updateComplete.then(() => this.#toEnd());
  }

  #toEnd() {
    const log = this.renderRoot.querySelector(".log");
    if (log) log.scrollTop = log.scrollHeight;
  }

  async #open() {
    const { visitor } = this.#kept;
    this.#isToBegin = !visitor || !this.#kept.isWithin(over, Date.now());
    this.isOpen = true;
    this.#keep();
    this.#begin();
    this.#wire.wake();
    this.#read();
    await this.updateComplete;
    this.#toEnd();
    // On a phone the keyboard would hide what is to be read first.
    (matchMedia("(pointer: coarse)").matches ? this.renderRoot.querySelector(".frame") : this.#field).focus();
  }

  async #close() {
    this.isOpen = false;
    this.#elsewhere.close();
    this.#keep();
    await this.updateComplete;
    this.renderRoot.querySelector(".bubble").focus();
  }

  get #field() {
    return this.renderRoot.querySelector("textarea");
  }

  #onKey(event) {
    if (this.settings.isWhole) return;
    if (event.key === "Escape" && !event.isComposing) {
      event.stopPropagation();
      this.#close();
    } else if (event.key === "Tab") {
      this.#stayInside(event);
    }
  }

  /** Over the whole of a small screen there is nothing else to go to. */
  #stayInside(event) {
    const frame = this.renderRoot.querySelector(".frame");
    if (getComputedStyle(frame).position !== "fixed") return;
    const stops = [...frame.querySelectorAll("button:not(:disabled), a[href], textarea, .log")];
    const [first, last] = [stops[0], stops.at(-1)];
    const at = this.renderRoot.activeElement;
    if (event.shiftKey ? at === first || at === frame : at === last) {
      event.preventDefault();
      (event.shiftKey ? last : first).focus();
    }
  }

  #onWriteKey(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    this.#say();
  }

  #onWrite({ target }) {
    this.draft = target.value;
    this.#keep();
    const now = Date.now();
    if (this.#talk.isWithPerson && now - this.#toldTypingAt > tellTypingEvery && this.#wire.send("typing")) this.#toldTypingAt = now;
  }

  updated() {
    const field = this.#field;
    if (!field || !this.isOpen) return;
    field.style.height = "auto";
    if (field.value) field.style.height = `${field.scrollHeight + 2}px`;
  }

  render() {
    const t = this.#t;
    const unread = this.isOpen ? 0 : this.#talk.unread(this.readUpTo);
    const label = this.isOpen ? t("close") : unread ? t("open.unread", { n: unread }) : t("open");
    const title = this.settings.title || t("title");
    const { isWhole } = this.settings;
    return html`<aside role=${isWhole ? "none" : nothing} aria-label=${isWhole ? nothing : title} lang=${this.#shown}>
      <div class="frame ${this.isOver ? "over" : ""}" data-drop=${t("drop")} @dragover=${this.#onDrag} @dragleave=${() => (this.isOver = false)} @drop=${this.#onDrag}
        id="frame" role=${isWhole ? "group" : "dialog"} aria-label=${title} tabindex="-1" ?hidden=${!this.isOpen} @keydown=${this.#onKey}>
        ${isWhole ? nothing : html`<header>
          <h2>${title}</h2>
          <button class="close" type="button" aria-label=${t("close")} @click=${this.#close}>${cross}</button>
        </header>`}
        <p class="status" role="status" ?hidden=${!this.#status(t)}>${this.#status(t)}</p>
        ${elsewhere(t, this.#elsewhere, { press: (to) => this.#goOn(to), time: (at) => new Intl.DateTimeFormat(this.#shown, { hour: "2-digit", minute: "2-digit" }).format(new Date(at)) })}
        <div class="log" role="log" aria-live=${this.isQuiet ? "off" : "polite"} aria-relevant="additions" aria-label=${t("log")} tabindex="0">
          ${repeat(this.#talk.shown, ({ client, seq }) => client ?? seq, (each, i) => this.#message(t, each, i))}
        </div>
        <p class="typing" role="status" ?hidden=${!this.typist}>${this.typist && t("typing", { who: this.typist })}</p>
        ${this.#answers(t)}
        <form @paste=${this.#onPaste} @submit=${(event) => { event.preventDefault(); this.#say(); this.#field.focus(); }}>
          <textarea rows="1" maxlength=${longestText} aria-label=${t("write")} placeholder=${t("write")} aria-describedby="keys" dir="auto" enterkeyhint="send"
            .value=${this.draft} @input=${this.#onWrite} @keydown=${this.#onWriteKey}></textarea>
          <span class="unseen" id="keys">${t("keys")}</span>
          ${this.#clip(t)}
          <button class="send" aria-label=${t("send")} ?disabled=${!this.draft.trim()}>${arrow}</button>
        </form>
      </div>
      ${isWhole ? nothing : html`<button class="bubble" type="button" aria-label=${label} aria-expanded=${this.isOpen} aria-controls="frame"
        @click=${() => (this.isOpen ? this.#close() : this.#open())}>
        ${this.isOpen ? cross : mark}${unread ? html`<span class="count" aria-hidden="true">${unread > 99 ? "99+" : unread}</span>` : nothing}
      </button>`}
    </aside>`;
  }

  #clip(t) {
    if (!this.limits?.accept) return nothing;
    return html`<input type="file" hidden multiple accept=${offered(this.limits.accept)} @change=${this.#onChosen}>
      <button class="clip" type="button" aria-label=${t("attach")} title=${t("attach")} @click=${() => this.renderRoot.querySelector("input").click()}>${clip}</button>`;
  }

  #status(t) {
    if (this.link === "gone") return t(this.#wire.code === foreign ? "foreign" : "gone");
    if (this.isUnsigned) return t("unsigned");
    if (this.isOffline) return t("offline");
    return this.link === "connecting" && this.#talk.messages.length === 0 ? t("connecting") : "";
  }

  #answers(t) {
    const buttons = this.#talk.buttons;
    if (buttons.length === 0) return nothing;
    return html`<div class="answers" role="group" aria-label=${t("answers")}>
      ${buttons.map((each) => html`<button type="button" dir="auto" ?disabled=${this.#talk.isAnswering} @click=${() => this.#press(each)}>${each.label}</button>`)}
    </div>`;
  }

  #message(t, each, index) {
    const isMe = each.seq === undefined || each.from === "me";
    const who = isMe ? t("me") : (each.name ?? (each.from === "agent" ? t("somebody") : t("menu")));
    const { words, call } = isMe || each.from === "agent" ? { words: each.text } : dialled(each.text);
    return html`<div class="said ${isMe ? "me" : each.from === "agent" ? "agent" : "flow"}">
      ${words ? html`<p class="text" dir="auto"><span class="unseen">${who}: </span>${isMe || each.from === "agent" ? words : this.#linked(words)}</p>` : html`<span class="unseen">${who}: </span>`}
      ${call ? html`<a class="dial" href=${call}>${t("dial")}</a>` : nothing}
      ${this.#files(t, each)}
      <p class="by">${each.from === "agent" ? html`<span aria-hidden="true">${who}</span>` : nothing}${this.#time(each.at)}${isMe ? this.#stands(t, each, index) : nothing}</p>
    </div>`;
  }

  /** Whoever follows it comes back here. */
  #linked(words) {
    const found = pinned(words);
    return found ? html`${found.before}<a href=${found.url} target="_blank" rel="noopener noreferrer">${found.url}</a>${found.after}` : words;
  }

  #files(t, { files = [], file, progress = 0, isFailed }) {
    if (file) {
      return html`<p class="text" dir="auto">${file.name}<br /><small>${size(file.size, this.#shown)}</small>
        ${isFailed ? nothing : html`<progress max="1" value=${progress} aria-label=${file.name}></progress>`}</p>`;
    }
    return files.length === 0 ? nothing : html`<ul class="files">${files.map((each) => html`<li>${this.#file(t, each)}</li>`)}</ul>`;
  }

  #file(t, file) {
    const address = this.#fetched.address(file.id);
    const name = t("save", { name: file.name, size: size(file.size, this.#shown) });
    if (isPicture(file) && address === undefined && this.isOpen) this.#fetched.get(this.#filesAt, this.#secret, file.id);
    return isPicture(file) && address
      ? html`<button class="picture" type="button" aria-label=${name} title=${name} @click=${() => this.#save(file)}><img src=${address} alt=${t("picture", { name: file.name })} @load=${() => this.#followed()} /></button>`
      : html`<button type="button" dir="auto" title=${name} @click=${() => this.#save(file)}>${file.name} <small>${address === null ? t("file.failed", { name: file.name }) : size(file.size, this.#shown)}</small></button>`;
  }

  /** Of one's own messages the last says how it stands, and whichever is not there yet. */
  #stands(t, own, index) {
    const stands = standing(own);
    if (stands === "failed") {
      const most = this.limits ? size(this.limits.largest, this.#shown) : "";
      const words = t(`failed.${own.problem}`, { most });
      return html`<span class="failed">${words === `failed.${own.problem}` ? t("failed") : words}</span>
        ${own.problem?.startsWith("file-") ? nothing : html`<button type="button" @click=${() => this.#again(own)}>${t("again")}</button>`}
        ${own.file ? html`<button type="button" @click=${() => this.#giveUp(own)}>${t("remove")}</button>` : nothing}`;
    }
    const isNewestOwn = !this.#talk.shown.slice(index + 1).some(({ seq, from }) => seq === undefined || from === "me");
    const isGoing = stands === "sending" && own.file;
    return html`${stands === "sending" || isNewestOwn ? html`<span>${t(stands)}</span>` : nothing}
      ${isGoing ? html`<button type="button" @click=${() => this.#giveUp(own)}>${t("cancel")}</button>` : nothing}`;
  }

  #time(at) {
    const when = new Date(at);
    if (Number.isNaN(when.getTime())) return nothing;
    const isToday = when.toDateString() === new Date().toDateString();
    const form = isToday ? { hour: "2-digit", minute: "2-digit" } : { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" };
    return html`<time datetime=${when.toISOString()}>${new Intl.DateTimeFormat(this.#shown, form).format(when)}</time>`;
  }
}

/** `crypto.randomUUID` is there over TLS only. */
function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
