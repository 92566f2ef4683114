import { LitElement, css, html, nothing } from "lit";
import { keyed } from "lit/directives/keyed.js";
import "./caller-card.js";
import { icon } from "./icons.js";
import { Link } from "./link.js";
import "./sign-in.js";
import { headline, trust, who } from "./story.js";
import { shared } from "./style.js";
import "./time-line.js";
import { clock } from "./times.js";
import { languages, preferred, speak } from "./words.js";
import "./wrap-up.js";

const stored = "recaller.desk.language";
const serving = ["ringing", "talking", "wrap-up"];

/** The desk: signs in, keeps the link, shows the agent's state and the card. */
class DeskApp extends LitElement {
  static properties = {
    language: { state: true }, agent: { state: true }, state: { state: true }, card: { state: true },
    topics: { state: true }, dispositions: { state: true }, problem: { state: true },
    announcement: { state: true }, known: { state: true },
  };

  static styles = [
    shared,
    css`
      :host { display: flex; flex-direction: column; min-height: 100vh; }
      header {
        display: flex; align-items: center; gap: 12px; height: 56px; padding: 0 24px;
        background: var(--surface); border-bottom: 1px solid var(--line); position: sticky; top: 0; z-index: 1;
      }
      header img { width: 26px; height: 26px; margin-right: 4px; }
      header .spring { flex: 1; }
      .pill { display: inline-flex; align-items: center; gap: 8px; height: 34px; padding: 0 14px 0 12px; border-radius: 17px; font-weight: 650; background: var(--wash); color: var(--tone); }
      .pill::before { content: ""; width: 9px; height: 9px; border-radius: 5px; background: currentcolor; }
      .pill .soft { font-weight: 450; color: inherit; }
      .pill time { font-weight: 450; min-width: 2.8em; }
      .ready { --tone: var(--good); --wash: var(--good-wash); }
      .ringing { --tone: var(--warm); --wash: var(--warm-wash); }
      .talking { --tone: var(--accent); --wash: var(--accent-wash); }
      .wrap-up { --tone: var(--calm); --wash: var(--calm-wash); }
      .not-ready, .logged-out { --tone: var(--soft); --wash: var(--ground); }
      .languages { display: inline-flex; border: 1px solid var(--line); border-radius: 8px; padding: 2px; gap: 2px; }
      .languages button { border: 0; min-height: 28px; padding: 0 8px; font-size: 12px; border-radius: 6px; color: var(--soft); background: none; }
      .languages button[aria-pressed="true"] { background: var(--accent-wash); color: var(--accent); }
      .link { width: 9px; height: 9px; border-radius: 5px; background: var(--good); }
      .link.off { background: var(--bad); }
      .who { font-weight: 550; }
      .banner { padding: 10px 24px; background: var(--bad-wash); color: var(--bad); font-weight: 550; }
      .banner.mild { background: var(--warm-wash); color: var(--warm); }
      main { flex: 1; display: grid; gap: 16px; padding: 16px 24px 24px; grid-template-columns: minmax(0, 8fr) minmax(360px, 5fr); align-items: start; width: 100%; max-width: 1500px; margin: 0 auto; }
      .aside { position: sticky; top: 72px; display: flex; flex-direction: column; gap: 16px; max-height: calc(100vh - 96px); }
      .aside desk-wrap-up { flex: none; }
      .aside desk-time-line { flex: 0 1 auto; min-height: 120px; display: flex; }
      .idle { grid-column: 1 / -1; align-self: center; text-align: center; padding: 24px; }
      .idle .ring { width: 84px; height: 84px; margin: 0 auto 24px; border-radius: 42px; display: grid; place-items: center; background: var(--wash); color: var(--tone); }
      .idle.not-ready .ring { background: var(--surface); border: 1px solid var(--line); }
      .idle .ring svg { width: 34px; height: 34px; }
      .idle h1 { font-size: 26px; letter-spacing: -0.015em; line-height: 1.3; }
      .idle p { color: var(--soft); font-size: 15px; margin-top: 4px; }
      .keys { display: inline-grid; grid-template-columns: auto auto; gap: 8px 12px; text-align: left; margin-top: 32px; align-items: center; color: var(--soft); }
      .keys kbd { justify-self: end; }
      @media (max-width: 900px) { main { grid-template-columns: 1fr; } .aside { position: static; max-height: none; } }
    `,
  ];

