// The search: it finds entries of the index that package search wrote, in the
// page and without a server. The functions above the line know no page.

// htsmFold returns a text as it is compared; it does what Fold of package
// search does.
function htsmFold(text) {
  "use strict";
  var plain = { "ß": "ss", "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ς": "σ", "ى": "ي", "ة": "ه" };
  return text.normalize("NFKD").replace(/[\p{M}\p{Cf}ـ]/gu, "").toLowerCase()
    .replace(/[٠-٩]/g, function (d) { return String(d.charCodeAt(0) - 0x660); })
    .replace(/[ßœæøłđðþıςىة]/g, function (c) { return plain[c]; });
}

// htsmWords returns the folded words of a text.
function htsmWords(text) {
  "use strict";
  return htsmFold(text).split(/[^\p{L}\p{Nd}]+/u).filter(function (w) {
    return w !== "" && !/^[0-9]{7,}$/.test(w);
  }).map(function (w) {
    return w.slice(0, 2) === "ال" && Array.from(w).length >= 5 ? w.slice(2) : w;
  });
}

// htsmDistance returns the number of letters by which two words differ
// (Damerau-Levenshtein with adjacent transpositions), or most + 1 for more.
function htsmDistance(a, b, most) {
  "use strict";
  if (Math.abs(a.length - b.length) > most) return most + 1;
  var before = [], last = [], row, i, j, best;
  for (j = 0; j <= b.length; j++) last[j] = j;
  for (i = 1; i <= a.length; i++) {
    row = [i];
    best = i;
    for (j = 1; j <= b.length; j++) {
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
      best = Math.min(best, row[j]);
    }
    if (best > most) return most + 1;
    before = last;
    last = row;
  }
  return last[b.length];
}

// htsmFind returns the positions of the entries that hold every word of the
// query, the best first. A word counts in full where it stands, for less where
// a word begins with it, and for least where it was probably mistyped.
function htsmFind(index, query) {
  "use strict";
  var words = htsmWords(query), found = null;
  words.forEach(function (word) {
    var hits = {}, most = word.length < 4 ? 0 : word.length < 5 ? 1 : 2, exact = false;
    var take = function (i, factor) {
      var at = index.places[i], rare = Math.log(1 + index.entries.length / (at.length / 2));
      for (var k = 0; k < at.length; k += 2) hits[at[k]] = Math.max(hits[at[k]] || 0, at[k + 1] * rare * factor);
    };
    index.words.forEach(function (known, i) {
      if (known === word) { exact = true; take(i, 1); } else if (word.length > 1 && known.slice(0, word.length) === word) { exact = true; take(i, 0.6); }
    });
    if (!exact && most > 0) {
      index.words.forEach(function (known, i) {
        // In a short word two slips are likely only if its first letter is right.
        var limit = word.length < 8 && known[0] !== word[0] ? Math.min(most, 1) : most, d = htsmDistance(word, known, limit);
        if (d > limit) d = most + 1;
        if (d > most && known.length > word.length) d = htsmDistance(word, known.slice(0, word.length), 1) > 1 ? most + 1 : 2;
        if (d <= most) take(i, 0.3 / d);
      });
    }
    if (found === null) { found = hits; return; }
    Object.keys(found).forEach(function (i) {
      if (hits[i]) found[i] += hits[i]; else delete found[i];
    });
  });
  return Object.keys(found || {}).map(Number).sort(function (a, b) { return found[b] - found[a] || a - b; });
}

// ----------------------------------------------------------------------------

var htsmEntries = null;

// htsmIndex takes the index; the script that holds it calls it.
function htsmIndex(index) {
  "use strict";
  htsmEntries = index;
  document.dispatchEvent(new Event("htsmindex"));
}

(function () {
  "use strict";
  if (typeof document === "undefined") return;
  var box = document.querySelector(".finder");
  if (!box) return;
  var field = box.querySelector("input"), list = box.querySelector("ol"), count = box.querySelector("[role=status]");
  var shown = 30;
  var words = {};
  var held = document.getElementById("frame_words");
  if (held) held.content.querySelectorAll("data").forEach(function (d) { words[d.value] = d.textContent; });
  box.hidden = false;

  function element(name, text, into, make) {
    var e = document.createElement(name);
    if (make) make(e);
    e.textContent = text;
    into.appendChild(e);
    return e;
  }

  function show() {
    list.textContent = "";
    count.textContent = "";
    if (!htsmEntries || htsmWords(field.value).length === 0) return;
    var hits = htsmFind(htsmEntries, field.value);
    count.textContent = hits.length === 0 ? words["search-none"] : words["search-count"].replace("{n}", hits.length.toLocaleString(document.documentElement.lang));
    hits.slice(0, shown).forEach(function (i) {
      var e = htsmEntries.entries[i], item = document.createElement("li");
      element("a", e[0], item, function (a) { a.href = e[2]; });
      if (e[1]) element("span", e[1], item, function (s) { s.className = "over"; });
      if (e[3]) element("p", e[3], item);
      list.appendChild(item);
    });
  }

  var script = document.createElement("script");
  script.src = box.dataset.index;
  document.head.appendChild(script);
  document.addEventListener("htsmindex", show);
  field.addEventListener("input", show);
  var asked = new URLSearchParams(location.search).get("q");
  if (asked) field.value = asked;
  field.focus({ preventScroll: true });
})();
