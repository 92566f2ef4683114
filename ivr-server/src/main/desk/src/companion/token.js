// The link's token: in the fragment of the address, which no server and no preview of a link ever sees.

/** Exchanges it for the cookie: {} when that is done, else {problem, call}: why not, and the number to call where one is known. */
export async function exchange(token, fetch) {
  try {
    const answer = await fetch("/c/open", {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ token }), credentials: "same-origin", referrerPolicy: "no-referrer", cache: "no-store",
    });
    if (answer.ok) return {};
    const { type = "", call } = await answer.json().catch(() => ({}));
    return { problem: type.split(":").at(-1) || "unavailable", call };
  } catch {
    return { problem: "unavailable" };
  }
}

/** Whether pressing again may help. */
export const isForNow = (problem) => problem === "too-many" || problem === "unavailable";
