// What the tests need beside the driver: a world without a screen, and
// functions that draw and read as a browser would.
var self = globalThis;
var console = { log: function () {}, warn: function () {}, error: function () {} };
var setTimeout = function () { return 0; };
var clearTimeout = function () {};
var requestAnimationFrame = function () { return 0; };

// draw returns the SVG of a payload.
function draw(json) {
  "use strict";
  var payload = JSON.parse(json);
  var chart = echarts.init(null, null, {
    renderer: "svg", ssr: true, width: payload.width, height: payload.height,
  });
  try {
    chart.setOption(htsmOption(payload));
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}

// tip returns what is said of a mark.
function tip(json, mark) {
  "use strict";
  return htsmOption(JSON.parse(json)).tooltip.formatter(JSON.parse(mark));
}
