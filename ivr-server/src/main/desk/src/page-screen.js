import { LitElement, css, html, nothing } from "lit";
import { speak as speakOnPage } from "./companion/words.js";
import { shared } from "./style.js";

/** What the caller has on the screen just now, drawn small, in the page's own words and language: to be read, not used. */
class PageScreen extends LitElement {
  static properties = { screen: {}, isTyping: { type: Boolean }, t: {} };

  static styles = [
    shared,
    css`
      figure { display: grid; gap: 6px; margin: 0; }
      figcaption { font-size: 12px; color: var(--soft); }
      .glass { display: grid; gap: 8px; max-width: 320px; padding: 12px; border: 2px solid var(--line); border-radius: 16px; background: var(--ground); font-size: 13px; line-height: 1.4; }
      .glass p { overflow-wrap: anywhere; white-space: pre-wrap; }
      .before { color: var(--soft); }
      .now { font-weight: 650; font-size: 14px; }
      ul { display: grid; gap: 4px; margin: 0; padding: 0; list-style: none; }
      li, .box, .pill { display: flex; gap: 8px; padding: 5px 10px; border: 1px solid var(--line); border-radius: 9px; background: var(--surface); overflow-wrap: anywhere; }
      .box { min-height: 32px; color: var(--soft); }
      .pill { justify-content: center; border-color: transparent; background: var(--accent-wash); color: var(--accent); font-weight: 600; }
      b { color: var(--soft); font-variant-numeric: tabular-nums; }
      small { color: var(--soft); }
    `,
  ];

  render() {
    const { screen, t } = this;
    if (!screen) return nothing;
    const words = speakOnPage(screen.language);
    const { said, choices, field, document, asksFile } = screen;
    return html`<figure>
      <figcaption>${t("page.screen")}${screen.matched ? html` · ${t("page.matched")}` : nothing}</figcaption>
      <div class="glass" lang=${screen.language}>
        ${said.slice(0, -1).map((each) => html`<p class="before" dir="auto">${each}</p>`)}
        <p class="now" dir="auto">${said.at(-1) ?? words(emptySaid(screen))}</p>
        ${choices.length > 0 ? html`<ul>${choices.map(({ key, label }) => html`<li>${/^\d$/.test(key) ? html`<b>${key}</b>` : nothing}<span dir="auto">${label}</span></li>`)}</ul>` : nothing}
        ${field ? html`<p>${words(`field.${field.kind}`)}${field.unit ? `, ${field.unit}` : nothing}</p><div class="box">${this.isTyping ? "…" : nothing}</div>` : nothing}
        ${document ? html`<p class="pill">${words("open.document")}</p>` : nothing}
        ${asksFile ? html`<p class="pill">${words("files.add")}</p>` : nothing}
      </div>
    </figure>`;
  }
}

/** As the page itself says it where nothing is said. */
const emptySaid = ({ kind, why }) => (kind === "phone" ? `phone.${["private", "match"].includes(why) ? why : "pin"}` : `now.${kind}`);

customElements.define("desk-page-screen", PageScreen);
