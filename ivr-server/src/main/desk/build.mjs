// Bundles the desk's page into the folder given (default: dist), the chat for sites into `chat` beside that, the companion page into `companion`.
import { copyFile, mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { build } from "esbuild";

const out = process.argv[2] ?? "dist";
const chat = `${dirname(out)}/chat`;
const companion = `${dirname(out)}/companion`;

const common = { bundle: true, minify: true, target: "es2022", charset: "utf8", legalComments: "inline", logLevel: "warning" };

async function copy(files, from, to) {
  for (const file of files) await copyFile(`${from}/${file}`, `${to}/${file}`);
}

await mkdir(out, { recursive: true });
await mkdir(chat, { recursive: true });
await mkdir(companion, { recursive: true });
await build({ ...common, entryPoints: ["src/app.js"], outfile: `${out}/app.js`, format: "esm" });
await copy(["index.html", "app.css", "icon.svg"], "src", out);
// A classic script: it knows its own tag, and needs no CORS.
await build({ ...common, entryPoints: ["src/widget/chat.js"], outfile: `${chat}/widget.js`, format: "iife" });
await copy(["demo.html", "demo.css"], "src/widget", chat);
await build({ ...common, entryPoints: ["src/companion/page.js"], outfile: `${companion}/page.js`, format: "esm" });
await build({ ...common, entryPoints: ["src/companion/pin.js"], outfile: `${companion}/pin.js`, format: "esm" });
await copy(["index.html", "page.css", "pin.html"], "src/companion", companion);
