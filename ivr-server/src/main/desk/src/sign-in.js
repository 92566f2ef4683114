import { LitElement, css, html } from "lit";
import { shared } from "./style.js";

const station = "recaller.desk.station";

/** The way in. Fires "signed-in" with the agent. */
class SignIn extends LitElement {
  static properties = { t: {}, problem: { state: true }, busy: { state: true } };

  static styles = [
    shared,
    css`
      :host { display: grid; grid-template-columns: minmax(0, 360px); justify-content: center; align-items: center; min-height: 80vh; padding: 24px; box-sizing: border-box; }
      input { width: 100%; min-width: 0; }
      .help { color: var(--soft); font-weight: 450; font-size: 13px; }
      form { padding: 32px; display: grid; gap: 16px; }
      img { width: 44px; height: 44px; display: block; margin-bottom: 16px; }
      h1 { font-size: 22px; line-height: 1.25; letter-spacing: -0.01em; }
      label { display: grid; gap: 6px; font-weight: 550; }
      input {
        height: 40px; padding: 0 12px; border: 1px solid var(--line-strong); border-radius: 8px;
        background: var(--sunken);
      }
      button { height: 40px; margin-top: 4px; }
      ::placeholder { color: var(--soft); font-weight: 450; opacity: 1; }
      @media (max-width: 560px) { :host { padding: 12px; min-height: 0; align-items: start; } form { padding: 20px; } }
      .problem { color: var(--bad); min-height: 1.450em; }
    `,
  ];

  firstUpdated() {
    this.renderRoot.querySelector("input").focus();
  }

  async #submit(event) {
    event.preventDefault();
    const fields = new FormData(event.target);
    this.busy = true;
    this.problem = "";
    try {
      const answer = await fetch("/desk/session", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(Object.fromEntries(fields)),
      });
      await this.#answered(answer);
    } catch {
      this.problem = "unavailable";
    }
    this.busy = false;
  }

  async #answered(answer) {
    const body = await answer.json();
    if (answer.ok) {
      localStorage.setItem(station, this.renderRoot.querySelector("[name=station]").value);
      this.dispatchEvent(new CustomEvent("signed-in", { detail: body }));
      return;
    }
    this.problem = body.type?.split(":").at(-1) ?? "unavailable";
    await this.updateComplete;
    this.renderRoot.querySelector("[name=password]").select();
  }

  render() {
    const { t } = this;
    return html`
      <form class="panel" @submit=${this.#submit}>
        <div>
          <img src="/desk/icon.svg" alt="">
          <h1>Recaller</h1>
          <p class="soft">${t("sign-in.lead")}</p>
        </div>
        <label>${t("login")}<input name="login" autocomplete="username" autocapitalize="none" spellcheck="false" required></label>
        <label>${t("password")}<input name="password" type="password" autocomplete="current-password" required></label>
        <label>${t("phone")}<input name="station" placeholder=${t("phone.usual")} value=${localStorage.getItem(station) ?? ""} autocomplete="off" spellcheck="false" aria-describedby="phone-help">
          <span class="help" id="phone-help">${t("phone.help")}</span></label>
        <button class="main" ?disabled=${this.busy}>${t("sign-in")}</button>
        <p class="problem" role="alert">${this.problem ? t(this.problem, {}, t("unavailable")) : ""}</p>
      </form>
    `;
  }
}

customElements.define("desk-sign-in", SignIn);
