import { LitElement, css, html, nothing } from "lit";
import "./files.js";
import { icon } from "./icons.js";
import { topicLabel } from "./story.js";
import { shared } from "./style.js";
import { ago, exact } from "./times.js";

/** Earlier contacts on all channels, newest first. */
class TimeLine extends LitElement {
  static properties = { entries: {}, assignment: {}, isProved: { type: Boolean }, t: {}, language: {}, topics: {}, now: {}, opened: { state: true } };

  static styles = [
    shared,
    css`
      section { padding: 20px 24px 12px; width: 100%; max-height: 100%; overflow-y: auto; }
      h2 { margin-bottom: 14px; }
      li { display: grid; grid-template-columns: 30px 1fr; gap: 0 12px; position: relative; padding-bottom: 16px; }
      li:not(:last-child)::before {
        content: ""; position: absolute; left: 14.5px; top: 32px; bottom: 2px; width: 1px; background: var(--line);
      }
      .mark {
        width: 30px; height: 30px; border-radius: 15px; display: grid; place-items: center;
        background: var(--accent-wash); color: var(--accent);
      }
      .activity .mark { background: var(--sunken); color: var(--soft); }
      .activity .what { font-weight: 450; }
      .line { display: flex; gap: 12px; align-items: baseline; justify-content: space-between; }
      .what { font-weight: 600; overflow-wrap: anywhere; }
      time { color: var(--soft); white-space: nowrap; font-size: 13px; }
      .more { color: var(--soft); font-size: 13px; }
      @media (max-width: 560px) { section { padding: 14px; } .line { flex-wrap: wrap; gap: 0 12px; } }
      .text { margin-top: 4px; padding: 6px 10px; border-radius: 8px; background: var(--sunken); font-size: 13px; white-space: pre-wrap; overflow-wrap: anywhere; }
      details { font-size: 13px; color: var(--soft); }
      summary { width: fit-content; padding: 3px 0; cursor: pointer; }
      desk-files { --picture: 160px; }
      .text svg { width: 13px; height: 13px; vertical-align: -2px; }
    `,
  ];

  constructor() {
    super();
    /** Contacts whose files were looked at: until then none is fetched. */
    this.opened = new Set();
  }

  focus() {
    this.renderRoot.querySelector("section").focus();
  }

  render() {
    const { t, entries } = this;
    return html`<section class="panel" tabindex="0" aria-labelledby="history">
      <h2 id="history">${t("history")}</h2>
      ${entries.length ? html`<ol>${entries.map((entry) => this.#entry(entry))}</ol>` : html`<p class="soft">${t("history.none")}</p>`}
    </section>`;
  }

  #entry(entry) {
    const { t, now, language } = this;
    const channel = t(`channel.${entry.channel}`);
    const topic = entry.topic ? topicLabel(entry.topic, this.topics, language) : "";
    const end = entry.disposition
      ? t(`disposition.${entry.disposition}`, {}, entry.disposition)
      : entry.note && t(`end.${entry.note}`, {}, entry.note);
    const more = [
      topic ? channel : "",
      entry.direction === "outbound" ? t("outbound") : "",
      entry.servedBy ? t("served-by", { who: entry.servedBy }) : "",
      end,
      entry.files && !entry.given ? t(this.isProved ? "history.files" : "history.files.withheld", { n: entry.files }) : "",
    ].filter(Boolean);
    return html`<li class=${entry.nature}>
      <span class="mark">${icon(entry.channel)}</span>
      <div>
        <div class="line">
          <span class="what">${topic || channel}</span>
          <time datetime=${entry.at} title=${exact(entry.at, now, language)}>${ago(entry.at, now, t, language)}</time>
        </div>
        ${more.length ? html`<p class="more">${more.join(" · ")}</p>` : nothing}
        ${entry.given ? this.#files(entry) : nothing}
        ${entry.hasText ? html`<p class="text">${entry.text ? entry.text : html`<span class="soft">${icon("lock")} ${t("note.withheld")}</span>`}</p>` : nothing}
      </div>
    </li>`;
  }

  #files({ at, channel, files, given }) {
    const key = `${at} ${channel}`;
    const open = ({ target }) => {
      if (target.open && !this.opened.has(key)) this.opened = new Set(this.opened).add(key);
    };
    return html`<details @toggle=${open}>
      <summary>${this.t("history.files", { n: files })}</summary>
      ${this.opened.has(key) ? html`<desk-files .assignment=${this.assignment} .files=${given} .t=${this.t} .language=${this.language}></desk-files>` : nothing}
    </details>`;
  }
}

customElements.define("desk-time-line", TimeLine);
