import { LitElement, html, nothing } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { repeat } from "lit/directives/repeat.js";
import "./caller-card.js";
import { chime } from "./chime.js";
import { fitting, values } from "./canned-texts.js";
import { aloud, answerDue, isWritten, unansweredSince } from "./conversation.js";
import "./conversation-pane.js";
import { hand, phaseOf } from "./hand.js";
import "./hand-over.js";
import { idle } from "./idle.js";
import { Link } from "./link.js";
import { looks } from "./looks.js";
import "./page-beside.js";
import "./sign-in.js";
import { headline, isSomebodyThere, topicLabel, trust, who } from "./story.js";
import { stateBar } from "./state-bar.js";
import { shared } from "./style.js";
import "./time-line.js";
import { clock } from "./times.js";
import { languages, pick, preferred, speak, wordsFor } from "./words.js";
import "./wrap-up.js";
import { Writing } from "./writing.js";

const stored = "recaller.desk.language";
/** An absence nobody needs to hear of, in milliseconds. */
const shortest = 3_000;
/** Milliseconds for which a customer is shown to be writing. */
const typingLasts = 5_000;
/** States of a phone that could not ring. */
const inVain = ["unreachable", "no-such-phone"];
const askAgainAfter = 3_000;
/** The desk: signs in, keeps the link, shows the agent's state and the card of one of the contacts in hand. */
class DeskApp extends LitElement {
  static properties = {
    language: { state: true }, agent: { state: true }, state: { state: true }, cards: { state: true }, chosen: { state: true },
    topics: { state: true }, dispositions: { state: true }, breaks: { state: true }, proofs: { state: true }, phone: { state: true },
    queue: { state: true }, directory: { state: true }, transfers: { state: true }, isChoosing: { state: true }, problem: { state: true },
    announcement: { state: true }, known: { state: true }, isToldWho: { state: true }, notice: { state: true }, written: { state: true },
    texts: { state: true }, pages: { state: true },
  };

  static styles = [shared, looks];

  #link = new Link();
  #skew = 0;
  /** What comes first after an absence happened in it. */
  #isJustBack = false;
  #writing = new Writing(sessionStorage);

  constructor() {
    super();
    this.written = 0;
    this.language = preferred(localStorage.getItem(stored), navigator.languages);
    this.topics = [];
    this.dispositions = [];
    this.breaks = [];
    this.proofs = [];
    this.texts = [];
    this.fields = [];
    this.cards = {};
    this.pages = {};
    this.announcement = "";
    this.#link.addEventListener("message", ({ detail }) => this.#received(detail));
    this.#link.addEventListener("change", () => this.#linkChanged());
    this.#link.addEventListener("signed-out", () => this.#left("signed-out"));
    this.#link.addEventListener("back", ({ detail }) => this.#cameBack(detail));
  }

  connectedCallback() {
    super.connectedCallback();
    this.ticking = setInterval(() => this.#tick(), 1000);
    addEventListener("keydown", this.#key);
    document.addEventListener("visibilitychange", this.#see);
    this.#whoAmI();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.ticking);
    removeEventListener("keydown", this.#key);
    document.removeEventListener("visibilitychange", this.#see);
    this.#link.stop();
  }

  #tick() {
    this.#send();
    this.requestUpdate();
  }

  #linkChanged() {
    if (this.#link.isOpen) this.#writing.all.forEach(([, talk]) => talk.reconnected());
    this.#tick();
  }

  get t() {
    return speak(this.language);
  }

  get now() {
    return Date.now() + this.#skew;
  }

  async #whoAmI() {
    const answer = await fetch("/desk/session").catch(() => undefined);
    this.isToldWho = answer?.ok || answer?.status === 401;
    if (answer?.ok) this.#entered(await answer.json());
    else if (this.isToldWho) this.problem = undefined;
    else this.#askAgain();
    this.known = true;
  }

  /** Nobody knows yet whether somebody is signed in: a form to sign in would be a wrong answer. */
  #askAgain() {
    this.problem = "unavailable";
    setTimeout(() => this.#whoAmI(), askAgainAfter);
  }

  #entered(agent) {
    this.agent = agent;
    this.problem = undefined;
    this.#writing.begin(agent.id);
    this.#link.start();
  }

  #cameBack(absence) {
    this.#isJustBack = true;
    if (absence.away > shortest) this.notice = absence;
  }

  #left(problem) {
    this.#link.stop();
    Object.assign(this, { agent: undefined, state: undefined, cards: {}, pages: {}, chosen: undefined, notice: undefined, phone: undefined, queue: undefined, problem });
    document.title = "Recaller";
  }