  #link = new Link();
  #skew = 0;

  constructor() {
    super();
    this.language = preferred(localStorage.getItem(stored), navigator.languages);
    this.topics = [];
    this.dispositions = [];
    this.announcement = "";
    this.#link.addEventListener("message", ({ detail }) => this.#received(detail));
    this.#link.addEventListener("change", () => this.requestUpdate());
    this.#link.addEventListener("signed-out", () => this.#left("signed-out"));
  }

  connectedCallback() {
    super.connectedCallback();
    this.ticking = setInterval(() => this.requestUpdate(), 1000);
    addEventListener("keydown", this.#key);
    this.#whoAmI();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.ticking);
    removeEventListener("keydown", this.#key);
    this.#link.stop();
  }

  get t() {
    return speak(this.language);
  }

  get now() {
    return Date.now() + this.#skew;
  }

  async #whoAmI() {
    try {
      const answer = await fetch("/desk/session");
      if (answer.ok) this.#entered(await answer.json());
    } catch {
      this.problem = "unavailable";
    }
    this.known = true;
  }

  #entered(agent) {
    this.agent = agent;
    this.problem = undefined;
    this.#link.start();
  }

  #left(problem) {
    Object.assign(this, { agent: undefined, state: undefined, card: undefined, problem });
    document.title = "Recaller";
  }

  async #signOut() {
    this.#link.stop();
    await fetch("/desk/session", { method: "DELETE" }).catch(() => {});
    this.#left();
  }

  #received(message) {
    const receive = {
      state: () => this.#stateChanged(message),
      card: () => this.#cardArrived(message),
      "card-gone": () => this.#cardGone(message),
      topics: () => Object.assign(this, { topics: message.topics, dispositions: message.dispositions }),
      error: () => (this.problem = message.problem),
    }[message.type];
    receive?.();
  }

  async #stateChanged(message) {
    const entered = this.state?.state !== message.state;
    this.#skew = Date.parse(message.now) - Date.now();
    this.state = message;
    if (entered || this.problem === "unavailable") this.problem = undefined;
    if (entered && message.state === "wrap-up") {
      await this.updateComplete;
      if (!this.renderRoot.activeElement) this.#wrapUp?.focus();
    }
  }

  /** Acknowledged once it is painted, not when it is read. */
  async #cardArrived({ offer, contact, card }) {
    const fresh = this.card?.offer !== offer;
    this.card = { offer, contact, ...card };
    await this.updateComplete;
    this.#link.send("card-ack", { offer });
    if (fresh) this.#announce();
  }

  #announce() {
    const { card, t } = this;
    const story = [headline(card, this), trust(card.trust, t)].join(" · ");
    this.announcement = t("incoming-card", { who: who(card, t), story });
    document.title = `● ${who(card, t)} — Recaller`;
  }

  #cardGone({ offer }) {
    if (this.card?.offer !== offer) return;
    this.card = undefined;
    this.announcement = "";
    document.title = "Recaller";
  }

  #finish({ detail }) {
    this.#link.send("disposition", { contact: this.card.contact, ...detail });
  }

  #toggle() {
    if (this.state?.state === "ready") this.#link.send("not-ready");
    else if (this.state?.state === "not-ready") this.#link.send("ready");
  }

  /** Function keys: no letter is taken from typing, and every keyboard layout has them. */
  #key = (event) => {
    if (!this.agent || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const press = {
      F2: () => this.#toggle(),
      F4: () => this.#wrapUp?.focus(),
      F8: () => this.#wrapUp?.finish(true),
      F9: () => this.renderRoot.querySelector("desk-time-line")?.focus(),
    }[event.key];
    if (press) {
      event.preventDefault();
      press();
    }
  };

  get #wrapUp() {
    return this.renderRoot.querySelector("desk-wrap-up");
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
        : html`<desk-sign-in .t=${this.t} @signed-in=${({ detail }) => this.#entered(detail)}></desk-sign-in>`}
      <div class="unseen" role="status" aria-live="assertive">${this.announcement}</div>
    `;
  }

  #header() {
    const { t } = this;
    return html`<header>
      <img src="/desk/icon.svg" alt="Recaller">
      ${this.agent ? this.#stateBar() : nothing}
      <span class="spring"></span>
      <div class="languages" role="group" aria-label=${t("language")}>
        ${Object.keys(languages).map(
          (tag) => html`<button lang=${tag} aria-pressed=${tag === this.language} @click=${() => this.#speak(tag)}>${tag.toUpperCase()}</button>`,
        )}
      </div>
      ${this.agent ? this.#me() : nothing}
    </header>`;
  }

  #stateBar() {
    const { t, state } = this;
    if (!state) return nothing;
    const isReady = state.state === "ready";
    const canToggle = this.#link.isOpen && (isReady || state.state === "not-ready");
    return html`
      <span class="pill ${state.state}" role="status">
        ${t(`state.${state.state}`)}
        ${state.reason ? html`<span class="soft">${t(`reason.${state.reason}`, {}, state.reason)}</span>` : nothing}
        <time aria-hidden="true">${this.#timer()}</time>
      </span>
      <button class=${isReady ? "" : "main"} ?hidden=${serving.includes(state.state)} ?disabled=${!canToggle}
        aria-keyshortcuts="F2" @click=${this.#toggle}>${t(isReady ? "go-not-ready" : "go-ready")} <kbd>F2</kbd></button>`;
  }

  /** How long in this state; in wrap-up how long is left, as it ends by itself. */
  #timer() {
    const { since, until } = this.state;
    return until ? `−${clock(Date.parse(until) - this.now)}` : clock(this.now - Date.parse(since));
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
      return html`<p class="banner" role="alert">${s > 1 ? t("disconnected", { s }) : t("reconnecting")}</p>`;
    }
    return this.problem ? html`<p class="banner mild" role="alert">${t(this.problem)}</p>` : nothing;
  }

  #desk() {
    return this.card ? this.#contact() : this.#idle();
  }

  #contact() {
    const { card, t, language, topics, now } = this;
    const phase = this.state?.state ?? "ringing";
    return html`<main>
      <desk-caller-card phase=${phase} .card=${card} .t=${t} .language=${language} .topics=${topics} .now=${now}></desk-caller-card>
      <div class="aside">
        ${phase === "ringing" ? nothing : this.#wrapUpForm(phase)}
        <desk-time-line .entries=${card.timeline} .t=${t} .language=${language} .topics=${topics} .now=${now}></desk-time-line>
      </div>
    </main>`;
  }

  #wrapUpForm(phase) {
    const { card, t, language, topics, dispositions } = this;
    const enabled = phase === "wrap-up" && this.#link.isOpen;
    return keyed(card.offer, html`<desk-wrap-up .enabled=${enabled} .suggested=${card.why.topic} .topics=${topics}
      .dispositions=${dispositions} .t=${t} .language=${language} @finish=${this.#finish}></desk-wrap-up>`);
  }

  #idle() {
    const { t } = this;
    const state = this.state?.state;
    if (!state) return nothing;
    const which = state === "ready" ? "ready" : "not-ready";
    return html`<main>
      <div class="idle ${which}">
        <div class="ring">${icon(which === "ready" ? "phone" : "pause")}</div>
        <h1>${t(`idle.${which}`)}</h1>
        <p>${t(`idle.${which}.more`)}</p>
        <div class="keys" role="group" aria-label=${t("keys")}>
          ${["F2:ready", "F4:wrap-up", "F8:finish", "F9:history"].map((pair) => {
            const [key, what] = pair.split(":");
            return html`<kbd>${key}</kbd><span>${t(`key.${what}`)}</span>`;
          })}
        </div>
      </div>
    </main>`;
  }
}

customElements.define("desk-app", DeskApp);
