// Files of the chat: sent and fetched over HTTP with the visitor's secret, beside the socket.

/** Sends one file; without a `secret` it is known by the page's cookie. `told(share)` while it goes, `done()` when the server has it, `refused(problem)` else. */
export function upload(url, secret, { client, file }, { told, done, refused }) {
  const request = new XMLHttpRequest();
  request.open("POST", `${url}?${new URLSearchParams({ client, name: file.name })}`);
  if (secret) request.setRequestHeader("Authorization", `Bearer ${secret}`);
  request.setRequestHeader("Content-Type", "application/octet-stream");
  request.timeout = 180_000;
  request.upload.onprogress = ({ loaded, total }) => total && told(loaded / total);
  request.onload = () => (request.status === 201 ? done() : refused(problemOf(request)));
  request.onerror = request.ontimeout = () => refused("unavailable");
  request.send(file);
  return request;
}

function problemOf({ responseText }) {
  try {
    return JSON.parse(responseText).type.split(":").at(-1);
  } catch {
    return "unavailable";
  }
}

/** A server gives one address no more than a few at a time. */
const fetchedAtOnce = 2;
const mostTries = 5;
/** Seconds. */
const [usualPause, longestPause] = [2, 30];

const page = {
  fetch: (url, options) => fetch(url, options),
  later: (work, ms) => setTimeout(work, ms),
};

/** What was fetched, by id, as addresses of this page: "" while it comes, null when it could not be had. */
export class Fetched {
  #addresses = new Map();
  #changed;
  #world;
  #underWay = 0;
  #waiting = [];

  /** `world` has what a page has: `fetch(url, options)` and `later(work, ms)`. */
  constructor(changed, world = page) {
    this.#changed = changed;
    this.#world = world;
  }

  /** Fetches it unless it is here or under way; what could not be had is tried again only when `isAsked`. */
  async get(url, secret, id, isAsked = false) {
    const known = this.#addresses.get(id);
    if (known === undefined || (known === null && isAsked)) {
      this.#addresses.set(id, "");
      this.#addresses.set(id, await this.#inTurn(() => this.#fetched(url, secret, id)));
      this.#changed();
    }
    return this.#addresses.get(id);
  }

  /** A few at a time, in the order they were asked for. */
  async #inTurn(work) {
    if (this.#underWay === fetchedAtOnce) await new Promise((go) => this.#waiting.push(go));
    else this.#underWay++;
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#underWay--;
    }
  }

  /** When too much is fetched just now, again after as long as the server says. */
  async #fetched(url, secret, id) {
    try {
      for (let tries = 1; ; tries++) {
        const answer = await this.#world.fetch(`${url}/${id}`, { headers: { Authorization: `Bearer ${secret}` }, credentials: "omit", referrerPolicy: "no-referrer" });
        if (answer.ok) return URL.createObjectURL(await answer.blob());
        if (![429, 503].includes(answer.status) || tries === mostTries) return null;
        const seconds = Math.min(longestPause, Number(answer.headers.get("Retry-After")) || usualPause);
        await new Promise((go) => this.#world.later(go, seconds * 1_000));
      }
    } catch {
      return null;
    }
  }

  /** What is here already. */
  address(id) {
    return this.#addresses.get(id);
  }

  forget() {
    for (const address of this.#addresses.values()) if (address) URL.revokeObjectURL(address);
    this.#addresses.clear();
  }
}

/** How big, as people read it. */
export function size(bytes, language) {
  const [value, unit] = bytes >= 1_000_000 ? [bytes / 1_000_000, "megabyte"] : [Math.max(1, bytes / 1_000), "kilobyte"];
  return new Intl.NumberFormat(language, { style: "unit", unit, maximumFractionDigits: value < 10 ? 1 : 0 }).format(value);
}

/** What is wrong with a file before it is sent; undefined: nothing. What it holds is looked at by the server. */
export const flaw = ({ size: bytes }, { largest }) => (bytes === 0 ? "file-empty" : bytes > largest ? "file-too-big" : undefined);

/** Whether every browser shows it. */
export const isPicture = ({ type }) => ["image/jpeg", "image/png", "image/gif", "image/webp"].includes(type);

/**
 * What is offered to choose from. Apple's browsers make a JPEG of a HEIC photograph, which few computers open, wherever JPEG is asked for and HEIC is not,
 * not even as some picture; there a camera is offered for a JPEG as well. All others choose by what is taken.
 */
export function offered(accept, vendor = navigator.vendor) {
  if (!takesJpeg(accept) || !isApple(vendor)) return accept;
  return accept.split(",").filter((each) => !/^\.hei[cf]$/.test(each)).join(",");
}

/** The same, with the camera of phones that offer it for any picture only. */
export const withCamera = (accept, vendor = navigator.vendor) => (takesJpeg(accept) && !isApple(vendor) ? `image/*,${accept}` : offered(accept, vendor));

const takesJpeg = (accept) => /\.jpe?g\b/.test(accept);
const isApple = (vendor) => /^Apple/.test(vendor ?? "");

/** Files of a drop. */
export const filesOf = (transfer) => [...(transfer?.files ?? [])];

/** Files of a paste. Words are pasted as words, though office programs add a picture of them; file managers add names of the files. */
export function pasted(clipboard) {
  const files = filesOf(clipboard);
  const lines = (clipboard?.getData("text/plain") ?? "").split(/[\r\n]+/).filter((line) => line.trim());
  const isNamesOnly = lines.every((line) => files.some(({ name }) => line === name || line.endsWith(`/${name}`)));
  return isNamesOnly ? files : [];
}
