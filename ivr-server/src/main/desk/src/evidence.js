// Why something is recommended, in words.
import { topicLabel } from "./story.js";

const most = 3;
/** Log-odds that nobody would notice. */
const little = 0.05;

/** The parts of the score that speak for it, the strongest first, three at most; what nobody answered yet is said to be new. */
export function evidence({ because }, { t, topics, language }) {
  const lines = because
    .filter(({ kind, adds }) => ["itself", "segment", "topic"].includes(kind) && adds > little)
    .sort((one, other) => other.adds - one.adds)
    .slice(0, most)
    .map(({ kind, of, accepted, answered }) => t(`next-best.because.${kind}`, { of: kind === "topic" ? topicLabel(of, topics, language) : of, n: accepted, all: answered }));
  const itself = because.find(({ kind }) => kind === "itself");
  return itself ? lines : [...lines, t("next-best.new")];
}

/** "18 %". */
export function percent(share) {
  return `${Math.round(share * 100)} %`;
}
