// Charts that answer: the same option that was drawn in the press is drawn by
// ECharts in the page. Pointer: what a mark says. Keyboard: the arrow keys go
// from mark to mark and a screen reader hears each. Buttons: series, size, full
// screen, table. The drawing of the press stays in the page for paper.
(function () {
  "use strict";

  var options = {};
  var narrow = window.matchMedia("(max-width: 30rem)");

  // htsmChart takes the option of a figure; the script that holds it calls it.
  window.htsmChart = function (name, payload) { options[name] = payload; };

  // htsmEnliven draws a figure anew and adds its buttons.
  window.htsmEnliven = function (figure, words, load) {
    var old = figure.querySelector(".plot");
    if (!old) return;
    var stage = element("div", "stage"), sheet = element("div"), said = element("p", "said"), tools = element("div", "tools");
    stage.dir = "ltr";
    stage.tabIndex = 0;
    stage.setAttribute("role", "group");
    stage.setAttribute("aria-label", old.getAttribute("aria-label") + " " + words.keys);
    said.setAttribute("role", "status");
    stage.appendChild(sheet);
    var state = { zoom: 1, hidden: {}, at: -1, chart: null, payload: null };

    function name() { return figure.dataset.live + (narrow.matches ? "-narrow" : ""); }

    function draw() {
      var want = name();
      (options[want] ? Promise.resolve() : load(want + ".js")).then(function () {
        if (want !== name() || !options[want]) return;
        if (state.chart) state.chart.dispose();
        sheet.textContent = "";
        var payload = state.payload = JSON.parse(JSON.stringify(options[want]));
        var paper = element("div");
        sheet.appendChild(paper);
        state.chart = window.echarts.init(paper, null, { renderer: "svg", width: payload.width, height: payload.height });
        paper.firstChild.setAttribute("aria-hidden", "true");
        state.option = window.htsmOption(payload);
        state.chart.setOption(state.option);
        hide();
        if (!stage.parentNode) {
          var after = figure.querySelector(".scroll:has(> .plot)") || figure.querySelector(".plot.narrow") || old;
          after.after(stage, tools, said);
          buttons();
          figure.classList.add("live");
        }
        fit();
      }, function () { /* The drawing of the press stays. */ });
    }

    // fit scales the sheet to the width of the stage times the zoom.
    function fit() {
      var p = state.payload;
      if (!p) return;
      var k = (stage.clientWidth - 4) / p.width;
      if (document.fullscreenElement === figure) k = Math.min(k, Math.max(0.5, (window.innerHeight - 180) / p.height));
      k *= state.zoom;
      sheet.style.width = p.width * k + "px";
      sheet.style.height = p.height * k + "px";
      sheet.style.overflow = "hidden";
      sheet.firstChild.style.transformOrigin = "0 0";
      sheet.firstChild.style.transform = "scale(" + k + ")";
    }

    // hide takes the marks of series that the reader put off.
    function hide() {
      var names = state.payload.tips.names;
      if (!names) return;
      state.chart.setOption({ series: state.option.series.map(function (s, i) {
        return { data: state.hidden[i] ? [] : s.data };
      }) });
    }

    function buttons() {
      var names = state.payload.tips.names;
      if (names) {
        var group = element("fieldset", "series");
        group.setAttribute("aria-label", words.series);
        names.forEach(function (text, i) {
          var b = button(text, function () {
            state.hidden[i] = !state.hidden[i];
            b.setAttribute("aria-pressed", String(!state.hidden[i]));
            hide();
          });
          b.setAttribute("aria-pressed", "true");
          var series = state.option.series[i];
          b.prepend(dot((series.itemStyle || series.lineStyle || {}).color || "none"));
          group.appendChild(b);
        });
        tools.appendChild(group);
      }
      tools.appendChild(button("+", function () { state.zoom = Math.min(4, state.zoom * 1.4); fit(); }, words["zoom-in"]));
      tools.appendChild(button("−", function () { state.zoom = Math.max(1, state.zoom / 1.4); fit(); }, words["zoom-out"]));
      if (document.fullscreenEnabled) {
        var full = button(words["full-screen"], function () {
          if (document.fullscreenElement) document.exitFullscreen(); else figure.requestFullscreen();
        });
        figure.addEventListener("fullscreenchange", function () {
          full.textContent = words[document.fullscreenElement ? "full-screen-end" : "full-screen"];
          fit();
        });
        tools.appendChild(full);
      }
      var table = figure.querySelector("details");
      if (table) {
        var show = button(words.table, function () { table.open = !table.open; });
        show.setAttribute("aria-expanded", String(table.open));
        table.addEventListener("toggle", function () { show.setAttribute("aria-expanded", String(table.open)); });
        tools.appendChild(show);
      }
    }

    // marks returns every mark that is shown, in the order of reading.
    function marks() {
      var tips = state.payload.tips, out = [];
      (tips.series || []).forEach(function (list, i) {
        if (!state.hidden[i]) list.forEach(function (text, k) { if (text) out.push({ text: text, seriesIndex: i, dataIndex: k }); });
      });
      (tips.links || []).forEach(function (text, k) { out.push({ text: text, seriesIndex: 0, dataIndex: k, dataType: "edge" }); });
      return out;
    }

    function step(by) {
      var all = marks();
      if (all.length === 0) return;
      state.at = by === 0 ? 0 : (state.at + by + all.length) % all.length;
      var mark = all[state.at];
      state.chart.dispatchAction({ type: "downplay" });
      state.chart.dispatchAction({ type: "highlight", seriesIndex: mark.seriesIndex, dataIndex: mark.dataIndex, dataType: mark.dataType });
      if (mark.dataType) state.chart.dispatchAction({ type: "hideTip" });
      else state.chart.dispatchAction({ type: "showTip", seriesIndex: mark.seriesIndex, dataIndex: mark.dataIndex });
      said.textContent = mark.text.replace(/\n/g, ", ");
    }

    function leave() {
      state.at = -1;
      said.textContent = "";
      state.chart.dispatchAction({ type: "downplay" });
      state.chart.dispatchAction({ type: "hideTip" });
    }

    stage.addEventListener("keydown", function (event) {
      var back = figure.closest("[dir=rtl]") ? "ArrowRight" : "ArrowLeft", on = back === "ArrowLeft" ? "ArrowRight" : "ArrowLeft";
      if (event.key === on || event.key === "ArrowDown") step(1);
      else if (event.key === back || event.key === "ArrowUp") step(-1);
      else if (event.key === "Home") step(0);
      else if (event.key === "Escape" && state.at >= 0) leave();
      else return;
      event.preventDefault();
    });
    stage.addEventListener("blur", function () { if (state.at >= 0) leave(); });
    narrow.addEventListener("change", draw);
    new ResizeObserver(fit).observe(figure);
    draw();
  };

  function element(tag, cls) {
    var e = document.createElement(tag);
    if (cls) e.className = cls;
    return e;
  }

  // dot returns a disc in a colour of the theme.
  function dot(color) {
    var space = "http://www.w3.org/2000/svg", svg = document.createElementNS(space, "svg"), disc = document.createElementNS(space, "circle");
    svg.setAttribute("class", "dot");
    svg.setAttribute("viewBox", "0 0 10 10");
    svg.setAttribute("aria-hidden", "true");
    disc.setAttribute("cx", "5");
    disc.setAttribute("cy", "5");
    disc.setAttribute("r", "5");
    disc.setAttribute("fill", color);
    svg.appendChild(disc);
    return svg;
  }

  function button(text, act, label) {
    var b = element("button");
    b.type = "button";
    b.textContent = text;
    if (label) { b.setAttribute("aria-label", label); b.title = label; }
    b.addEventListener("click", act);
    return b;
  }
})();
