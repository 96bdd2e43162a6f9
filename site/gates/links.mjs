// Follows every link of every page: the file exists, a place in a page too, and
// a page names itself in other languages as they name it: the list of hreflang
// is the same from each of them, and the switch of the language keeps the place.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

export function follow(folder, pages, report) {
  const held = new Map();
  const read = (page) => {
    if (!held.has(page)) held.set(page, parse(readFileSync(join(folder, page), "utf8")));
    return held.get(page);
  };
  const to = (page, href) => relative(folder, join(folder, dirname(page), href));
  for (const page of pages) {
    const own = read(page);
    for (const href of own.links) {
      const [path, place] = href.split("#");
      const target = path === "" ? page : to(page, decodeURIComponent(path));
      if (target.startsWith("..") || !existsSync(join(folder, target))) report("links", page, `${href} does not exist`);
      else if (place && target.endsWith(".html") && !read(target).ids.has(decodeURIComponent(place))) report("links", page, `${href} is not in that page`);
    }
    for (const [tag, href] of own.languages) {
      if (tag === "x-default") continue;
      const other = to(page, href);
      if (!existsSync(join(folder, other))) continue; // Reported above.
      const back = read(other).languages.map(([, h]) => to(other, h));
      if (!back.includes(page)) report("languages", page, `${other} does not name it back`);
      if (tag !== own.lang && !own.switch.some(([t, h]) => t === tag && h === href)) report("languages", page, `the switch to ${tag} does not keep the place`);
      if (read(other).lang !== tag) report("languages", page, `${other} is not in ${tag}`);
    }
  }
}

// parse returns what a page points to. Pages are well-formed: the gates of
// markup hold them against the standard.
function parse(text) {
  const tags = [...text.matchAll(/<([a-z]+)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*\/?>/gi)].map(([, name, rest]) => {
    const attributes = Object.fromEntries([...rest.matchAll(/([\w:-]+)(?:="([^"]*)")?/g)].map(([, key, value = ""]) => [key, unescaped(value)]));
    return { name, ...attributes };
  });
  const out = { lang: tags.find((t) => t.name === "html")?.lang, ids: new Set(tags.map((t) => t.id).filter(Boolean)), links: [], languages: [], switch: [] };
  for (const t of tags) {
    const href = t.href ?? t.src ?? t["data-index"];
    if (href === undefined || /^(https|mailto|tel):/.test(href)) continue;
    out.links.push(href);
    if (t.name === "link" && t.hreflang) out.languages.push([t.hreflang, href]);
    if (t.name === "a" && t.hreflang) out.switch.push([t.hreflang, href]);
  }
  return out;
}

function unescaped(text) {
  return text.replace(/&#(\d+);/g, (_, n) => String.fromCodePoint(n)).replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&amp;/g, "&");
}
