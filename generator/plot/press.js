// The part of the driver that only the press needs: a world without a screen,
// and one function that draws.
var self = globalThis;
var console = { log: function () {}, warn: function () {}, error: function () {} };
var setTimeout = function () { return 0; };
var clearTimeout = function () {};
var requestAnimationFrame = function () { return 0; };

// htsmDraw returns the places of nodes and links as JSON, a line end, and the SVG.
function htsmDraw(json) {
  "use strict";
  var payload = JSON.parse(json);
  var chart = echarts.init(null, null, {
    renderer: "svg", ssr: true, width: payload.width, height: payload.height,
  });
  try {
    chart.setOption(htsmOption(payload, false));
    return JSON.stringify(htsmPlaces(chart)) + "\n" + chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}

// htsmPlaces returns what the layout of a Sankey diagram is: x, y, width and
// height of each node; the offsets in source and target and the width of each
// link.
function htsmPlaces(chart) {
  "use strict";
  var out = { nodes: [], links: [] };
  chart.getModel().eachSeriesByType("sankey", function (series) {
    var info = series.layoutInfo;
    series.getGraph().eachNode(function (node) {
      var at = node.getLayout();
      out.nodes[node.dataIndex] = [info.x + at.x, info.y + at.y, at.dx, at.dy];
    });
    series.getGraph().eachEdge(function (edge) {
      var at = edge.getLayout();
      out.links[edge.dataIndex] = [at.sy, at.ty, at.dy];
    });
  });
  return out;
}
