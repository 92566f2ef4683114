// Who a caller can be handed over to, found by typing.

/** What people put between the digits of a number. */
const between = /[\s().\-/\u00a0]/g;

const words = (skills) => skills.map(({ skill, level }) => `${skill} ${level}`).join(" · ");

const agent = (one) => ({
  kind: "agent", key: `agent ${one.login}`, to: { agent: one.login }, name: one.name, state: one.state, reason: one.reason,
  skills: words(one.skills), canBeConsulted: one.state === "ready", text: `${one.name} ${one.login} ${words(one.skills)}`,
});

/** Whoever of it fits best is asked, so somebody must be free; whether they fit, the server knows. */
const queue = (one, isAnybodyFree) => ({
  kind: "queue", key: `queue ${one.name}`, to: { queue: one.name }, name: one.name, waiting: one.waiting, canBeConsulted: isAnybodyFree, text: one.name,
});

const number = (typed) => ({ kind: "number", key: "number", to: { number: typed }, name: typed, canBeConsulted: true, text: typed });

/**
 * Agents, queues, and the number that was typed if there may be one; each with `to` as the server is told. Every word
 * typed must be in an agent's name, login or skills, or in a queue's name, in whatever case.
 */
export function targets(directory, typed = "", mayDial = false) {
  const wanted = typed.trim().toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const { agents = [], queues = [] } = directory ?? {};
  const isAnybodyFree = agents.some((one) => one.state === "ready");
  const found = [...agents.map(agent), ...queues.map((one) => queue(one, isAnybodyFree))].filter((one) => {
    const text = one.text.toLocaleLowerCase();
    return wanted.every((word) => text.includes(word));
  });
  const digits = typed.replace(between, "");
  return mayDial && /^\+?\d{2,20}$/.test(digits) ? [number(typed.trim()), ...found] : found;
}
