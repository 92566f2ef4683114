// Instants and lengths as people say them. Our own month names: browsers lack some in Kazakh.
const months = {
  en: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
  ru: ["янв", "фев", "мар", "апр", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"],
  kk: ["қаң", "ақп", "нау", "сәу", "мам", "мау", "шіл", "там", "қыр", "қаз", "қар", "жел"],
};
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** "2 h ago"; beyond two weeks the date. */
export function ago(instant, now, t, language) {
  const age = Math.max(0, now - Date.parse(instant));
  if (age < minute) return t("now");
  if (age < hour) return t("min", { n: Math.floor(age / minute) });
  if (age < day) return t("h", { n: Math.floor(age / hour) });
  if (age < 14 * day) return t("d", { n: Math.floor(age / day) });
  return date(instant, now, language);
}

/** "12 Oct", with the year when it is another one. */
export function date(instant, now, language) {
  const at = new Date(instant);
  const words = `${at.getDate()} ${(months[language] ?? months.en)[at.getMonth()]}`;
  return at.getFullYear() === new Date(now).getFullYear() ? words : `${words} ${at.getFullYear()}`;
}

/** "12 Oct, 14:05": the exact instant, for a tooltip. */
export function exact(instant, now, language) {
  const at = new Date(instant);
  const two = (n) => String(n).padStart(2, "0");
  return `${date(instant, now, language)}, ${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** "14:05". */
export function timeOfDay(instant) {
  const at = new Date(instant);
  return [at.getHours(), at.getMinutes()].map((n) => String(n).padStart(2, "0")).join(":");
}

/** "0:07", "12:40", "1:02:03". */
export function clock(milliseconds) {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const two = (n) => String(n).padStart(2, "0");
  const h = Math.floor(seconds / 3600);
  const m = Math.floor(seconds / 60) % 60;
  return h ? `${h}:${two(m)}:${two(seconds % 60)}` : `${m}:${two(seconds % 60)}`;
}

/** How long `since`; of what ends by itself, how long `until` that. */
export function timer({ since, until }, now) {
  return until ? `−${clock(Date.parse(until) - now)}` : clock(now - Date.parse(since));
}

/** "23 h 10 min", "8 min": of a length whose seconds nobody counts. */
export function longClock(milliseconds, t) {
  const m = Math.max(0, Math.floor(milliseconds / minute));
  return m < 60 ? t("minutes", { m }) : t("hours", { h: Math.floor(m / 60), m: m % 60 });
}
