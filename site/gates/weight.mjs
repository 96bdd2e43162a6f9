// Weighs pages as a server that compresses sends them to a reader who comes for
// the first time: a page with all that it loads, the fonts of its letters
// included, is at most 150 KB; what draws charts anew, loaded when a chart comes
// near, at most 1.2 MB uncompressed.
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
  const faces = new Map();
  const fontsOf = (sheet) => {
    if (!faces.has(sheet)) faces.set(sheet, existsSync(sheet) ? read(sheet) : []);
    return faces.get(sheet);
  };
  let heaviest = 0;
  for (const page of pages) {
    const text = readFileSync(join(folder, page), "utf8");
    const at = dirname(join(folder, page));
    const loaded = [...text.matchAll(/<(?:link rel="stylesheet" href|script src)="([^"]+)"/g)].map((m) => join(at, m[1]));
    const index = text.match(/ data-index="([^"]+)"/); // The search loads it at once.
    if (index) loaded.push(join(at, index[1]));
    const fonts = loaded.filter((f) => f.endsWith(".css")).flatMap((f) => fontsOf(f).filter((face) => face.needed(text)).map((face) => face.file));
    const total = gzipSync(text, { level: 6 }).length + loaded.reduce((n, f) => n + size(f, true), 0) + fonts.reduce((n, f) => n + size(f, false), 0);
    heaviest = Math.max(heaviest, total);
    if (total > page150) report("weight", page, `${Math.ceil(total / 1024)} KB with all that it loads`);
    const live = text.match(/<article class="text" data-live="([^"]+)"/);
    if (!live) continue;
    const once = live[1].split(" ").reduce((n, f) => n + size(join(at, f), false), 0);
    if (once > live1200) report("weight", page, `what draws its charts anew takes ${Math.ceil(once / 1024)} KB`);
  }
  console.error(`gates: ${folder}: the heaviest page takes ${Math.ceil(heaviest / 1024)} KB`);
}

// read returns the fonts of a style sheet, each with whether a page needs it: a
// letter of its range stands in the text, and the page slants words if it is
// slanted.
function read(sheet) {
  return [...readFileSync(sheet, "utf8").matchAll(/@font-face \{([^}]*)\}/g)].map(([, face]) => {
    const ranges = (face.match(/unicode-range: ([^;]*)/)?.[1] ?? "U+0-10FFFF").split(", ").map((r) => r.slice(2).split("-").map((n) => parseInt(n, 16)));
    const italic = /font-style: italic/.test(face);
    return {
      file: join(dirname(sheet), face.match(/url\("([^"]+)"\)/)[1]),
      needed: (page) => (!italic || /<(em|i|cite)\b/.test(page)) &&
        [...new Set(page.replace(/<[^>]*>/g, " "))].some((c) => ranges.some(([a, b = a]) => c.codePointAt(0) >= a && c.codePointAt(0) <= b)),
    };
  });
}
