// The one link that the flow itself says here: to the page for a PIN.
const link = /https?:\/\/[^\s<>"]+\/c\/pin#[\w-]{22}(?![\w-])/;

/** What stands before the link, the link, and what stands after it; undefined where there is none. */
export function pinned(words) {
  const found = link.exec(words ?? "");
  return found ? { before: words.slice(0, found.index), url: found[0], after: words.slice(found.index + found[0].length) } : undefined;
}
