import { LitElement, css, html, nothing } from "lit";
import { evidence, percent } from "./evidence.js";
import { shared } from "./style.js";
import { exact } from "./times.js";
import { pick } from "./words.js";

const answers = ["accepted", "declined", "wrong"];

/** What to offer the customer next, and why. Fires "answer" with {answer} when the agent says what came of it. */
class NextBest extends LitElement {
  static properties = { one: {}, t: {}, language: {}, topics: {}, now: {}, isOnline: { type: Boolean } };

  static styles = [
    shared,
    css`
      section { padding: 16px 24px; background: var(--accent-wash); border-bottom: 1px solid var(--line); }
      h2 { display: flex; align-items: center; gap: 8px; color: var(--accent); }
      .text { font-size: 16px; font-weight: 600; overflow-wrap: anywhere; }
      .why { margin-top: 6px; overflow-wrap: anywhere; }
      .because { margin-top: 8px; color: var(--soft); font-size: 13px; }
      .because li { overflow-wrap: anywhere; }
      .answers { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 12px; align-items: center; }
      button[aria-pressed="true"] { border-color: var(--accent); background: var(--surface); color: var(--accent); font-weight: 650; }
      button[aria-pressed="true"]::before { content: "✓"; }
      @media (max-width: 560px) { section { padding-left: 14px; padding-right: 14px; } .answers button { white-space: normal; } }
    `,
  ];

  /** To the answers; the keys 1, 2 and 3 give one from there. */
  focus() {
    this.renderRoot.querySelector(".answers button")?.focus();
  }

  render() {
    const { one, t, language } = this;
    if (!one) return nothing;
    const reason = pick(one.reason, language);
    return html`<section aria-labelledby="next">
      <h2 id="next">${t("next-best")} <kbd>F1</kbd></h2>
      <p class="text">${pick(one.text, language)}</p>
      ${reason ? html`<p class="why">${reason}</p>` : nothing}
      <ul class="because">
        ${evidence(one, this).map((line) => html`<li>${line}</li>`)}
        <li>${t("next-best.chance", { share: percent(one.chance) })} · ${t("until", { when: exact(one.until, this.now, language) })}</li>
      </ul>
      <div class="answers" role="group" aria-label=${t("next-best.answer")} @keydown=${this.#key}>
        ${answers.map((answer, i) => html`<button type="button" aria-pressed=${one.state === answer} aria-keyshortcuts=${i + 1} ?disabled=${!this.isOnline}
          @click=${() => this.#say(answer)}>${t(`next-best.${answer}`)} <kbd>${i + 1}</kbd></button>`)}
      </div>
    </section>`;
  }

  #key = (event) => {
    const answer = answers[Number(event.key) - 1];
    if (!answer || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || !this.isOnline) return;
    event.preventDefault();
    this.#say(answer);
  };

  #say(answer) {
    if (answer !== this.one.state) this.dispatchEvent(new CustomEvent("answer", { detail: { answer } }));
  }
}

customElements.define("desk-next-best", NextBest);
