// What Maven runs: installs what the lock file says and bundles the page into the folder given, the chat and the companion page beside it,
// but only when something changed since the last time.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

const out = process.argv[2];
const stamp = `${out}.stamp`;

function hash(files) {
  const sum = createHash("sha256").update(process.version);
  for (const file of files) sum.update(file).update(readFileSync(file));
  return sum.digest("hex");
}

function run(command, ...args) {
  const { status, error } = spawnSync(command, args, { stdio: ["ignore", "inherit", "inherit"] });
  if (error) console.error(`cannot run ${command}: ${error.message}; install Node 20 or newer with npm`);
  if (status !== 0) process.exit(1);
}

const sources = readdirSync("src", { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map(({ parentPath, path, name }) => `${parentPath ?? path}/${name}`)
  .sort();
const now = hash([...sources, "build.mjs", "make.mjs", "package.json", "package-lock.json"]);
const bundles = [`${out}/app.js`, `${dirname(out)}/chat/widget.js`, `${dirname(out)}/companion/page.js`, `${dirname(out)}/companion/pin.js`];
const before = existsSync(stamp) && bundles.every(existsSync) ? readFileSync(stamp, "utf8") : "";
if (before !== now) {
  const installed = "node_modules/.recaller-lock";
  const lock = hash(["package-lock.json"]);
  if (!existsSync(installed) || readFileSync(installed, "utf8") !== lock) {
    run("npm", "ci", "--prefer-offline", "--loglevel=error");
    writeFileSync(installed, lock);
  }
  mkdirSync(out, { recursive: true });
  run("npm", "run", "--silent", "build", "--", out);
  writeFileSync(stamp, now);
}
