// Pictures and documents handed in on the companion page: what is there, what is on its way, and the button for more.
import { LitElement, css, html, nothing } from "lit";
import { Uploads } from "../uploads.js";
import { flaw, isPicture, size, withCamera } from "../widget/files.js";
import { looks } from "./looks.js";

/** Tells with "busy" ({detail}: whether something is chosen or sent just now), so that the call waits meanwhile. */
export class Handing extends LitElement {
  static properties = { files: {}, isShut: { type: Boolean }, t: {}, language: {} };

  static styles = [
    looks,
    css`
      :host { min-height: 0; }
      .files { gap: 10px; }
      h3 { margin: 0; font-size: 15px; font-weight: 650; }
      li { grid-template-columns: minmax(0, 1fr) auto; align-items: center; gap: 8px 12px; padding: 8px 14px; border: 1px solid var(--line); border-radius: 14px; background: var(--surface); }
      li > a { display: flex; align-items: center; gap: 12px; min-height: 44px; overflow-wrap: anywhere; }
      img { flex: none; width: 56px; height: 56px; object-fit: cover; border-radius: 10px; background: var(--sunken); }
      li button { min-height: 44px; }
      .name { overflow-wrap: anywhere; }
      small, .there { color: var(--soft); font-weight: 450; font-size: 14px; }
      progress, .wrong, li .soft { grid-column: 1 / -1; width: 100%; accent-color: var(--accent); }
    `,
  ];

  /** Addresses of pictures that were chosen here, by name and size. One of before a reload is not fetched for a thumbnail: all of it would come over the phone's line. */
  #thumbnails = new Map();

  constructor() {
    super();
    /** Whether the device's camera or choice of files is open: phones hide the page behind it. */
    this.isChoosing = false;
    this.uploads = new Uploads(this, {
      address: () => "/c/files",
      arrived: (file) => this.#keepThumbnail(file),
      busy: (isBusy) => this.#tell(isBusy),
    });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    for (const address of this.#thumbnails.values()) URL.revokeObjectURL(address);
    this.#thumbnails.clear();
  }

  willUpdate(changed) {
    if (changed.has("isShut") && this.isShut) this.uploads.giveUpAll();
  }

  #choose = () => {
    this.isChoosing = true;
    this.#tell(true);
    this.renderRoot.querySelector("input").click();
  };

  #chosen = ({ target }) => {
    this.isChoosing = false;
    const added = [...target.files].map((file) => ({ client: crypto.randomUUID?.() ?? newId(), file, problem: flaw(file, this.files) }));
    target.value = "";
    this.uploads.add(added);
  };

  #cancelled = () => {
    this.isChoosing = false;
    this.#tell(this.uploads.isBusy);
  };

  #keepThumbnail(file) {
    if (isPicture(file) && !this.#thumbnails.has(nameOf(file))) this.#thumbnails.set(nameOf(file), URL.createObjectURL(file));
  }

  #tell(isBusy) {
    this.dispatchEvent(new CustomEvent("busy", { detail: isBusy }));
  }

  render() {
    const { t, files } = this;
    const sending = this.uploads.going;
    const { given, accept, asked } = files;
    if (this.isShut && given.length === 0) return nothing;
    return html`<section class="files" aria-labelledby=${given.length + sending.length > 0 ? "files" : nothing}>
      ${this.isShut ? nothing : html`<input type="file" hidden multiple accept=${withCamera(accept)} aria-hidden="true" @change=${this.#chosen} @cancel=${this.#cancelled}>
        <button type="button" class=${asked ? "main" : "quiet"} @click=${this.#choose}>${t("files.add")}</button>`}
      ${given.length + sending.length > 0 ? html`<h3 id="files">${t("files.given")}</h3>` : nothing}
      ${given.length > 0 ? html`<ul>${given.map((file) => html`<li>${this.#given(file)}</li>`)}</ul>` : nothing}
      <div role="status">${sending.length > 0 ? html`<ul>${sending.map((one) => html`<li>${this.#going(one)}</li>`)}</ul>` : nothing}</div>
    </section>`;
  }

  #given(file) {
    const { id, name, size: bytes } = file;
    const thumbnail = isPicture(file) && this.#thumbnails.get(nameOf(file));
    return html`<a href="/c/files/${id}" download=${name}>
        ${thumbnail ? html`<img src=${thumbnail} alt="">` : nothing}<span class="name"><bdi>${name}</bdi> <small>${size(bytes, this.language)}</small></span>
      </a> <span class="there">${this.t("files.there")}</span>
      ${file.type === "image/heic" ? html`<p class="soft">${this.t("files.heic")}</p>` : nothing}`;
  }

  #going(one) {
    const { t } = this;
    const { file, problem, done } = one;
    return html`<span class="name"><bdi>${file.name}</bdi></span>
      <button type="button" class="quiet" @click=${() => this.uploads.giveUp(one)}>${t(problem ? "files.remove" : "files.stop")}</button>
      ${problem
        ? html`<p class="wrong">${wordsOf(t, problem, this.files, this.language)}</p>
          ${isForNow(problem) ? html`<button type="button" @click=${() => this.uploads.again(one)}>${t("files.again")}</button>` : nothing}`
        : html`<progress max="1" value=${done} aria-label=${file.name}></progress>`}`;
  }
}

const nameOf = ({ name, size: bytes }) => `${bytes} ${name}`;

const isForNow = (problem) => problem === "unavailable" || problem === "too-many";

/** Where the browser has none: pages are opened over plain HTTP in a laboratory only. */
const newId = () => "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (it) => (it ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (it / 4)))).toString(16));

export function wordsOf(t, problem, { largest }, language) {
  const key = `files.${problem}`;
  const words = t(key, { most: size(largest, language) });
  return words === key ? t("files.unavailable") : words;
}

customElements.define("companion-files", Handing);
