// Files of a conversation: what came and went, and what the agent sends.
import { LitElement, css, html, nothing } from "lit";
import { newId } from "./conversation.js";
import { shared } from "./style.js";
import { Uploads } from "./uploads.js";
import { flaw, size } from "./widget/files.js";

/** The files of one message: pictures are shown, everything can be kept. */
class Files extends LitElement {
  static properties = { assignment: {}, files: {}, t: {}, language: {} };

  static styles = [
    shared,
    css`
      ul { display: grid; gap: 6px; margin: 4px 0 0; padding: 0; list-style: none; }
      a { display: inline-grid; max-width: 100%; padding: 8px 12px; border: 1px solid var(--line); border-radius: 10px; background: var(--surface); color: inherit; overflow-wrap: anywhere; }
      a.picture { padding: 0; overflow: hidden; }
      a:hover { border-color: var(--accent); }
      img { display: block; max-width: 100%; max-height: var(--picture, 260px); min-height: 24px; object-fit: contain; background: var(--sunken); }
      small { font-size: 12px; color: var(--soft); }
    `,
  ];

  render() {
    return html`<ul>${this.files.map((file) => html`<li>${this.#file(file)}</li>`)}</ul>`;
  }

  #file({ id, name, type, size: bytes, isPicture }) {
    const { t, language } = this;
    const label = t("file.save", { name, size: size(bytes, language) });
    const address = `/desk/files/${this.assignment}/${id}`;
    return isPicture
      ? html`<a class="picture" href=${address} download=${name} title=${label} aria-label=${label}><img src=${address} alt=${t("file.picture", { name })} loading="lazy" @load=${() => this.dispatchEvent(new Event("load"))} /></a>`
      : html`<a href=${address} download=${name} title=${label}><bdi>${name}</bdi> <small>${size(bytes, language)}</small>${type === "image/heic" ? html` <small>${t("file.heic")}</small>` : nothing}</a>`;
  }
}

customElements.define("desk-files", Files);

/**
 * The button that attaches, and what is on its way, which is shown on while nothing more can be attached (`isShut`).
 * `add(files)` sends what was pasted or dropped.
 */
class Attach extends LitElement {
  static properties = { assignment: {}, isShut: { type: Boolean }, t: {}, language: {}, limits: { state: true } };

  static styles = [
    shared,
    css`
      :host { display: contents; }
      [role="status"] { flex: 1 1 100%; }
      ul { display: grid; gap: 4px; margin: 0; padding: 0; list-style: none; font-size: 13px; }
      li { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 10px; }
      li span { overflow-wrap: anywhere; }
      progress { flex: 1 1 60px; height: 6px; accent-color: var(--accent); }
      .bad { color: var(--bad); font-weight: 550; }
      li button { min-height: 26px; padding: 0 8px; font-size: 12px; }
    `,
  ];

  constructor() {
    super();
    this.uploads = new Uploads(this, { address: () => `/desk/files/${this.assignment}` });
  }

  willUpdate(changed) {
    if (changed.has("assignment")) this.#ask();
  }

  /** Whether files may be sent there, and how big. */
  async #ask() {
    const { assignment } = this;
    this.limits = undefined;
    try {
      const answer = await fetch(`/desk/files/${assignment}`);
      if (answer.ok && assignment === this.assignment) this.limits = await answer.json();
    } catch {
      // asked again when something is to be sent
    }
  }

  /** Sends them one after another, each a message of its own. */
  async add(files) {
    if (!this.limits) await this.#ask();
    const problem = this.limits ? (this.limits.taken && this.limits.accept ? undefined : "file-channel") : "unavailable";
    this.uploads.add(files.map((file) => ({ client: newId(), file, problem: problem ?? flaw(file, this.limits) })));
  }

  #chosen({ target }) {
    this.add([...target.files]);
    target.value = "";
  }

  render() {
    const { t } = this;
    const isOff = this.limits && !(this.limits.taken && this.limits.accept);
    return html`${this.uploads.going.length > 0 ? html`<div role="status"><ul>${this.uploads.going.map((one) => this.#one(one))}</ul></div>` : nothing}
      <input type="file" hidden multiple accept=${this.limits?.accept ?? ""} @change=${this.#chosen} />
      <button type="button" ?hidden=${this.isShut} ?disabled=${isOff} title=${isOff ? t("file.file-channel") : t("file.attach")}
        @click=${() => this.renderRoot.querySelector("input").click()}>${t("file.attach")}</button>`;
  }

  #one(one) {
    const { t } = this;
    const most = this.limits ? size(this.limits.largest, this.language) : "";
    return html`<li><bdi>${one.file.name}</bdi>
      ${one.problem ? html`<span class="bad">${t(`file.${one.problem}`, { most }, t("file.unavailable"))}</span>` : html`<progress max="1" value=${one.done} aria-label=${one.file.name}></progress>`}
      ${one.problem === "unavailable" ? html`<button type="button" @click=${() => this.uploads.again(one)}>${t("send-again")}</button>` : nothing}
      <button type="button" @click=${() => this.uploads.giveUp(one)}>${t(one.problem ? "file.remove" : "cancel")}</button></li>`;
  }
}

customElements.define("desk-attach", Attach);
