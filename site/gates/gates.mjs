// Holds a built site against its gates and prints one line a finding:
//
//   node gates.mjs [--only axe,console,...] [--pages N] [--audits N] FOLDER...
//
// A FOLDER is that of one audience. Pages are looked at over http below a path
// and from files, on a wide screen, at 320 px, in the dark, and without
// scripts. The exit status is 1 if there is a finding. CHROMIUM names the
// browser; the default is the one on the PATH.
import { readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { browse } from "./browser.mjs";
import { markup } from "./markup.mjs";
import { follow } from "./links.mjs";
import { lighthouse } from "./lighthouse.mjs";
import { weigh } from "./weight.mjs";
import { serve } from "./server.mjs";

const args = process.argv.slice(2);
const option = (name) => {
  const i = args.indexOf(name);
  return i < 0 ? undefined : args.splice(i, 2)[1];
};
const only = option("--only")?.split(",");
const most = Number(option("--pages") ?? Infinity);
const audits = Number(option("--audits") ?? Infinity); // Pages for Lighthouse, which takes longest.
const wanted = (gate) => !only || only.includes(gate);

let findings = 0;
const report = (gate, page, text) => {
  findings++;
  console.log(`${gate}: ${page}: ${text}`);
};

for (const folder of args) {
  const all = readdirSync(folder, { recursive: true }).filter((f) => f.endsWith(".html")).map((f) => relative(".", f)).sort();
  const some = sample(all).slice(0, most);
  const server = await serve(folder);
  try {
    if (wanted("html-validate") || wanted("vnu")) await markup(folder, all, wanted, report);
    if (wanted("weight")) weigh(folder, all, report);
    if (wanted("links") || wanted("languages")) follow(folder, all, (gate, page, text) => wanted(gate) && report(gate, page, text));
    if (["axe", "console", "request", "policy", "overflow", "marking", "interaction"].some(wanted)) await browse(folder, server.url, some, wanted, report);
    if (wanted("lighthouse")) await lighthouse(server.url, chosen(some).slice(0, audits), report);
  } finally {
    server.close();
  }
  console.error(`gates: ${folder}: ${all.length} pages read, ${some.length} of them in the browser`);
}
console.error(`gates: ${findings} findings`);
process.exit(findings > 0 ? 1 : 0);

// kind returns the language of a page and what kind of page it is: the pages of
// the site itself by name, those of reports and editions alike for all.
function kind(page) {
  const parts = page.split("/");
  if (parts.length < 3) return parts.length === 1 ? ["", page] : parts;
  if (parts.length === 3) return [parts[0], "report"];
  return [parts[0], parts[2] === "latest" ? "latest" : parts[3].replace(/^f-.*/, "figure")];
}

// sample returns the pages for the browser: all pages of the site itself, one
// report a language, and of each report the newest edition in the language that
// has it, with one page of a figure, and the page that leads to it.
function sample(all) {
  const seen = new Set();
  return [...all].reverse().filter((page) => {
    const [language, name] = kind(page);
    const report = page.split("/").length > 3 ? page.split("/")[1].split("-")[0] : "";
    const key = [language, report, name].join(" ");
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  }).sort();
}

// chosen returns a page of each kind, once in a language that is written from
// left to right and once in Arabic.
function chosen(some) {
  const seen = new Set();
  return some.filter((page) => {
    const [language, name] = kind(page);
    const key = `${language === "ar"} ${name}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
