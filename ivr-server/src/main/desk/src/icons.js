// Small line drawings, one stroke, in the colour of the text around them.
import { svg, html } from "lit";

const shapes = {
  phone: svg`<path d="M5.2 2.5 7 6 5.4 7.4a9 9 0 0 0 3.2 3.2L10 9l3.5 1.8v2.1c0 .6-.5 1.1-1.1 1C6.9 13.5 2.5 9.1 2.1 3.6c0-.6.4-1.1 1-1.1Z"/>`,
  chat: svg`<path d="M2.5 3.5h11v7.5H8L5 13.7V11H2.5Z"/>`,
  email: svg`<path d="M2 3.7h12v8.6H2ZM2 4.5l6 4.3 6-4.3"/>`,
  sms: svg`<path d="M4.5 1.8h7v12.4h-7ZM7 12h2"/>`,
  messenger: svg`<path d="m2 7.8 12-5-2.2 10.7-4-3-2 2-.4-3.7 5.6-4.5"/>`,
  web: svg`<circle cx="8" cy="8" r="6"/><path d="M2 8h12M8 2c4 3.8 4 8.2 0 12M8 2C4 5.8 4 10.2 8 14"/>`,
  shop: svg`<path d="M2.5 6.5 3.5 3h9l1 3.5M3.5 7v6.2h9V7M2.5 6.5a1.8 1.8 0 0 0 3.6 0 1.9 1.9 0 0 0 3.8 0 1.8 1.8 0 0 0 3.6 0M6.5 13V9.8h3V13"/>`,
  verified: svg`<path d="M8 1.8 13 3.5v4c0 3.3-2.1 5.4-5 6.7-2.9-1.3-5-3.4-5-6.7v-4ZM5.7 7.9l1.6 1.6 3-3.2"/>`,
  doubt: svg`<path d="M8 1.8 13 3.5v4c0 3.3-2.1 5.4-5 6.7-2.9-1.3-5-3.4-5-6.7v-4ZM8 5v3.2M8 10.3v.100"/>`,
  lock: svg`<path d="M4 7h8v6H4ZM5.7 7V5.3a2.3 2.3 0 0 1 4.6 0V7"/>`,
  pause: svg`<path d="M5.5 3.5v9M10.5 3.5v9"/>`,
  fact: svg`<circle cx="8" cy="8" r="6"/><path d="M8 7.3v3.9M8 4.8v.1"/>`,
  request: svg`<path d="M3.5 2h6L12.5 5v9h-9ZM9.3 2v3.2h3.2M5.8 8h4.4M5.8 10.7h4.4"/>`,
};

/** A drawing without a name of its own: the words beside it say it. */
export function icon(name) {
  return html`<svg viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.4" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${shapes[name] ?? shapes.request}</svg>`;
}
