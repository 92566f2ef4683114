import { css } from "lit";

/** How the desk's page is laid out, wide and narrow, and what its own parts look like. */
export const looks = css`
  :host { display: flex; flex-direction: column; min-height: 100vh; }
  header {
    display: flex; flex-wrap: wrap; align-items: center; gap: 8px 12px; min-height: 56px; padding: 8px 24px; box-sizing: border-box;
    background: var(--surface); border-bottom: 1px solid var(--line); position: sticky; top: 0; z-index: 1;
  }
  header img { width: 26px; height: 26px; margin-right: 4px; }
  header .spring { flex: 1; }
  .pill { display: inline-flex; align-items: center; gap: 8px; height: 34px; padding: 0 14px 0 12px; border-radius: 17px; font-weight: 650; background: var(--wash); color: var(--tone); }
  .pill::before { content: ""; width: 9px; height: 9px; border-radius: 5px; background: currentcolor; }
  .pill .soft { font-weight: 450; color: inherit; }
  .pill time { font-weight: 450; min-width: 2.8em; }
  .ready { --tone: var(--good); --wash: var(--good-wash); }
  .ringing { --tone: var(--warm); --wash: var(--warm-wash); }
  .talking { --tone: var(--accent); --wash: var(--accent-wash); }
  .wrap-up { --tone: var(--calm); --wash: var(--calm-wash); }
  .not-ready, .logged-out { --tone: var(--soft); --wash: var(--ground); }
  .languages { display: inline-flex; border: 1px solid var(--line); border-radius: 8px; padding: 2px; gap: 2px; }
  .languages button { border: 0; min-height: 28px; padding: 0 8px; font-size: 12px; border-radius: 6px; color: var(--soft); background: none; }
  .languages button[aria-pressed="true"] { background: var(--accent-wash); color: var(--accent); }
  .link { width: 9px; height: 9px; border-radius: 5px; background: var(--good); }
  .link.off { background: var(--bad); }
  .who { font-weight: 550; }
  .banner { padding: 10px 24px; background: var(--bad-wash); color: var(--bad); font-weight: 550; }
  .banner.back { display: flex; align-items: center; gap: 12px; justify-content: space-between; }
  .banner.back button { color: inherit; text-decoration: underline; }
  .banner.mild { background: var(--warm-wash); color: var(--warm); }
  main { flex: 1; display: grid; gap: 16px; padding: 16px 24px 24px; grid-template-columns: minmax(0, 8fr) minmax(360px, 5fr); align-items: start; align-content: start; width: 100%; max-width: 1500px; margin: 0 auto; }
  main.rest { align-content: stretch; }
  main.door { display: block; padding: 0; }
  .aside { position: sticky; top: 72px; display: flex; flex-direction: column; gap: 16px; max-height: calc(100vh - 96px); overflow-y: auto; padding: 0 4px 4px; margin: 0 -4px; }
  .aside desk-wrap-up, .aside desk-hand-over, .aside desk-page-beside { flex: none; }
  .aside desk-time-line { flex: 0 1 auto; min-height: 120px; display: flex; }
  .hand { position: relative; grid-column: 1 / -1; display: flex; gap: 8px; min-width: 0; padding: 2px; margin: -6px 0; overflow-x: auto; }
  .hand button { display: inline-flex; align-items: center; gap: 8px; max-width: 340px; min-height: 40px; padding: 4px 14px; border-radius: 10px; background: var(--surface); border: 1px solid var(--line); flex: none; }
  .hand button[aria-selected="true"] { border-color: var(--tone); background: var(--wash); }
  .hand button[aria-selected="true"] .name { font-weight: 650; }
  .hand kbd { align-self: center; }
  .hand svg { flex: none; width: 16px; height: 16px; color: var(--tone); }
  .hand .name { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-weight: 550; }
  .hand .phase { color: var(--tone); font-size: 12px; white-space: nowrap; font-weight: 550; }
  .hand .ringing svg { animation: breathe 1.4s ease-in-out infinite; }
  @keyframes breathe { 50% { opacity: 0.35; } }
  @media (prefers-reduced-motion: reduce) { .hand .ringing svg { animation: none; } }
  .due { padding: 1px 8px; border-radius: 10px; background: var(--warm-wash); color: var(--warm); font-size: 12px; font-weight: 650; white-space: nowrap; }
  .due.late { background: var(--bad-wash); color: var(--bad); }
  .unread { min-width: 20px; padding: 1px 6px; border-radius: 10px; background: var(--accent); color: var(--accent-ink); font-size: 12px; font-weight: 650; text-align: center; }
  main.written { grid-template-columns: minmax(0, 1fr) minmax(420px, 1fr); grid-template-rows: auto 1fr; grid-template-areas: "card chat" "aside chat"; }
  main.written.several { grid-template-rows: auto auto 1fr; grid-template-areas: "hand hand" "card chat" "aside chat"; }
  main.written.wrap-up { grid-template-areas: "card aside" "chat aside"; }
  main.written.several.wrap-up { grid-template-areas: "hand hand" "card aside" "chat aside"; }
  main.written > .hand { grid-area: hand; }
  main.written > desk-caller-card { grid-area: card; }
  main.written > .aside { grid-area: aside; }
  main.written.talking > .aside { position: static; max-height: none; }
  main.written > .chat { grid-area: chat; display: flex; height: calc(100vh - 160px); min-height: 340px; }
  main.written.several.talking > .chat { height: calc(100vh - 216px); }
  main.written.talking > .chat { position: sticky; top: 72px; }
  main.written.wrap-up > .chat { height: auto; max-height: 520px; min-height: 0; }
  .chat > desk-conversation { flex: 1; min-width: 0; }
  .breaks { display: inline-flex; flex-wrap: wrap; gap: 6px; }
  .waiting { color: var(--soft); white-space: nowrap; }
  .waiting.some { color: var(--warm); font-weight: 550; }
  .idle { grid-column: 1 / -1; align-self: center; text-align: center; padding: 24px; }
  .idle .ring { width: 84px; height: 84px; margin: 0 auto 24px; border-radius: 42px; display: grid; place-items: center; background: var(--wash); color: var(--tone); }
  .idle.not-ready .ring { background: var(--surface); border: 1px solid var(--line); }
  .idle .ring svg { width: 34px; height: 34px; }
  .idle h1 { font-size: 26px; letter-spacing: -0.015em; line-height: 1.3; }
  .idle p { color: var(--soft); font-size: 15px; margin-top: 4px; }
  .keys { display: inline-grid; grid-template-columns: auto auto; gap: 8px 12px; text-align: left; margin-top: 32px; align-items: center; color: var(--soft); }
  .keys kbd { justify-self: end; }
  @media (max-width: 900px) {
    main, main.written { grid-template-columns: minmax(0, 1fr); }
    main.written { grid-template-rows: none; grid-template-areas: "chat" "card" "aside"; }
    main.written.several { grid-template-rows: none; grid-template-areas: "hand" "chat" "card" "aside"; }
    main.written.wrap-up { grid-template-areas: "card" "aside" "chat"; }
    main.written.several.wrap-up { grid-template-areas: "hand" "card" "aside" "chat"; }
    main.written.talking > .chat, main.written.several.talking > .chat { position: static; height: min(86vh, 640px); }
    .aside { position: static; max-height: none; }
  }
  @media (max-width: 560px) {
    header { padding: 8px 12px; position: static; }
    header .spring { display: none; }
    .who { flex: 1; min-width: 0; overflow: hidden; text-overflow: ellipsis; }
    .pill { max-width: 100%; flex-wrap: wrap; height: auto; min-height: 34px; padding: 4px 14px 4px 12px; }
    main { padding: 12px; gap: 12px; }
    .banner { padding-left: 12px; padding-right: 12px; }
    .idle { padding: 16px 0; }
    .idle h1 { font-size: 22px; }
  }
`;
