// The page beside a call: shows what the call asks, and answers it; docs/companion.md has the protocol.
import { LitElement, html, nothing } from "lit";
import { ChatWindow } from "../widget/window.js";
import { Wire } from "../widget/wire.js";
import { shown } from "../widget/words.js";
import { Course } from "./course.js";
import { flaw } from "./fields.js";
import "./handing.js";
import { looks } from "./looks.js";
import { exchange, isForNow } from "./token.js";
import * as view from "./views.js";
import { speak } from "./words.js";

/** Milliseconds. */
const answeredWithin = 8_000;
const tryAgainAfter = 1_000;
const mostTries = 5;
const tellTypingEvery = 20_000;
const typingLasts = 90_000;
/** Whoever goes to the button beside the field has not gone. */
const leftAfter = 400;
const offlineAfter = 2_500;
/** Close codes after which coming again is in vain, and what is said of them. */
const closed = { 4001: "closed", 4002: "replaced", 4003: "left", 4004: "over" };

const world = {
  connect: (url) => new WebSocket(url),
  later: (work, ms) => setTimeout(work, ms),
  cancel: (it) => clearTimeout(it),
  now: () => Date.now(),
  random: () => Math.random(),
};

const socketAt = (path) => `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${path}`;

export class CompanionPage extends LitElement {
  static properties = {
    stage: { state: true }, problem: { state: true }, call: { state: true }, isOffline: { state: true }, note: { state: true },
    wrong: { state: true }, isShown: { state: true }, isLeaving: { state: true },
  };

  static styles = looks;

