// The one driver of charts: it turns what package plot wrote into an ECharts
// option for the browser. Every text comes from the payload; none is made
// here, and none is read as markup.
//
//	payload.option  the option, without a text and without a function
//	payload.ink     labels and lines with their places in px
//	payload.marks   shapes with their places in px, items of a custom series
//	payload.tips    what is said of each mark: names and displayed values
//
// Colours are those of the theme, as they stand there: a style sheet gives each
// the one of a dark screen.
function htsmOption(payload) {
  "use strict";
  var option = payload.option;
  option.animation = false;
  (Array.isArray(option.grid) ? option.grid : []).forEach(function (grid) {
    grid.outerBoundsMode = "none";
  });
  (option.series || []).forEach(function (series) {
    series.clip = false;
    series.silent = false;
    series.animation = false;
    series.cursor = "default";
    if (series.type === "sankey") {
      series.draggable = false;
      series.layoutIterations = 32;
      series.label = { show: false };
      series.lineStyle = { curveness: 0.5, opacity: 0.45, color: "source" };
      series.emphasis = { focus: "adjacency", label: { show: false } };
    } else if (series.type === "custom") {
      series.renderItem = function (item) {
        var mark = payload.marks[item.dataIndex];
        return {
          type: mark.type, x: mark.x, y: mark.y, shape: mark.shape, style: mark.style, silent: mark.silent,
          emphasis: { style: { fill: "inherit", stroke: "#1B1F27", lineWidth: 2 } },
        };
      };
    } else {
      series.emphasis = { disabled: false, itemStyle: { color: "inherit", borderColor: "#1B1F27", borderWidth: 2 } };
    }
  });
  var lines = (option.series || []).some(function (series) {
    return series.type === "line";
  });
  option.graphic = payload.ink;
  option.tooltip = {
    show: true,
    trigger: lines ? "axis" : "item",
    axisPointer: { type: "line", lineStyle: { color: "#878D98" }, label: { show: false } },
    renderMode: "richText",
    confine: true,
    transitionDuration: 0,
    backgroundColor: "#FFFFFF",
    borderColor: "#878D98",
    textStyle: { color: "#1B1F27", fontSize: 13, fontFamily: "Noto Sans, Noto Sans Arabic, sans-serif" },
    formatter: function (marks) {
      return Array.isArray(marks) ? htsmTips(payload.tips, marks) : htsmTip(payload.tips, marks);
    },
  };
  return option;
}

// htsmTips returns the text for the marks at one place of an axis: the place
// once, then what is said of each mark.
function htsmTips(tips, marks) {
  "use strict";
  var texts = marks.map(function (mark) {
    return htsmTip(tips, mark).split("\n");
  }).filter(function (lines) {
    return lines.length > 1;
  });
  return texts.length === 0 ? "" : [texts[0][0]].concat(texts.map(function (lines) {
    return lines.slice(1).join("\n");
  })).join("\n");
}

// htsmTip returns the text for one mark.
function htsmTip(tips, mark) {
  "use strict";
  if (mark.seriesType === "sankey") {
    return mark.dataType === "edge" ? tips.links[mark.dataIndex] : tips.nodes[mark.dataIndex];
  }
  var series = tips.series[mark.seriesIndex];
  return series ? series[mark.dataIndex] || "" : "";
}
