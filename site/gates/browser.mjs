// Looks at pages in Chromium: accessibility by axe-core, messages of the
// console, requests, violations of the policy, sideways scrolling, the marking,
// and charts that answer.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

export const flags = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
];
export const chromium = process.env.CHROMIUM ?? "/usr/bin/chromium";

const views = [
  { name: "wide", width: 1280, http: true },
  { name: "320 px", width: 320, http: true },
  { name: "dark, from a file", width: 1280, dark: true },
  { name: "without scripts, from a file", width: 1280, scripts: false },
];

export async function browse(folder, url, pages, wanted, report) {
  const profile = mkdtempSync(join(tmpdir(), "gates-"));
  const browser = await puppeteer.launch({ executablePath: chromium, args: flags, userDataDir: profile, protocolTimeout: 60_000 });
  try {
    // One after the other: a tab behind another is not drawn, so nothing in it comes near.
    for (const page of pages) for (const view of views) await look(browser, folder, url, page, view, wanted, report);
  } finally {
    await browser.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function look(browser, folder, url, name, view, wanted, report) {
  const home = view.http ? url : pathToFileURL(folder).href + "/";
  const say = (gate, text) => { if (wanted(gate)) report(gate, `${name} (${view.name})`, text); };
  const tab = await browser.newPage();
  try {
    await tab.setViewport({ width: view.width, height: 900 });
    await tab.emulateMediaFeatures([{ name: "prefers-color-scheme", value: view.dark ? "dark" : "light" }]);
    const stays = await stay(tab, home + name, join(folder, name), view.scripts === false);
    if (view.scripts === false && !stays) await withhold(tab); // A tab whose scripts are off could not run axe either.
    tab.on("console", (message) => view.scripts !== false && say(/Content Security Policy/.test(message.text()) ? "policy" : "console", message.text()));
    tab.on("pageerror", (error) => say("console", error.message));
    tab.on("dialog", async (dialog) => { say("policy", `a dialog: ${dialog.message()}`); await dialog.dismiss(); });
    tab.on("request", (request) => { if (!request.url().startsWith(home)) say("request", request.url()); });
    tab.on("requestfailed", (request) => view.scripts !== false && say("request", `failed: ${request.url()}`));
    await tab.evaluateOnNewDocument(() => {
      window.gateViolations = [];
      document.addEventListener("securitypolicyviolation", (e) => window.gateViolations.push(`${e.violatedDirective} ${e.blockedURI}`));
    });
    await tab.goto(home + name, { waitUntil: "load", timeout: 60_000 });
    if (wanted("interaction") && (view.name === "wide" || view.width === 320 && /\/f-[^/]*$/.test(name))) {
      await enliven(tab, say);
      await find(tab, say);
    }
    await fits(tab, "", say);
    const marked = await tab.evaluate(() => {
      const marks = [...document.querySelectorAll("header .marking, main .marking, footer .marking")];
      return marks.some((m) => /^TLP:/.test(m.textContent) && m.closest("header, main, footer"));
    });
    if (!marked) say("marking", "no landmark shows the marking");
    const kept = await tab.evaluate(() => [document.cookie, ...Object.keys(localStorage), ...Object.keys(sessionStorage)].filter((k) => k !== "" && k !== "htsm-theme"));
    if (kept.length > 0) say("policy", `keeps ${kept.join(", ")}`);
    for (const violation of await tab.evaluate(() => window.gateViolations ?? [])) say("policy", violation);
    if (wanted("axe")) await check(tab, say);
    if (view.name === "wide") {
      await tab.setViewport({ width: view.width / 2, height: 450 });
      await fits(tab, " at 200 %", say);
    }
  } catch (error) {
    report("browser", `${name} (${view.name})`, error.message);
  } finally {
    await tab.close();
  }
}

// withhold keeps every script of the page from loading.
async function withhold(tab) {
  await tab.setRequestInterception(true);
  tab.on("request", (request) => (request.resourceType() === "script" ? request.abort() : request.continue()));
}

// stay keeps a page that leads on to another from doing so, so that it can be
// looked at itself.
async function stay(tab, url, file, withheld) {
  const text = readFileSync(file, "utf8");
  if (!/<meta http-equiv="refresh"/.test(text)) return false;
  await tab.setRequestInterception(true);
  tab.on("request", (request) => {
    if (request.url() === url) request.respond({ contentType: "text/html; charset=utf-8", body: text.replace(/<meta http-equiv="refresh"[^>]*>/, "") });
    else if (!withheld || request.resourceType() !== "script") request.continue();
    else request.abort();
  });
  return true;
}

async function fits(tab, where, say) {
  const over = await tab.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (over > 0) say("overflow", `scrolls sideways by ${over} px${where}`);
}

async function check(tab, say) {
  await tab.evaluate(axe + ";0");
  const result = await tab.evaluate((tags) => axe.run(document, { preload: false, runOnly: tags, resultTypes: ["violations"] }), rules);
  for (const v of result.violations) say("axe", `${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map((n) => n.target.join(" ")).join("; ")}`);
}

// find asks the search for what it must not stumble over, and then for the first
// word that the page offers, by keyboard.
async function find(tab, say) {
  const field = await tab.$(".finder input");
  if (!field) return;
  try {
    await tab.waitForFunction(() => typeof htsmEntries === "object" && htsmEntries !== null, { timeout: 30_000 });
  } catch {
    say("interaction", "the search has no index");
    return;
  }
  for (const query of ["constructor __proto__", "<img src=x onerror=alert(1)>", "..%00{{", "\u0640\u064b"]) {
    await field.evaluate((f, q) => { f.value = q; f.dispatchEvent(new Event("input")); }, query);
  }
  const title = await tab.evaluate(() => htsmWords(htsmEntries.entries.map((e) => e[0]).join(" ")).find((w) => w.length > 4) ?? "");
  await field.evaluate((f) => { f.value = ""; });
  await field.focus();
  await tab.keyboard.type(title);
  if (title !== "" && (await tab.$$("#finder_results a")).length === 0) say("interaction", `the search does not find ${title}`);
  await tab.keyboard.press("Tab");
  if (title !== "" && !(await tab.evaluate(() => document.activeElement?.closest("#finder_results") !== null))) say("interaction", "the keyboard does not reach what was found");
}

// enliven waits until each chart answers, and reads one mark by keyboard.
async function enliven(tab, say) {
  for (const figure of await tab.$$("figure[data-live]")) {
    const id = await figure.evaluate((f) => { f.scrollIntoView({ block: "center" }); return f.id; });
    try {
      await tab.waitForFunction((f) => f.classList.contains("live"), { timeout: 30_000 }, figure);
    } catch {
      say("interaction", `${id} does not answer`);
      continue;
    }
    await (await figure.$(".stage")).focus();
    await tab.keyboard.press("ArrowRight");
    const twice = await figure.evaluate((f) => [...f.querySelectorAll(".plot")].some((p) => p.checkVisibility()));
    if (twice) say("interaction", `${id} is shown twice`);
    const said = await figure.evaluate((f) => f.querySelector(".said").textContent);
    if (said === "") say("interaction", `${id} says nothing to the keyboard`);
  }
}