  #course = new Course();
  #wire = new Wire(socketAt("/c/live"), {
    greeted: ({ type }) => type === "turn" || type === "chat", gone: Object.keys(closed).map(Number),
    heard: (message) => this.#heard(message), changed: () => this.#linkChanged(), world,
  });
  #token = "";
  #chat;
  /** What was begun to be written, by the field's name. */
  #drafts = new Map();
  #waits = {};
  #isTyping = false;
  #typedAt = 0;

  constructor() {
    super();
    this.stage = this.note = this.wrong = this.problem = "";
    this.isOffline = this.isShown = this.isLeaving = false;
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener("online", this.#wake);
    addEventListener("pageshow", this.#wake);
    addEventListener("hashchange", this.#begin);
    document.addEventListener("visibilitychange", this.#wake);
    this.#begin();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener("online", this.#wake);
    removeEventListener("pageshow", this.#wake);
    removeEventListener("hashchange", this.#begin);
    document.removeEventListener("visibilitychange", this.#wake);
    Object.values(this.#waits).forEach(clearTimeout);
    this.#wire.stop();
  }

  /** With a token it waits to be pressed: programs that look at links press nothing. */
  #begin = () => {
    const token = location.hash.slice(1);
    if (!token && this.stage) return;
    this.#token = token;
    this.problem = "";
    if (token) this.stage = "gate";
    else this.#join();
  };

  /** By the cookie, whatever was before: a reload, sleep, another server. */
  #join() {
    this.stage = "joining";
    this.#wire.again();
  }

  /** The token leaves the address bar and the history; it comes back where pressing again may help. */
  #open = async () => {
    this.stage = "opening";
    history.replaceState(null, "", location.pathname);
    const { problem = "", call } = await exchange(this.#token, (...how) => fetch(...how));
    this.problem = problem;
    this.call = call ?? this.call;
    // What was used here has its cookie here.
    if (!problem || problem === "link-used") return this.#join();
    if (isForNow(problem)) history.replaceState(null, "", `#${this.#token}`);
    this.stage = isForNow(problem) ? "gate" : "refused";
  };

  #wake = () => {
    if (document.visibilityState !== "visible") {
      if (!this.renderRoot.querySelector("companion-files")?.isChoosing) this.#types(false);
    } else if (this.stage === "live" || this.stage === "joining") this.#wire.wake();
  };

  /** One timer of a name at a time. */
  #later(name, work, ms) {
    clearTimeout(this.#waits[name]);
    this.#waits[name] = setTimeout(work, ms);
  }

  #linkChanged() {
    const { state, code, reason } = this.#wire;
    if (state === "connecting") {
      if (!this.isOffline) this.#later("offline", () => (this.isOffline = true), offlineAfter);
      return;
    }
    clearTimeout(this.#waits.offline);
    this.isOffline = false;
    if (state === "open") {
      this.#flush();
      if (this.#isTyping) this.#tellTyping();
    }
    if (state === "gone") this.#gone(code, reason);
  }

  /** The last turn stays in sight when it was the last. The server may say whom to call. */
  #gone(code, reason) {
    if (/^\+?[\d ()-]{3,25}$/.test(reason ?? "")) this.call = reason;
    if (closed[code] === "over" && this.#course.turn) return;
    this.problem ||= closed[code];
    this.stage = "refused";
  }

  #heard(message) {
    switch (message.type) {
      case "turn": return this.#turned(message);
      case "chat": return this.#chats(message);
      case "error": return this.#refused(message.problem);
    }
  }

  #turned(turn) {
    const before = this.#course.turn;
    const isOwn = this.#course.sent !== undefined;
    const became = this.#course.take(turn);
    if (became === "old") return;
    this.stage = "live";
    this.problem = "";
    this.call = turn.number ?? this.call;
    if (!this.#course.sent) clearTimeout(this.#waits.answer);
    if (became === "again") this.#flush();
    if (became === "new") this.#asksAnew(isOwn, before?.field);
    this.note = this.#noteOf(before, turn, became);
    this.requestUpdate();
  }

  #noteOf(before, turn, became) {
    if (this.#course.isLate) return "late";
    if (before && !before.matched && turn.matched) return "match.done";
    if (before?.match && !turn.match && !turn.matched) return "match.failed";
    return became === "same" ? this.note : "";
  }

  /** Who pressed is led to what is asked next; who did not is left where they are. */
  async #asksAnew(isOwn, left) {
    this.wrong = "";
    this.isShown = false;
    this.#types(false);
    if (left?.secret) this.#drafts.delete(left.name);
    if (!isOwn) return;
    await this.updateComplete;
    this.renderRoot.querySelector("h2")?.focus({ preventScroll: true });
    scrollTo({ top: 0 });
  }

  /** The call is over, and the site has a chat: it goes on there. */
  #chats({ gateway, visitor }) {
    this.#chat = { gateway, visitor, socket: socketAt(`/chat/${gateway}/socket`), language: this.#course.turn?.language ?? this.#language, isWhole: true };
    this.stage = "chat";
    this.#wire.stop();
  }

  #send(type, body, own) {
    if (this.#course.sent) return;
    this.#course.send(type, body, own);
    this.note = this.wrong = "";
    this.#flush();
    this.requestUpdate();
  }

  /** Says what is on its way, again until it is answered. */
  #flush() {
    const own = this.#course.sent;
    if (!own || !this.#wire.send(own.type, own.message)) return;
    this.#later("answer", () => this.#refused("unavailable"), answeredWithin);
  }

  #refused(problem) {
    const own = this.#course.sent;
    if (!own) {
      if (problem === "not-here") this.note = "phone.only";
      return;
    }
    if (isForNow(problem) && ++own.tries < mostTries) {
      this.#later("answer", () => this.#flush(), tryAgainAfter * 2 ** (own.tries - 1));
      return;
    }
    clearTimeout(this.#waits.answer);
    this.#course.giveUp();
    if (problem === "not-here") this.note = "phone.only";
    else this.wrong = problem === "too-long" ? "wrong.long" : "wrong.failed";
    this.requestUpdate();
  }

  #pick = ({ id, label }) => this.#send("picked", { id }, { label });

  #match = () => this.#wire.send("match");

  #leave = () => {
    this.#wire.send("leave");
    this.problem = "left";
    this.stage = "refused";
    this.#wire.stop();
  };

  #submit = (event) => {
    event.preventDefault();
    const { field } = this.#course.turn;
    const text = this.#draft.trim();
    this.wrong = flaw(field, text) ?? "";
    if (this.wrong) {
      this.renderRoot.querySelector("#value").focus();
      return;
    }
    // What is sent ends the typing by itself.
    this.#isTyping = false;
    clearTimeout(this.#waits.typing);
    this.#send("text", { text }, { label: text, isHidden: Boolean(field.secret) });
  };

  get #draft() {
    return this.#drafts.get(this.#course.turn.field.name) ?? "";
  }

  #write = ({ target }) => {
    this.#drafts.set(this.#course.turn.field.name, target.value);
    this.wrong = "";
    this.#types(true);
  };

  /** Whoever writes here is waited for by the call. */
  #types(isTyping) {
    clearTimeout(this.#waits.leaving);
    if (isTyping) this.#typedAt = Date.now();
    if (isTyping === this.#isTyping) return;
    this.#isTyping = isTyping;
    this.#tellTyping();
  }

  /** Again for as long as something is written: a field that was left open does not hold up a call. */
  #tellTyping() {
    clearTimeout(this.#waits.typing);
    this.#isTyping &&= Date.now() - this.#typedAt < typingLasts;
    this.#wire.send("typing", { on: this.#isTyping });
    if (this.#isTyping) this.#later("typing", () => this.#tellTyping(), tellTypingEvery);
  }

  get #language() {
    return shown([this.#course.turn?.language, ...navigator.languages]);
  }

  updated() {
    document.documentElement.lang = this.#language;
    document.title = speak(this.#language)("title");
  }

  render() {
    const t = speak(this.#language);
    return html`<div class="page">
      <header><h1>${t("title")}</h1>${this.#callState(t)}</header>
      <main>${this.#inside(t)}</main>
    </div>`;
  }

  #callState(t) {
    if (this.stage !== "live" && this.stage !== "chat") return nothing;
    const isLive = this.stage === "live" && this.#course.turn.call === "live";
    return html`<p class="call ${isLive ? "live" : ""}" role="status">${t(isLive ? "call.live" : "call.ended")}</p>`;
  }

  #inside(t) {
    const { problem, call } = this;
    switch (this.stage) {
      case "gate": case "opening": return view.gate(t, { problem, isOpening: this.stage === "opening", open: this.#open });
      case "live": return this.#live(t, this.#course.turn);
      case "chat": return html`<recaller-chat class="whole" .settings=${this.#chat}></recaller-chat>`;
      case "refused": return view.end(t, { problem, call });
      default: return view.moment(t, this.isOffline);
    }
  }

  #live(t, turn) {
    const { sent, past } = this.#course;
    const { isLeaving } = this;
    const note = !this.isOffline ? this.note : turn.call === "live" ? "offline" : "offline.chat";
    return html`<p class="note ${note === "match.done" ? "good" : ""}" role="status" ?hidden=${!note}>${note ? t(note) : nothing}</p>
      ${turn.match ? view.matching(t, turn.match) : nothing}
      <section aria-live="polite" aria-label=${t("now")}>${view.question(t, turn)}</section>
      ${this.#answer(t, turn)}
      ${turn.files ? html`<companion-files .files=${turn.files} ?isShut=${turn.call !== "live" || turn.kind === "ended"} .t=${t} .language=${this.#language}
        @busy=${({ detail }) => this.#types(detail)}></companion-files>` : nothing}
      ${view.ways(t, turn, {
        sent, isLeaving, match: this.#match, leave: this.#leave, leaving: (it) => (this.isLeaving = it),
        back: () => this.#send("back", {}, { label: t("back") }), person: () => this.#pick({ id: "0", label: t("person") }),
      })}
      ${view.soFar(t, past)}`;
  }

  #answer(t, turn) {
    const { sent } = this.#course;
    const { wrong, isShown } = this;
    if (turn.kind === "choose") return html`${view.choices(t, turn, { sent, pick: this.#pick })}${view.wrongWords(t, wrong)}`;
    if (turn.kind === "ask" && turn.field) return view.field(t, turn.field, { draft: this.#draft, wrong, sent, isShown, on: this.#onField(t) });
    if (turn.document) return view.document(t, turn.document);
    if (turn.why === "private" && turn.call === "live" && !turn.matched && !turn.match) return view.moreOfMine(t, this.#match);
    return view.wrongWords(t, wrong);
  }

  #onField(t) {
    return {
      submit: this.#submit, write: this.#write, keep: () => this.#pick({ id: "1", label: t("confirm.yes") }), show: () => (this.isShown = !this.isShown),
      enter: () => this.#types(true), leave: () => this.#later("leaving", () => this.#types(false), leftAfter),
    };
  }
}

customElements.define("recaller-chat", ChatWindow);
customElements.define("companion-page", CompanionPage);