  async #signOut() {
    this.#link.stop();
    await fetch("/desk/session", { method: "DELETE" }).catch(() => {});
    this.#writing.forget();
    this.#left();
  }

  #received(message) {
    const receive = {
      state: () => this.#stateChanged(message),
      card: () => this.#cardArrived(message),
      "card-gone": () => this.#cardGone(message),
      topics: () => this.#toChooseFrom(message),
      phone: () => (this.phone = message),
      queue: () => (this.queue = message),
      directory: () => (this.directory = message),
      messages: () => this.#written(message),
      found: () => this.#found(message),
      typing: () => this.#types(message),
      page: () => (this.pages = { ...this.pages, [message.assignment]: message }),
      error: () => this.#refused(message),
    }[message.type];
    receive?.();
  }

  #toChooseFrom({ topics, dispositions, breaks = [], proofs = [], texts = [], fields = [], search, transfers }) {
    Object.assign(this, { topics, dispositions, breaks, proofs, texts, fields, transfers });
    this.mayLookEverywhere = search?.everywhere === true;
  }

  async #stateChanged(message) {
    const before = this.state;
    this.#skew = Date.parse(message.now) - Date.now();
    this.state = message;
    const entered = before?.availability !== message.availability || this.held.some((one) => this.#isNews(one, before));
    if (entered || this.problem === "unavailable") this.problem = undefined;
    const isOfTheAbsence = this.#isJustBack;
    this.#isJustBack = false;
    if (entered && before) {
      if (!isOfTheAbsence) this.notice = undefined;
      this.isChoosing = false;
      this.#announceState();
    }
    if (message.availability === "logged-out") return this.#left("seat-lost");
    this.#writing.retain(this.held.map(({ id }) => id));
    this.#see();
    const { current } = this;
    if (current && current.phase !== "wrap-up" && this.cards[current.id] && this.#isNews(current, before)) await this.#show();
    if (this.held.some((one) => phaseOf(one) === "wrap-up" && one.id === this.current?.id && this.#isNews(one, before))) {
      await this.updateComplete;
      const at = this.renderRoot.activeElement;
      if (!at || at.localName === "desk-conversation") this.#wrapUp?.focus();
    }
  }

  #isNews(one, before) {
    return before?.assignments.find((each) => each.id === one.id)?.phase !== one.phase;
  }

  /** What the agent holds, the longest held first. */
  get held() {
    return this.state?.assignments ?? [];
  }

  /** The contact that is shown: the one picked, else what rings, else what the agent is at. */
  get current() {
    const first = (phase) => this.held.find((one) => one.phase === phase);
    return this.held.find((one) => one.id === this.chosen) ?? first("offered") ?? first("connected") ?? this.held[0];
  }

  /** Acknowledged once it is painted, not when it is read. */
  async #cardArrived({ assignment, contact, card }) {
    const fresh = !this.cards[assignment];
    const channel = this.held.find(({ id }) => id === assignment)?.channel ?? card.channel;
    this.cards = { ...this.cards, [assignment]: { assignment, contact, ...card, channel } };
    if (fresh) this.#makeWay(assignment, channel);
    await this.updateComplete;
    this.#link.send("card-ack", { assignment });
    if (!fresh) return;
    this.#announce(this.cards[assignment] ?? card);
    if (this.chosen === assignment && isWritten(channel)) await this.#show();
  }

  /**
   * What rings is shown at once, unless something is being written about another contact. What is only offered does not
   * even take the place of an empty field that the agent is in: the next key would be for it.
   */
  #makeWay(assignment, channel) {
    const { current } = this;
    const isWriting = this.#pane?.isBegun || (isWritten(channel) && this.#pane?.matches(":focus-within"));
    const isAtWork = current && current.id !== assignment && (isWriting || this.#wrapUp?.isBegun || this.#handOver?.isBegun);
    this.chosen = isAtWork ? current.id : assignment;
  }

  /** To where the hands go next in the contact that is shown, unless they are at something else. */
  async #show() {
    await this.updateComplete;
    const at = this.renderRoot.activeElement;
    if (at && at.localName !== "desk-caller-card" && at.localName !== "desk-conversation") return;
    const { current } = this;
    if (!current || !isWritten(current.channel)) return;
    if (current.phase === "connected") this.#pane?.focus();
    else if (current.phase === "offered") await this.#offerInHand();
  }

  async #offerInHand() {
    const card = this.renderRoot.querySelector("desk-caller-card");
    await card?.updateComplete;
    card?.focusAccept();
  }

  /** What came of a conversation in writing. */
  #found(message) {
    this.#writing.of(message.assignment).found = message;
    this.#changed();
  }

  #written({ assignment, messages, notes, answerWithin, windowUntil, freeUntil, stopped, template, templates, ways }) {
    const talk = this.#writing.of(assignment);
    talk.within = answerWithin ?? talk.within;
    talk.window = windowUntil && { until: windowUntil, templates: templates ?? (template ? [{ text: template, fields: [] }] : []) };
    talk.freeUntil = freeUntil;
    talk.isStopped = !!stopped;
    talk.reachedBy(ways);
    const news = talk.received(messages, notes);
    const isBefore = this.current?.id === assignment && document.visibilityState === "visible";
    if (news.length > 0 && !isBefore) {
      const card = this.cards[assignment];
      this.announcement = this.t("wrote", { who: card ? who(card, this.t) : this.t("unknown-caller.written"), text: aloud(news.at(-1)) });
      if (document.visibilityState !== "visible") chime();
    }
    this.#see();
    this.#changed();
    this.#send();
  }

  /** The customer is writing; it is over by itself. */
  #types({ assignment }) {
    this.#writing.of(assignment).types(Date.now() + typingLasts);
    this.#changed();
  }

  /** The customer in hand sees that an answer is being written; nothing of it is kept. */
  #drafted() {
    const assignment = this.current?.id;
    if (assignment && this.#writing.of(assignment).isTyped(Date.now())) this.#link.send("typing", { assignment });
    this.#changed();
  }

  /** What is on the screen is read. */
  #see = () => {
    const { current } = this;
    if (!current || document.visibilityState !== "visible" || !isWritten(current.channel) || current.phase === "offered") return;
    if (this.#writing.of(current.id).see()) this.#changed();
  };

  #changed() {
    this.#writing.keep();
    this.written++;
    const { unread } = this.#writing;
    document.title = (unread > 0 ? `(${unread}) ` : "") + document.title.replace(/^\(\d+\) /, "");
  }

  /** What was said and is not taken yet: of each conversation the first, the others after it. */
  #send() {
    if (!this.#link.isOpen) return;
    for (const [assignment, talk] of this.#writing.all) {
      const next = talk.next(Date.now());
      if (next) this.#link.send(next.isNote ? "note" : next.isTemplate ? "template" : "say", { assignment, client: next.client, ...(next.isTemplate ? { template: next.template, values: next.values } : { text: next.text }), ...(next.way ? { way: next.way } : {}) });
    }
  }

  #refused(message) {
    const { problem, client, assignment, text } = message;
    if (assignment && text !== undefined) return this.#found(message);
    const talk = client && this.#writing.all.map(([, one]) => one).find((one) => one.refused(client, problem));
    if (talk) this.#changed();
    if (!talk || problem === "unavailable") this.problem = problem;
  }

  #said() {
    this.#changed();
    this.#send();
  }

  /** What a screen reader is told once the ring, the talk or the work after it begins or is over. */
  #announceState() {
    const { t, current, state } = this;
    if (current?.phase === "offered") return;
    const reason = current || !state.reason ? "" : `: ${this.#reason(state.reason)}`;
    this.announcement = wordsFor(t, current?.channel)(`state.${current ? phaseOf(current) : state.availability}`) + reason;
  }

  #reason(slug) {
    const named = this.breaks.find((one) => one.id === slug);
    return (named && pick(named.labels, this.language)) || this.t(`reason.${slug}`, {}, slug);
  }

  #announce(card) {
    const { t } = this;
    const story = [headline(card, this), trust(card, t)].join(" · ");
    this.announcement = wordsFor(t, card.channel)("incoming-card", { who: who(card, t), story });
    document.title = `● ${who(card, t)} — Recaller`;
    if (isWritten(card.channel) && this.held.find(({ id }) => id === card.assignment)?.phase !== "connected") chime();
  }

  #cardGone({ assignment }) {
    const { [assignment]: gone, ...left } = this.cards;
    if (!gone) return;
    this.cards = left;
    const { [assignment]: _, ...pages } = this.pages;
    this.pages = pages;
    if (this.chosen === assignment) this.chosen = undefined;
    if (Object.keys(left).length > 0) return;
    document.title = "Recaller";
  }

  #finish({ detail }, assignment) {
    this.#link.send("disposition", { assignment, ...detail });
  }

  /** Who names kinds of breaks has one chosen; a second press is a break of no particular kind. */
  #toggle() {
    if (this.#isBusy) return;
    if (this.state?.availability === "ready") {
      if (this.breaks.length > 0 && !this.isChoosing) return this.#chooseBreak();
      this.#pause();
    }
    else if (this.state?.availability === "not-ready") this.#link.send("ready");
  }

  async #chooseBreak() {
    this.isChoosing = true;
    await this.updateComplete;
    this.renderRoot.querySelector(".breaks button")?.focus();
  }

  #pause(reason) {
    this.isChoosing = false;
    this.#link.send("not-ready", reason ? { reason } : {});
  }

  /** On a call, and in the work after it, the end of that work says what comes next. */
  get #isBusy() {
    return this.held.some((one) => one.channel === "phone");
  }

  #next() {
    const at = this.held.findIndex((one) => one.id === this.current?.id);
    if (this.held.length > 1) this.#choose(this.held[(at + 1) % this.held.length].id);
    return this.#show();
  }

  #choose(assignment) {
    this.chosen = assignment;
    this.#see();
  }

  /** Enter takes what is offered, as long as it is no other button's or field's. */
  #accept(event) {
    const { current } = this;
    const isOffered = current?.phase === "offered" && isWritten(current.channel);
    if (isOffered && event.composedPath()[0] === document.body) this.#link.send("accept", { assignment: current.id });
  }

  /** Function keys: no letter is taken from typing, and every keyboard layout has them. */
  #key = (event) => {
    if (!this.agent || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.shiftKey) return this.#shifted(event);
    if (event.key === "Enter") return this.#accept(event);
    const press = {
      F1: () => this.renderRoot.querySelector("desk-caller-card")?.focusNextBest(),
      F2: () => this.#toggle(),
      F3: () => this.#handOver?.hold(),
      F4: () => this.#wrapUp?.focus(),
      F6: () => this.#next(),
      F7: () => this.#wrapUp?.moreTime(),
      Escape: this.isChoosing ? () => (this.isChoosing = false) : undefined,
      F8: () => this.#wrapUp?.finish(true),
      F9: () => this.renderRoot.querySelector("desk-time-line")?.focus(),
      F10: () => this.#handOver?.toggle(),
    }[event.key];
    if (press) {
      event.preventDefault();
      press();
    }
  };

  #shifted(event) {
    if (event.key !== "F1" || !this.#pageBeside) return;
    event.preventDefault();
    this.#pageBeside.toggle();
  }

  get #handOver() {
    return this.renderRoot.querySelector("desk-hand-over");
  }

  get #pageBeside() {
    return this.renderRoot.querySelector("desk-page-beside");
  }

  get #wrapUp() {
    return this.renderRoot.querySelector("desk-wrap-up:not([hidden])");
  }

  get #pane() {
    return this.renderRoot.querySelector("desk-conversation:not([hidden])");
  }

  #speak(language) {
    this.language = language;
    localStorage.setItem(stored, language);
  }

  updated(changed) {
    if (changed.has("language")) document.documentElement.lang = this.language;
  }

  render() {
    if (!this.known) return nothing;
    return html`
      ${this.#header()} ${this.#banner()}
      ${this.agent
        ? this.#desk()
        : this.isToldWho ? html`<main class="door"><desk-sign-in .t=${this.t} @signed-in=${({ detail }) => this.#entered(detail)}></desk-sign-in></main>` : nothing}
      <div class="unseen" role="status" aria-live="assertive">${this.announcement}</div>
    `;
  }

  #header() {
    const { t } = this;
    return html`<header>
      <img src="/desk/icon.svg" alt="Recaller">
      ${this.agent ? stateBar(this, this.#switch) : nothing}
      <span class="spring"></span>
      <div class="languages" role="group" aria-label=${t("language")}>
        ${Object.keys(languages).map(
          (tag) => html`<button lang=${tag} aria-pressed=${tag === this.language} @click=${() => this.#speak(tag)}>${tag.toUpperCase()}</button>`,
        )}
      </div>
      ${this.agent ? this.#me() : nothing}
    </header>`;
  }

  get #switch() {
    return {
      isOpen: this.#link.isOpen,
      isBusy: this.#isBusy,
      named: (slug) => this.#reason(slug),
      toggle: () => this.#toggle(),
      pause: (reason) => this.#pause(reason),
    };
  }

  get #ofTheHand() {
    return {
      due: (one, card) => this.#due(one, card).due,
      unread: (id) => this.#writing.of(id).unread,
      choose: (id) => this.#choose(id),
      arrow: (event) => this.#arrow(event),
    };
  }

  async #arrow(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const at = this.held.findIndex((one) => one.id === this.current.id);
    this.#choose(this.held[(at + step + this.held.length) % this.held.length].id);
    await this.updateComplete;
    this.renderRoot.querySelector('.hand [aria-selected="true"]')?.focus();
  }

  #me() {
    const { t } = this;
    const words = this.#link.isOpen ? t("connected") : t("offline");
    return html`
      <span class="link ${this.#link.isOpen ? "" : "off"}" role="img" aria-label=${words} title=${words}></span>
      <span class="who">${this.agent.name}</span>
      <button class="quiet" @click=${this.#signOut}>${t("sign-out")}</button>`;
  }

  #banner() {
    const { t } = this;
    if (this.agent && this.state && !this.#link.isOpen) {
      const s = Math.ceil((this.#link.retryAt - Date.now()) / 1000);
      const words = navigator.onLine ? "disconnected" : "disconnected.computer";
      const only = this.#isBusy ? undefined : this.held[0]?.channel;
      return html`<p class="banner"><span role="alert">${wordsFor(t, only)(words)}</span> ${s > 1 ? t("again-in", { s }) : t("again-now")}</p>`;
    }
    if (this.agent && inVain.includes(this.phone?.state)) {
      return html`<p class="banner" role="alert">${t(`phone.${this.phone.state}`, { phone: this.phone.name })}</p>`;
    }
    if (this.problem) return html`<p class="banner mild" role="alert">${t(this.problem)}</p>`;
    return this.notice && this.state ? this.#back() : nothing;
  }

  /** What happened while the page could hear nothing, until the agent does something or waves it away. */
  #back() {
    const { t, notice, state } = this;
    const now = this.held.length > 0 ? "in-hand" : state.availability;
    return html`<div class="banner mild back" role="status">
      <span>${t(`back.${notice.cause}`, { t: clock(notice.away) })} ${t(`back.${now}`)}</span>
      <button class="quiet" @click=${() => (this.notice = undefined)}>${t("close")}</button>
    </div>`;
  }

  #desk() {
    const { t, state } = this;
    const card = this.current ? this.cards[this.current.id] : Object.values(this.cards)[0];
    return card ? this.#contact(card) : idle(state?.availability, t);
  }

  #contact(card) {
    const { t, language, topics, now } = this;
    const held = this.held.find((one) => one.id === card.assignment);
    const phase = held ? phaseOf(held) : "ringing";
    const isRead = isWritten(card.channel) && phase !== "ringing";
    const several = this.held.length > 1;
    return html`<main class=${isRead ? `written ${phase} ${several ? "several" : ""}` : ""}>
      ${several ? hand(this, this.#ofTheHand) : nothing}
      <div class="chat" ?hidden=${!isRead}>${this.#panes(card)}</div>
      <desk-caller-card phase=${phase} .card=${card} .t=${t} .language=${language} .topics=${topics} .proofs=${this.proofs} .now=${now}
        ?isOnline=${this.#link.isOpen} @verified=${({ detail }) => this.#link.send("verified", { assignment: card.assignment, ...detail })}
        @recommendation=${({ detail }) => this.#link.send("recommendation", { assignment: card.assignment, ...detail })}
        @accept=${() => this.#link.send("accept", { assignment: card.assignment })}
        @decline=${() => this.#link.send("decline", { assignment: card.assignment })}></desk-caller-card>
      <div class="aside">
        ${this.transfers && phase === "talking" && isSomebodyThere(card) ? this.#handOverForm(held) : nothing}
        ${this.pages[card.assignment] && phase !== "ringing" ? this.#page(card) : nothing}
        ${this.#wrapUpForms(phase === "ringing" ? undefined : card)}
        <desk-time-line .entries=${card.timeline} .assignment=${card.assignment} ?isProved=${card.trust.tier === "verified"} .t=${t} .language=${language} .topics=${topics} .now=${now}></desk-time-line>
      </div>
    </main>`;
  }

  /** Beside the call; a server that tells of no page has none. */
  #page({ assignment }) {
    return keyed(
      assignment,
      html`<desk-page-beside .page=${this.pages[assignment]} .assignment=${assignment} ?isOnline=${this.#link.isOpen} .t=${this.t} .language=${this.language}
        @page=${({ detail }) => this.#link.send(detail.type, { assignment, ...detail.body })}></desk-page-beside>`,
    );
  }

  /** Every conversation keeps its own field, so that the cursor is where it was when the agent comes back to it. */
  #panes(shown) {
    const talks = this.held.filter((one) => isWritten(one.channel) && one.phase !== "offered" && this.cards[one.id]);
    return repeat(talks, ({ id }) => id, (one) => this.#conversation(one, this.cards[one.id], one.id === shown.assignment));
  }

  #conversation(held, card, isShown) {
    const talk = this.#writing.of(held.id);
    const { unanswered, due } = this.#due(held, card);
    return html`<desk-conversation ?hidden=${!isShown} ?isShown=${isShown} .assignment=${held.id} .conversation=${talk} .version=${talk.version} .channel=${held.channel} .customer=${who(card, this.t)} .me=${this.agent.name}
      .unanswered=${unanswered} .due=${due} .given=${held.transfer?.outcome === "queued" ? held.transfer.to : undefined}
      .texts=${fitting(this.texts, held.channel)} .values=${this.#values(card)} .fields=${this.fields} .spoken=${card.language} .found=${talk.found} ?mayLookEverywhere=${this.mayLookEverywhere} ?isOver=${held.phase !== "connected"} ?isOnline=${this.#link.isOpen} .t=${this.t} .language=${this.language} .now=${this.now}
      @draft=${() => this.#drafted()} @say=${() => this.#said()} @again=${() => this.#said()}
      @search=${({ detail }) => this.#link.send("search", { assignment: held.id, ...detail })}
      @close-conversation=${() => this.#link.send("close", { assignment: held.id })}></desk-conversation>`;
  }

  /** Since when the customer has no answer, and how that stands. */
  #due(held, card) {
    const { messages, within } = this.#writing.of(held.id);
    const unanswered = unansweredSince(messages, { ...card, since: held.since });
    return { unanswered, due: answerDue(messages, card, unanswered, within, this.now) };
  }

  /** What the fields of a text are filled in with. */
  #values(card) {
    const { topic } = card.why;
    return values(card, { agent: this.agent.name, language: card.language, topic: topic && topicLabel(topic, this.topics, card.language ?? this.language) });
  }

  /** A server that does not tell of transfers has none: then there is nothing to press. */
  #handOverForm(held) {
    return keyed(
      held?.id,
      html`<desk-hand-over .transfer=${held?.transfer} .directory=${this.directory} ?numbers=${this.transfers.numbers} ?isWritten=${isWritten(held?.channel)} ?isOnline=${this.#link.isOpen}
        .t=${this.t} .reason=${(slug) => this.#reason(slug)} @ask=${() => this.#link.send("directory")}
        @hand=${({ detail }) => this.#link.send(detail.type, { assignment: held.id, ...detail.body })}></desk-hand-over>`,
    );
  }

  /** Every contact keeps its own form, so that what was written of one is there when the agent comes back to it. */
  #wrapUpForms(shown) {
    return repeat(
      Object.values(this.cards),
      (card) => card.assignment,
      (card) => this.#wrapUpForm(card, card === shown),
    );
  }

  #wrapUpForm(card, isShown) {
    const { t, language, topics, dispositions } = this;
    const held = this.held.find((one) => one.id === card.assignment);
    const enabled = held?.phase === "wrap-up" && this.#link.isOpen;
    return html`<desk-wrap-up ?hidden=${!isShown} .enabled=${enabled} .suggested=${card.why.topic} .topics=${topics} .until=${held?.until} .latest=${held?.latest} .now=${this.now}
      .dispositions=${dispositions} .t=${wordsFor(t, card.channel)} .language=${language} @finish=${(event) => this.#finish(event, card.assignment)}
      @more-time=${() => this.#link.send("more-time", { assignment: card.assignment })}></desk-wrap-up>`;
  }
}

customElements.define("desk-app", DeskApp);
