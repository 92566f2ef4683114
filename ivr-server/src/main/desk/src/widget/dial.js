// A line of the flow that is a number and a code to be dialled (RFC 3966; a comma is a pause): shown as a link, and nothing else ever is.
const line = /^tel:\+?\d{3,15},,\d{6}$/m;

/** The words without that line, and the line; `call` is undefined where there is none. */
export function dialled(text) {
  const call = line.exec(text)?.[0];
  return { words: call ? text.replace(line, "").replace(/\n{2,}/g, "\n").trim() : text, call };
}
