// The page where whoever writes keys their PIN, which would stay in a history else; docs/companion.md has the protocol.
import { LitElement, html, nothing } from "lit";
import { Attempt } from "./attempt.js";
import { looks } from "./looks.js";
import { speak } from "./pin-words.js";

const tries = 4;
const after = 700;

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

async function post(path, body) {
  for (let tried = 1; ; tried++) {
    try {
      const answer = await fetch(`/c/pin/${path}`, {
        method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body), credentials: "omit", referrerPolicy: "no-referrer", cache: "no-store",
      });
      const said = await answer.json();
      if (answer.ok) return said;
      if (answer.status !== 503 || tried === tries) return { state: said.type?.split(":").at(-1) ?? "unavailable" };
    } catch {
      if (tried === tries) return { state: "unavailable" };
    }
    await pause(after * tried);
  }
}

const isForNow = (state) => state === "unavailable" || state === "too-many";

class PinPage extends LitElement {
  static properties = { stage: { state: true }, flaw: { state: true }, isBusy: { state: true }, isShown: { state: true } };
  static styles = looks;

  #token = "";
  #open = {};
  #number = "";
  #attempt = new Attempt();

  constructor() {
    super();
    this.stage = "wait";
    this.flaw = "";
    this.isBusy = this.isShown = false;
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener("hashchange", this.#begin);
    this.#begin();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener("hashchange", this.#begin);
  }

  /** The token leaves the address bar and the history. */
  #begin = () => {
    const token = location.hash.slice(1);
    if (!token) {
      if (!this.#token) this.stage = "no-link";
      return;
    }
    this.#token = token;
    history.replaceState(null, "", location.pathname);
    this.#look();
  };

  #look = async () => {
    this.stage = "wait";
    const shown = await post("look", { token: this.#token });
    this.#open = shown.state === "open" ? shown : {};
    this.#goes(shown.state);
  };

  get #t() {
    return speak([this.#open.language, ...navigator.languages]);
  }

  async #goes(stage) {
    this.stage = stage;
    await this.updateComplete;
    this.renderRoot.querySelector("h2")?.focus();
  }

  #send = async (event) => {
    event.preventDefault();
    if (this.isBusy) return;
    const field = this.renderRoot.querySelector("#pin");
    const pin = field.value.replace(/\p{Cf}/gu, "").trim();
    this.flaw = /^\p{Nd}{4,12}$/u.test(pin) ? "" : this.#t("shape");
    if (this.flaw) return field.focus();
    this.isBusy = true;
    const said = await post("prove", { token: this.#token, attempt: this.#attempt.with(pin), pin });
    this.isBusy = false;
    if (isForNow(said.state)) {
      this.flaw = this.#t(said.state);
      return;
    }
    this.#attempt.isAnswered();
    if (said.state === "wrong" || said.state === "no-pin") this.#wrong(field, said);
    else {
      this.#number = said.number ?? "";
      this.#goes(said.state);
    }
  };

  #wrong(field, { state, left }) {
    field.value = "";
    this.flaw = state === "wrong" ? this.#t("wrong", { left }) : this.#t("shape");
    field.focus();
  }

  #refuse = async () => {
    this.isBusy = true;
    const { state } = await post("refuse", { token: this.#token });
    this.isBusy = false;
    if (isForNow(state)) this.flaw = this.#t(state);
    else this.#goes(state);
  };

  updated() {
    document.documentElement.lang = this.#t.tag;
    document.title = this.#t("title");
  }

  render() {
    const t = this.#t;
    return html`<div class="page"><header><h1>${t("title")}</h1></header><main>${this.#inside(t)}</main></div>`;
  }

  #inside(t) {
    switch (this.stage) {
      case "wait": return html`<p role="status" class="soft">${t("wait")}</p>`;
      case "open": return this.#asks(t);
      case "right": return this.#right(t);
      case "unavailable": case "too-many": return html`<h2 tabindex="-1">${t(this.stage)}</h2><button class="main" @click=${this.#look}>${t("next")}</button>`;
      default: return html`<h2 tabindex="-1">${t(this.stage)}</h2>`;
    }
  }

  #asks(t) {
    const { door, who } = this.#open;
    return html`<section><p class="soft">${t("through")}</p><h2 tabindex="-1">${t.door(door)}</h2>
        ${who ? html`<p><span class="soft">${t("as")}:</span> <bdi>${who}</bdi></p>` : nothing}</section>
      <p class="note" id="warn">${t("warn")}</p>
      <form @submit=${this.#send} novalidate>
        <label for="pin">${t("pin")}</label>
        <input id="pin" class="digits" type=${this.isShown ? "text" : "password"} inputmode="numeric" autocomplete="off" maxlength="12" spellcheck="false"
          aria-describedby="warn flaw" aria-invalid=${this.flaw ? "true" : "false"} @input=${() => (this.flaw = "")}>
        <p class="wrong" id="flaw" role="alert">${this.flaw || nothing}</p>
        <button class="main" ?disabled=${this.isBusy}>${this.isBusy ? t("wait") : t("next")}</button>
      </form>
      <div class="ways">
        <button class="quiet" type="button" aria-pressed=${this.isShown ? "true" : "false"} @click=${() => (this.isShown = !this.isShown)}>${t(this.isShown ? "hide" : "show")}</button>
        <button class="quiet" type="button" ?disabled=${this.isBusy} @click=${this.#refuse}>${t("refuse")}</button>
      </div>`;
  }

  #right(t) {
    return html`<section class="match"><h2 tabindex="-1">${t("right")}</h2>
        <p class="two" aria-label=${[...this.#number].join(" ")}>${this.#number}</p>
        <p>${t("right.where", { door: t.door(this.#open.door) })}</p></section>
      <p class="note">${t("right.warn")}</p>
      <p class="soft">${t("right.end")}</p>`;
  }
}

customElements.define("pin-page", PinPage);
