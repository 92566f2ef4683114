// Bundles the desk's page. The first argument is the folder to write to (default: dist).
import { copyFile, mkdir } from "node:fs/promises";
import { build } from "esbuild";

const out = process.argv[2] ?? "dist";
await mkdir(out, { recursive: true });
await build({
  entryPoints: ["src/app.js"],
  outfile: `${out}/app.js`,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  legalComments: "inline",
  logLevel: "warning",
});
for (const file of ["index.html", "app.css", "icon.svg"]) {
  await copyFile(`src/${file}`, `${out}/${file}`);
}
