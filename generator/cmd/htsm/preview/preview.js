"use strict";
// Reloads the page when the preview was made anew, at the place where it stands.
(() => {
  const source = new EventSource("/-/events");
  source.addEventListener("change", () => location.reload());
})();
