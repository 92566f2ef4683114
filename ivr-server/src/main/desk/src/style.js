// What all elements of the page share.
import { css } from "lit";

export const shared = css`
  :host { display: block; }
  *, *::before, *::after { box-sizing: border-box; }
  h1, h2, h3, p, ul, ol, dl, dd, fieldset { margin: 0; padding: 0; border: 0; }
  ul, ol { list-style: none; }
  [hidden] { display: none !important; }
  h2 {
    font-size: 12px; font-weight: 650; line-height: 1.4; color: var(--soft);
    letter-spacing: 0.01em; margin-bottom: 8px;
  }
  :focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; border-radius: 6px; }
  button, input { font: inherit; color: inherit; }
  button {
    display: inline-flex; align-items: center; justify-content: center; gap: 8px;
    min-height: 34px; padding: 0 12px; border-radius: 8px; cursor: pointer; white-space: nowrap;
    border: 1px solid var(--line); background: var(--surface); font-weight: 550;
  }
  button:hover:not(:disabled) { border-color: var(--line-strong); }
  button:disabled { cursor: default; opacity: 0.5; }
  button.main { background: var(--accent); border-color: transparent; color: var(--accent-ink); }
  button.main kbd { color: inherit; border-color: currentcolor; background: none; }
  button.quiet { border-color: transparent; background: none; color: var(--soft); }
  kbd {
    font: 600 11px/1 ui-monospace, "SF Mono", Menlo, Consolas, monospace; color: var(--soft);
    border: 1px solid var(--line); border-radius: 4px; padding: 3px 5px; background: var(--sunken);
  }
  .panel {
    background: var(--surface); border: 1px solid var(--line); border-radius: 14px;
    box-shadow: var(--shadow);
  }
  .soft { color: var(--soft); }
  .unseen {
    position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
    white-space: nowrap;
  }
  svg { flex: none; width: 16px; height: 16px; }
  @media (prefers-reduced-motion: reduce) {
    *, *::before, *::after { animation: none !important; transition: none !important; }
  }
`;
