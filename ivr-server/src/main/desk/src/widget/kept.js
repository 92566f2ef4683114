// What outlives a page: who the visitor is for all pages of the site, what is being written for this tab alone.
// A browser that keeps nothing still chats; it begins anew with each page.
const recent = 24 * 3_600_000;

export class Kept {
  #site;
  #tab;
  #name;

  constructor(gateway, site, tab) {
    this.#name = `recaller.chat.${gateway}`;
    this.#site = quiet(site);
    this.#tab = quiet(tab);
  }

  /** The key under which other tabs hear of the visitor. */
  get visitorKey() {
    return `${this.#name}.visitor`;
  }

  get visitor() {
    return this.#site.read(this.visitorKey);
  }

  set visitor(secret) {
    this.#site.write(this.visitorKey, secret);
  }

  /** Something was said then. */
  said(at) {
    if (!this.isWithin(0, at)) this.#site.write(`${this.#name}.at`, String(at));
  }

  /** Whether something was said within that time. */
  isWithin(ms, now) {
    return now - Number(this.#site.read(`${this.#name}.at`) ?? 0) < ms;
  }

  /** Whether an answer may still come to a page whose window was not opened. */
  isRecent(now) {
    return this.isWithin(recent, now);
  }

  get tab() {
    try {
      return JSON.parse(this.#tab.read(this.#name) ?? "{}") ?? {};
    } catch {
      return {};
    }
  }

  /** What this tab has: {of, isOpen, draft, unsent}; `of`: whom the site said it was. */
  set tab(state) {
    this.#tab.write(this.#name, JSON.stringify(state));
  }
}

/** Whom the site says its visitor is, as it calls them; "": nobody it knows. The server alone can tell whether it is true. */
export function subjectOf(token) {
  if (!token) return "";
  try {
    return JSON.parse(atob(token.split(".")[1].replaceAll("-", "+").replaceAll("_", "/"))).sub;
  } catch {
    return token;
  }
}

/**
 * What a tab kept, as `who` finds it there. Words of somebody's are gone with them, also when they were not sent yet; what nobody known
 * wrote may be their own who now signs in: they see it, and send it themselves.
 */
export function foundBy(who, { of = "", draft = "", unsent = [], isOpen = false }) {
  if (of === who) return { draft, unsent, isOpen };
  const words = of ? [] : [...unsent.filter(({ key, file }) => !key && !file).map(({ text }) => text), draft];
  return { draft: words.filter(Boolean).join("\n"), unsent: [], isOpen };
}

/** A storage that may be forbidden, full, not there or not wanted: what it cannot keep is kept for the life of the page. */
function quiet(storage) {
  const page = new Map();
  const store = () => (typeof storage === "function" ? storage() : storage);
  return {
    read(key) {
      try {
        return store().getItem(key) ?? page.get(key);
      } catch {
        return page.get(key);
      }
    },
    write(key, value) {
      page.set(key, value);
      try {
        store().setItem(key, value);
      } catch {
        // kept for the life of the page
      }
    },
  };
}
