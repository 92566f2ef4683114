// The way to a messenger: its link and code are asked for when the visitor presses it, and gone once they are good no more.
import { html, nothing, svg } from "lit";

const trusted = ["https://t.me/", "https://wa.me/"];

/** What is known of it. `world` has `now()`, `later(work, ms)` and `cancel(it)`; `changed()` is told. */
export class Elsewhere {
  #world;
  #changed;
  #timer;
  places = [];
  /** The place that was pressed; nothing: none is open. */
  to;
  link;
  isRefused = false;

  constructor(world, changed) {
    this.#world = world;
    this.#changed = changed;
  }

  /** Opens one, or closes it again; true: a link is to be asked for. */
  press(to) {
    const isOther = this.to !== to;
    this.close();
    if (isOther) this.to = to;
    return isOther;
  }

  close() {
    this.#world.cancel(this.#timer);
    this.to = this.link = undefined;
    this.isRefused = false;
    this.#changed();
  }

  /** What was asked for last; no link of anybody else's is ever shown. */
  came({ to, title, url, until, code }) {
    const left = Date.parse(until) - this.#world.now();
    if (to !== this.to || !trusted.some((each) => url?.startsWith(each)) || !(left > 0)) return;
    this.link = { title, url, until, code };
    this.#timer = this.#world.later(() => this.close(), left);
    this.#changed();
  }

  refused() {
    if (!this.to || this.link) return;
    this.isRefused = true;
    this.#changed();
  }
}

/** `time(at)` says when as the reader does; `press(to)` is told what was pressed. */
export function elsewhere(t, { places, to, link, isRefused }, { press, time }) {
  if (places.length === 0) return nothing;
  return html`<div class="elsewhere" role="group" aria-label=${t("elsewhere")}>
    <span aria-hidden="true">${t("elsewhere")}</span>
    ${places.map((each) => html`<button type="button" aria-expanded=${each.to === to} aria-controls="way" aria-label="${t("elsewhere")} ${each.title}" @click=${() => press(each.to)}>${each.title}</button>`)}
    <div id="way" role="status">${isRefused ? t("elsewhere.none") : link ? way(t, link, time) : nothing}</div>
  </div>`;
}

function way(t, { title, url, until, code }, time) {
  return html`<p>${t("elsewhere.good", { time: time(until) })}</p>
    <a class="dial" href=${url} target="_blank" rel="noopener noreferrer">${t("elsewhere.open", { title })}</a>
    ${code ? html`<div class="code"><p>${t("elsewhere.scan")}</p>
      <svg viewBox="0 0 ${code.size} ${code.size}" role="img" aria-label=${t("elsewhere.code", { title })} shape-rendering="crispEdges">${svg`<path d=${code.path} />`}</svg></div>` : nothing}`;
}
