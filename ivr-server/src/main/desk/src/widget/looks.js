// How the chat looks. Nothing of the site's own style reaches in, but for --recaller-accent and --recaller-accent-ink.
import { css } from "lit";

export const looks = css`
  :host {
    /* What is important in here wins over whatever the site says of all elements. */
    all: initial !important;
    color-scheme: light dark !important;
    --surface: #ffffff; --sunken: #f4f5f8; --ink: #161a22; --soft: #545e6e; --line: #e2e5eb; --line-strong: #7b8594;
    --accent: var(--recaller-accent, #3457d5); --accent-ink: var(--recaller-accent-ink, #ffffff); --bad: #b3261e;
    --shadow: 0 2px 6px rgb(22 26 34 / 12%), 0 12px 40px rgb(22 26 34 / 20%);
    position: fixed !important; inset-block-end: 20px !important; inset-inline-end: 20px !important; z-index: 2147483000 !important;
    color: var(--ink) !important;
    font: 15px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif !important;
  }
  @media (prefers-color-scheme: dark) {
    :host {
      --surface: #181c23; --sunken: #0f1217; --ink: #e8ebf0; --soft: #a5aebc; --line: #2f3641; --line-strong: #78838f;
      --accent: var(--recaller-accent, #8ea6ff); --accent-ink: var(--recaller-accent-ink, #0d1430); --bad: #ff9c92;
      --shadow: 0 2px 6px rgb(0 0 0 / 50%), 0 12px 40px rgb(0 0 0 / 50%);
    }
  }
  *, *::before, *::after { box-sizing: border-box; }
  [hidden] { display: none !important; }
  h2, p { margin: 0; font: inherit; }
  button, textarea { font: inherit; color: inherit; margin: 0; }
  button { cursor: pointer; border: 1px solid transparent; background: none; border-radius: 10px; }
  button:disabled { cursor: default; opacity: 0.55; }
  svg { display: block; width: 24px; height: 24px; fill: none; stroke: currentcolor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
  :focus { outline: none; }
  :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
  .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  .bubble {
    position: relative; display: grid; place-items: center; width: 58px; height: 58px; margin-inline-start: auto; border-radius: 29px;
    background: var(--accent); color: var(--accent-ink); box-shadow: var(--shadow);
  }
  .bubble svg { width: 28px; height: 28px; }
  .count {
    position: absolute; inset-block-start: -4px; inset-inline-end: -4px; min-width: 22px; height: 22px; padding: 0 6px; border-radius: 11px;
    background: #b3261e; color: #ffffff; font-size: 13px; font-weight: 650; line-height: 22px; text-align: center;
  }
  .frame {
    position: relative; display: flex; flex-direction: column; width: min(380px, calc(100vw - 40px)); height: min(620px, calc(100vh - 118px)); margin-block-end: 16px;
    overflow: hidden; background: var(--surface); border: 1px solid var(--line); border-radius: 16px; box-shadow: var(--shadow);
    animation: rise 160ms ease-out;
  }
  @keyframes rise { from { opacity: 0; transform: translateY(12px); } }
  header { display: flex; align-items: center; gap: 8px; padding: 10px 10px 10px 18px; border-block-end: 1px solid var(--line); }
  h2 { flex: 1; font-size: 16px; font-weight: 650; overflow-wrap: anywhere; }
  .close { display: grid; place-items: center; width: 40px; height: 40px; color: var(--soft); }
  .status { padding: 6px 18px; font-size: 13px; color: var(--soft); background: var(--sunken); border-block-end: 1px solid var(--line); }
  .elsewhere { display: flex; flex-wrap: wrap; align-items: center; gap: 4px; padding: 4px 18px; font-size: 13px; color: var(--soft); border-block-end: 1px solid var(--line); }
  .elsewhere button { min-height: 28px; padding: 0 6px; color: var(--accent); font-weight: 650; text-decoration: underline; text-underline-offset: 3px; }
  .elsewhere button[aria-expanded="true"] { color: var(--ink); }
  #way { flex: 1 0 100%; max-height: 52vh; overflow-y: auto; text-align: center; }
  #way:not(:empty) { padding-block-end: 8px; }
  #way .dial { font-size: 15px; }
  .code p { margin-block-start: 8px; }
  .code svg { width: 168px; height: 168px; margin: 6px auto 0; background: #ffffff; fill: #000000; stroke: none; border-radius: 8px; }
  @media (pointer: coarse) { .code { display: none; } }
  .log {
    flex: 1; min-height: 0; overflow-y: auto; overscroll-behavior: contain; padding: 16px 18px; display: flex; flex-direction: column; gap: 10px;
    background: var(--sunken);
  }
  .log > :first-child { margin-block-start: auto; }
  .log:focus-visible { outline-offset: -3px; }
  .said { max-width: 86%; align-self: flex-start; }
  .said.me { align-self: flex-end; }
  .text {
    padding: 9px 13px; border-radius: 14px; border-end-start-radius: 4px; background: var(--surface); border: 1px solid var(--line);
    white-space: pre-wrap; overflow-wrap: anywhere;
  }
  .me .text { border-radius: 14px; border-end-end-radius: 4px; background: var(--accent); border-color: transparent; color: var(--accent-ink); }
  .dial { display: inline-block; margin-block-start: 6px; padding: 9px 14px; border-radius: 14px; background: var(--accent); color: var(--accent-ink); font-weight: 650; text-decoration: none; }
  .by { display: flex; flex-wrap: wrap; gap: 2px 8px; padding: 3px 4px 0; font-size: 12.5px; color: var(--soft); }
  .me .by { justify-content: flex-end; }
  .by .failed { color: var(--bad); font-weight: 550; }
  .by button { padding: 0; border-radius: 4px; color: var(--bad); font-weight: 650; text-decoration: underline; min-height: 24px; }
  .typing { padding: 0 18px 8px; font-size: 13px; color: var(--soft); background: var(--sunken); min-height: 0; }
  .answers { display: flex; flex-wrap: wrap; gap: 8px; padding: 10px 18px; border-block-start: 1px solid var(--line); max-height: 38%; overflow-y: auto; }
  .answers button {
    min-height: 40px; padding: 6px 14px; border-radius: 20px; border-color: var(--line-strong); background: var(--surface); text-align: start;
    overflow-wrap: anywhere; font-weight: 550;
  }
  .answers button:hover:not(:disabled) { border-color: var(--accent); color: var(--accent); }
  form { display: flex; align-items: flex-end; gap: 8px; padding: 10px 10px 10px 12px; border-block-start: 1px solid var(--line); background: var(--surface); }
  textarea {
    flex: 1; min-width: 0; resize: none; min-height: 42px; max-height: 140px; padding: 9px 12px; border-radius: 12px;
    border: 1px solid var(--line-strong); background: var(--surface); font-size: 16px; line-height: 1.4;
  }
  textarea::placeholder { color: var(--soft); opacity: 1; }
  .send, .clip { display: grid; place-items: center; width: 42px; height: 42px; flex: none; background: var(--accent); color: var(--accent-ink); }
  .clip { background: none; color: var(--soft); }
  .clip:hover { color: var(--accent); }
  .files { display: grid; gap: 6px; margin: 0; padding: 0; list-style: none; }
  .files button { display: grid; gap: 2px; max-width: 100%; padding: 8px 12px; border-color: var(--line); background: var(--surface); color: inherit; text-align: start; overflow-wrap: anywhere; }
  .files .picture { padding: 0; overflow: hidden; }
  .files img { display: block; max-width: 100%; max-height: 220px; object-fit: contain; background: var(--sunken); }
  .files small { font-size: 12.5px; color: var(--soft); }
  progress { width: 100%; height: 6px; accent-color: var(--accent); }
  .frame.over::after {
    content: attr(data-drop); position: absolute; inset: 0; display: grid; place-items: center; padding: 24px; text-align: center; font-weight: 650;
    background: var(--surface); color: var(--accent); border: 3px dashed var(--accent); border-radius: 16px; opacity: 0.96;
  }
  :host(.left) { inset-inline-end: auto !important; inset-inline-start: 20px !important; }
  :host(.left) .bubble { margin-inline-start: 0; }
  @media (max-width: 480px), (max-height: 460px) {
    .frame { position: fixed; inset: 0; width: auto; height: 100vh; height: 100dvh; margin: 0; border: 0; border-radius: 0; }
    .frame:not([hidden]) + .bubble { display: none; }
  }
  :host(.whole) { position: static !important; display: flex !important; flex: 1 !important; min-height: 0 !important; }
  :host(.whole) aside { display: flex; flex: 1; min-width: 0; }
  :host(.whole) .frame { position: relative; inset: auto; flex: 1; width: auto; height: auto; margin: 0; border: 0; border-radius: 0; box-shadow: none; animation: none; }
  @media (prefers-reduced-motion: reduce) { .frame { animation: none; } }
  @media (forced-colors: active) { .bubble, .send, .files button, .me .text { border: 1px solid ButtonText; } }
`;
