// Copies what the generator embeds from site/node_modules to generator/asset/files.
// Run it through `make assets`, after `npm ci --ignore-scripts` in this folder.
// The list below is the only place that knows where a package keeps a file;
// the right-hand names are the ones that Go's asset.Read takes.
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const from = join(here, "node_modules");
const to = join(here, "..", "generator", "asset", "files");
const fonts = "@expo-google-fonts"; // Whole fonts, for paper and for measuring.
const web = "@fontsource"; // The same by alphabet, small enough for pages.

const files = [
  ["echarts/dist/echarts.min.js", "echarts.min.js"],
  ["echarts/LICENSE", "echarts.LICENSE.txt"],
  ["echarts/NOTICE", "echarts.NOTICE.txt"],
  ["world-atlas/countries-110m.json", "countries-110m.json"],
  ["world-atlas/LICENSE", "world-atlas.LICENSE.txt"],
  [`${fonts}/noto-sans/400Regular/NotoSans_400Regular.ttf`, "NotoSans-Regular.ttf"],
  [`${fonts}/noto-sans/700Bold/NotoSans_700Bold.ttf`, "NotoSans-Bold.ttf"],
  [`${fonts}/noto-sans/400Regular_Italic/NotoSans_400Regular_Italic.ttf`, "NotoSans-Italic.ttf"],
  [`${fonts}/noto-sans/700Bold_Italic/NotoSans_700Bold_Italic.ttf`, "NotoSans-BoldItalic.ttf"],
  [`${fonts}/noto-sans/LICENSE_FONT`, "NotoSans.OFL.txt"],
  [`${fonts}/noto-sans-arabic/400Regular/NotoSansArabic_400Regular.ttf`, "NotoSansArabic-Regular.ttf"],
  [`${fonts}/noto-sans-arabic/700Bold/NotoSansArabic_700Bold.ttf`, "NotoSansArabic-Bold.ttf"],
  [`${fonts}/noto-sans-arabic/LICENSE_FONT`, "NotoSansArabic.OFL.txt"],
  [`${fonts}/noto-sans-math/400Regular/NotoSansMath_400Regular.ttf`, "NotoSansMath-Regular.ttf"],
  [`${fonts}/noto-sans-math/LICENSE_FONT`, "NotoSansMath.OFL.txt"],
  [`${web}/noto-sans/files/noto-sans-latin-400-normal.woff2`, "NotoSans-Regular.woff2"],
  [`${web}/noto-sans/files/noto-sans-latin-700-normal.woff2`, "NotoSans-Bold.woff2"],
  [`${web}/noto-sans/files/noto-sans-latin-400-italic.woff2`, "NotoSans-Italic.woff2"],
  [`${web}/noto-sans/files/noto-sans-latin-ext-400-normal.woff2`, "NotoSansExt-Regular.woff2"],
  [`${web}/noto-sans/files/noto-sans-latin-ext-700-normal.woff2`, "NotoSansExt-Bold.woff2"],
  [`${web}/noto-sans-arabic/files/noto-sans-arabic-arabic-400-normal.woff2`, "NotoSansArabic-Regular.woff2"],
  [`${web}/noto-sans-arabic/files/noto-sans-arabic-arabic-700-normal.woff2`, "NotoSansArabic-Bold.woff2"],
  ["hyphen/LICENSE", "hyphen.LICENSE.txt"],
];

// The patterns of hyphenation, written as in TeX: one a line, digits between
// letters, a point for the end of a word.
const patterns = [
  ["hyphen/patterns/en-gb.js", "hyphen-en.txt"],
  ["hyphen/patterns/es.js", "hyphen-es.txt"],
  ["hyphen/patterns/fr.js", "hyphen-fr.txt"],
];

// What many pages need, cut out of fonts that have all letters of a script;
// pages load the rest only where it stands: Arabic, and the Latin letters of the
// languages of Europe that its common font lacks.
const letters = {
  Arabic: [[0x60c, 0x60c], [0x61b, 0x61b], [0x61f, 0x61f], [0x621, 0x63a], [0x640, 0x652], [0x660, 0x66c], [0x670, 0x670]],
  Europe: [[0x100, 0x130], [0x132, 0x151], [0x154, 0x17e], [0x218, 0x21b]],
};
const cut = [
  ["Arabic", `${web}/noto-sans-arabic/files/noto-sans-arabic-arabic-400-normal.woff2`, "NotoSansArabicCore-Regular.woff2"],
  ["Arabic", `${web}/noto-sans-arabic/files/noto-sans-arabic-arabic-700-normal.woff2`, "NotoSansArabicCore-Bold.woff2"],
  ["Europe", `${web}/noto-sans/files/noto-sans-latin-ext-400-normal.woff2`, "NotoSansEurope-Regular.woff2"],
  ["Europe", `${web}/noto-sans/files/noto-sans-latin-ext-700-normal.woff2`, "NotoSansEurope-Bold.woff2"],
];

const missing = [...files, ...patterns].filter(([source]) => !existsSync(join(from, source)));
if (missing.length > 0) {
  console.error(`assets: not in node_modules (run npm ci --ignore-scripts first):`);
  for (const [source] of missing) console.error(`  ${source}`);
  process.exit(1);
}
mkdirSync(to, { recursive: true });
for (const [source, name] of files) copyFileSync(join(from, source), join(to, name));
for (const [source, name] of patterns) writeFileSync(join(to, name), written(source).join("\n") + "\n");
const { default: subset } = await import("subset-font");
for (const [script, source, name] of cut) {
  const text = letters[script].flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, i) => String.fromCodePoint(first + i))).join("");
  writeFileSync(join(to, name), await subset(readFileSync(join(from, source)), text, { targetFormat: "woff2" }));
}
console.log(`assets: ${files.length + patterns.length + cut.length} files in ${to}`);

// written returns the patterns of a package, which keeps them as a trie: a node
// is the number of a list of levels, the next letters, or both.
function written(source) {
  const [levels, root] = createRequire(import.meta.url)(join(from, source));
  const lines = [];
  const walk = (node, letters) => {
    const [next, number] = Array.isArray(node) ? node : typeof node === "number" ? [{}, node] : [node, undefined];
    if (number !== undefined) lines.push(spelled(letters, levels[number]));
    for (const letter of Object.keys(next)) walk(next[letter], letters + letter);
  };
  walk(root, "");
  return lines.sort();
}

// spelled puts the levels between the letters. A point before a word has none
// before it.
function spelled(letters, levels) {
  const start = letters.startsWith(".") ? "." : "";
  let out = start;
  [...letters.slice(start.length), ""].forEach((letter, i) => (out += (levels[i] || "") + letter));
  return out;
}
