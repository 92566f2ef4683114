// How the companion page looks: one column, made for a thumb.
import { css } from "lit";

export const looks = css`
  :host { display: block; min-height: 100%; }
  *, *::before, *::after { box-sizing: border-box; }
  [hidden] { display: none !important; }
  h1, h2, p, ol, ul { margin: 0; padding: 0; font: inherit; }
  ol, ul { list-style: none; }
  button, input, textarea { font: inherit; color: inherit; margin: 0; }
  button { cursor: pointer; border: 1px solid var(--line-strong); background: var(--surface); border-radius: 14px; min-height: 52px; padding: 10px 18px; overflow-wrap: anywhere; }
  button:disabled { cursor: default; opacity: 0.55; }
  button.main { background: var(--accent); border-color: transparent; color: var(--accent-ink); font-weight: 650; }
  button.quiet { border-color: transparent; background: none; color: var(--accent); font-weight: 600; padding: 10px 12px; min-height: 44px; }
  :focus { outline: none; }
  :focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; }
  h2:focus-visible { outline: none; }
  .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  .page { display: flex; flex-direction: column; min-height: 100dvh; max-width: 560px; margin: 0 auto; padding: 0 max(16px, env(safe-area-inset-left)) max(16px, env(safe-area-inset-bottom)); }
  header { position: sticky; top: 0; z-index: 1; margin: 0 -16px; padding: 12px 16px 10px; background: var(--ground); border-block-end: 1px solid var(--line); }
  h1 { font-size: 15px; font-weight: 650; overflow-wrap: anywhere; }
  .call { display: flex; align-items: center; gap: 8px; font-size: 14px; color: var(--soft); }
  .call::before { content: ""; flex: none; width: 10px; height: 10px; border-radius: 5px; background: var(--line-strong); }
  .call.live { color: var(--good); font-weight: 600; }
  .call.live::before { background: var(--good); animation: pulse 2s ease-in-out infinite; }
  @keyframes pulse { 50% { opacity: 0.35; } }
  main { flex: 1; display: flex; flex-direction: column; gap: 18px; padding-block: 18px; }
  .note { padding: 10px 14px; border-radius: 12px; background: var(--warm-wash); color: var(--warm); font-weight: 550; }
  .note.good { background: var(--good-wash); color: var(--good); }
  section { display: grid; gap: 8px; }
  .before, .soft { color: var(--soft); overflow-wrap: anywhere; white-space: pre-wrap; }
  h2 { font-size: 21px; line-height: 1.3; font-weight: 650; overflow-wrap: anywhere; white-space: pre-wrap; }
  .choices { display: grid; gap: 10px; }
  .choices button { display: flex; align-items: center; gap: 14px; width: 100%; text-align: start; font-weight: 550; }
  .choices button:hover:not(:disabled) { border-color: var(--accent); }
  .choices .picked { border-color: var(--accent); background: var(--accent-wash); opacity: 1; }
  .key { flex: none; min-width: 32px; height: 32px; border-radius: 10px; display: grid; place-items: center; background: var(--sunken); color: var(--soft); font-weight: 650; font-variant-numeric: tabular-nums; }
  form { display: grid; gap: 10px; }
  label { font-weight: 600; overflow-wrap: anywhere; }
  input, textarea { width: 100%; min-height: 54px; padding: 12px 14px; border-radius: 14px; border: 1px solid var(--line-strong); background: var(--surface); font-size: 18px; }
  input.digits { font-size: 24px; letter-spacing: 0.06em; font-variant-numeric: tabular-nums; }
  textarea { resize: vertical; line-height: 1.4; }
  [aria-invalid="true"] { border-color: var(--bad); border-width: 2px; }
  .wrong { color: var(--bad); font-weight: 600; }
  .match { display: grid; gap: 8px; padding: 16px; border-radius: 16px; background: var(--accent-wash); }
  .two { font-size: 64px; line-height: 1.1; font-weight: 700; letter-spacing: 0.16em; font-variant-numeric: tabular-nums; }
  .ways { display: flex; flex-wrap: wrap; gap: 4px 8px; margin-inline: -12px; }
  .leaving { display: grid; gap: 10px; padding: 14px; border: 1px solid var(--line-strong); border-radius: 14px; }
  details { border-block-start: 1px solid var(--line); padding-block-start: 4px; }
  summary { min-height: 44px; display: flex; align-items: center; cursor: pointer; color: var(--soft); font-weight: 600; }
  summary::before { content: "▸"; margin-inline-end: 8px; }
  details[open] summary::before { content: "▾"; }
  details ol { display: grid; gap: 14px; }
  li { display: grid; gap: 6px; overflow-wrap: anywhere; }
  .said { padding-inline-start: 12px; border-inline-start: 3px solid var(--line); color: var(--soft); white-space: pre-wrap; }
  .own { justify-self: end; max-width: 90%; padding: 8px 14px; border-radius: 14px; border-end-end-radius: 4px; background: var(--accent-wash); }
  .middle { flex: 1; display: flex; flex-direction: column; justify-content: center; gap: 18px; }
  .big { font-size: 26px; line-height: 1.25; font-weight: 700; }
  a { color: var(--accent); font-weight: 650; }
  a.main { display: flex; align-items: center; justify-content: center; min-height: 52px; padding: 10px 18px; border-radius: 14px; background: var(--accent); color: var(--accent-ink); text-decoration: none; }
  @media (prefers-reduced-motion: reduce) { *, *::before, *::after { animation: none !important; transition: none !important; } }
  @media (forced-colors: active) { .call.live::before { background: Highlight; } .note, .match, .own { border: 1px solid CanvasText; } }
`;
