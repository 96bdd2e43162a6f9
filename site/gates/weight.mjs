// Weighs pages as a server sends them, compressed: a page with all that it
// loads, fonts included, is at most 150 KB, and what draws charts anew at most
// 1.2 MB, as it is.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";

const page150 = 150 * 1024;
const live1200 = 1200 * 1024;

export function weigh(folder, pages, report) {
  const sizes = new Map();
  const size = (file, packed) => {
    const key = file + packed;
    if (!sizes.has(key)) {
      const data = existsSync(file) ? readFileSync(file) : Buffer.alloc(0);
      sizes.set(key, packed ? gzipSync(data, { level: 6 }).length : data.length);
    }
    return sizes.get(key);
  };
  for (const page of pages) {
    const text = readFileSync(join(folder, page), "utf8");
    const at = dirname(join(folder, page));
    const loaded = [...text.matchAll(/<(?:link rel="stylesheet" href|script src)="([^"]+)"/g)].map((m) => join(at, m[1]));
    const arabic = /lang="ar"/.test(text);
    const assets = [...new Set(loaded.filter((f) => f.endsWith(".css")).map(dirname))];
    const fonts = assets.flatMap((a) => ["NotoSans-Regular", "NotoSans-Bold", ...(arabic ? ["NotoSansArabic-Regular", "NotoSansArabic-Bold"] : [])].map((f) => join(a, "fonts", f + ".woff2")));
    const total = gzipSync(text, { level: 6 }).length + loaded.reduce((n, f) => n + size(f, true), 0) + fonts.reduce((n, f) => n + size(f, false), 0);
    // Arabic letters take two fonts of 50 KB beside those of Latin digits.
    const limit = arabic ? page150 + 64 * 1024 : page150;
    if (total > limit) report("weight", page, `${Math.ceil(total / 1024)} KB with all that it loads`);
    const live = text.match(/<article class="text" data-live="([^"]+)"/);
    if (!live) continue;
    const once = live[1].split(" ").reduce((n, f) => n + size(join(at, f), false), 0);
    if (once > live1200) report("weight", page, `what draws its charts anew takes ${Math.ceil(once / 1024)} KB`);
  }
}
