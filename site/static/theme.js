// Sets the theme that the reader chose, before the page is shown. Without a
// choice, or where nothing can be stored, the page follows the device.
(function () {
  "use strict";
  try {
    var theme = localStorage.getItem("htsm-theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch (e) { /* Storage is off: the device decides. */ }
})();
