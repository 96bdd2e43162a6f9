// What scripts add to every page: the choice of a theme, and charts that answer
// to the pointer and the keyboard, loaded when one comes near. A page is whole
// without it.
(function () {
  "use strict";

  var words = {};
  var held = document.getElementById("frame_words");
  if (held) held.content.querySelectorAll("data").forEach(function (d) { words[d.value] = d.textContent; });

  theme();
  charts();

  // theme adds a button that goes round device, light and dark.
  function theme() {
    var bar = document.querySelector(".bar");
    if (!bar || !words.theme) return;
    var order = ["auto", "light", "dark"], root = document.documentElement;
    var button = document.createElement("button");
    button.type = "button";
    button.className = "theme";
    var say = function () {
      var name = words["theme-" + (root.dataset.theme || "auto")];
      button.textContent = name;
      button.setAttribute("aria-label", words.theme + ": " + name);
    };
    button.addEventListener("click", function () {
      var next = order[(order.indexOf(root.dataset.theme || "auto") + 1) % order.length];
      if (next === "auto") delete root.dataset.theme; else root.dataset.theme = next;
      try {
        if (next === "auto") localStorage.removeItem("htsm-theme"); else localStorage.setItem("htsm-theme", next);
      } catch (e) { /* Storage is off: the choice holds for this page. */ }
      say();
    });
    say();
    bar.appendChild(button);
  }

  // charts loads what draws charts once a figure comes near, then the figure.
  function charts() {
    var article = document.querySelector("article[data-live]");
    if (!article || !("IntersectionObserver" in window)) return;
    var scripts = article.dataset.live.split(" "), library = null;
    var watch = new IntersectionObserver(function (seen) {
      seen.forEach(function (one) {
        if (!one.isIntersecting) return;
        watch.unobserve(one.target);
        library = library || scripts.reduce(function (before, src) {
          return before.then(function () { return load(src); });
        }, Promise.resolve());
        library.then(function () { window.htsmEnliven(one.target, words, load); }, function () { /* The drawing stays. */ });
      });
    }, { rootMargin: "200px 0px" });
    article.querySelectorAll("figure[data-live]").forEach(function (figure) { watch.observe(figure); });
  }

  function load(src) {
    return new Promise(function (done, failed) {
      var script = document.createElement("script");
      script.onload = done;
      script.onerror = failed;
      script.src = src;
      document.head.appendChild(script);
    });
  }
})();
