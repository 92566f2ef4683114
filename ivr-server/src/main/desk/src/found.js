// What a search found, as it is shown.

/** Characters shown before the word that was found, and in all. */
const before = 60;
const most = 220;

const words = (typed) => typed.split(/[^\p{L}\p{M}\p{N}]+/u).filter(Boolean).map((word) => word.toLocaleLowerCase());

/** Whether a word of the text begins at that place. */
const begins = (text, at) => at === 0 || /[^\p{L}\p{M}\p{N}]/u.test(text[at - 1]);

/** Whether that, hits or a problem, is what came of what was asked last. */
export const answers = (found, asked) => !!found && !!asked && found.text === asked.text && !!found.everywhere === !!asked.everywhere;

/** The part of a text that has what was looked for, in pieces: [text, whether it was looked for], … */
export function pieces(text, typed) {
  const small = text.toLocaleLowerCase();
  const wanted = words(typed);
  // letters whose other case is longer than themselves would be marked beside where they are
  const places = small.length === text.length ? placesOf(small, wanted) : [];
  const from = places.length > 0 ? Math.max(0, places[0][0] - before) : 0;
  const until = Math.min(text.length, from + most);
  const cut = [];
  let at = from;
  for (const [begin, end] of places) {
    if (begin < at || end > until) continue;
    if (begin > at) cut.push([text.slice(at, begin), false]);
    cut.push([text.slice(begin, end), true]);
    at = end;
  }
  if (at < until) cut.push([text.slice(at, until), false]);
  if (from > 0) cut.unshift(["…", false]);
  if (until < text.length) cut.push(["…", false]);
  return cut;
}

function placesOf(small, wanted) {
  const places = [];
  for (const word of wanted) {
    for (let at = small.indexOf(word); at >= 0; at = small.indexOf(word, at + word.length)) {
      if (begins(small, at)) places.push([at, at + word.length]);
    }
  }
  return places.sort((one, other) => one[0] - other[0] || other[1] - one[1]);
}
