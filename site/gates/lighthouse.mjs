// Holds pages against Lighthouse: accessibility and best practices in full.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import run from "lighthouse";
import puppeteer from "puppeteer-core";
import { chromium, flags } from "./browser.mjs";

const categories = ["accessibility", "best-practices"];

export async function lighthouse(url, pages, report) {
  const profile = mkdtempSync(join(tmpdir(), "gates-"));
  const browser = await puppeteer.launch({ executablePath: chromium, args: flags, userDataDir: profile });
  try {
    for (const page of pages) {
      const tab = await browser.newPage();
      const { lhr } = await run(url + page, { onlyCategories: categories, logLevel: "silent", maxWaitForLoad: 60_000 }, undefined, tab);
      for (const name of categories) {
        const score = lhr.categories[name].score;
        if (score === 1) continue;
        const failed = lhr.categories[name].auditRefs.map((r) => lhr.audits[r.id]).filter((a) => a.score !== null && a.score < 1);
        report("lighthouse", page, `${name} ${Math.round(score * 100)}: ${failed.map((a) => a.id).join(", ")}`);
      }
      await tab.close();
    }
  } finally {
    await browser.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
