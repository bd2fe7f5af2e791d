"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const colours = ["#12436d", "#a8123e", "#1a7f76", "#c54e00", "#801650", "#3d3d3d", "#6b5b00", "#2073bc"];
  const dashes = ["", "7 4", "2 3", "10 3 2 3", "14 5", "5 2 1 2", "1 4", "20 4"];
  const most = colours.length;
  const measure = document.getElementById("measure");
  const picks = document.getElementById("picks");
  const shown = document.getElementById("shown");
  const node = (name, text) => {
    const out = document.createElement(name);
    if (text !== undefined) out.textContent = text;
    return out;
  };
  data.measures.forEach((one, at) => {
    const option = node("option", one.title);
    option.value = at;
    measure.append(option);
  });
  const asked = new Set(location.hash.slice(1).split(","));
  data.places.forEach((place, at) => {
    const label = node("label");
    const box = node("input");
    box.type = "checkbox";
    box.value = at;
    box.checked = asked.has(place.code);
    label.append(box, " " + place.name);
    picks.append(label);
  });
  const say = (of, value) => {
    if (!value) return "not printed";
    const number = (x) => x.toFixed(of.decimals);
    const own = number(value[0]) + of.unit;
    return value[1] === null ? own : `${own} (${number(value[1])} to ${number(value[2])})`;
  };
  const chart = (of, at, chosen) => {
    const n = data.periods.length;
    const all = chosen.flatMap((place) => place.values[at]).filter(Boolean).map((value) => value[0]);
    if (n < 2 || all.length === 0) return null;
    const top = Math.max(...all) || 1;
    const x = (i) => 44 + (i / (n - 1)) * 340;
    const y = (value) => 200 - (value / top) * 186;
    const space = "http://www.w3.org/2000/svg";
    const draw = (parent, name, fields, text) => {
      const out = document.createElementNS(space, name);
      Object.entries(fields).forEach(([field, value]) => out.setAttribute(field, value));
      if (text !== undefined) out.textContent = text;
      parent.append(out);
      return out;
    };
    const svg = document.createElementNS(space, "svg");
    svg.setAttribute("viewBox", "0 0 400 230");
    svg.setAttribute("role", "img");
    svg.setAttribute("font-size", "13");
    svg.setAttribute("font-family", "Arial,sans-serif");
    svg.setAttribute("aria-label", `${of.title} over the years. The table below has every figure.`);
    [0, top / 2, top].forEach((tick) => {
      draw(svg, "line", { x1: 44, x2: 392, y1: y(tick), y2: y(tick), stroke: "#d0d2d3" });
      draw(svg, "text", { x: 38, y: y(tick) + 4, "text-anchor": "end" }, tick.toFixed(of.decimals));
    });
    [0, n - 1].forEach((i) => draw(svg, "text", { x: x(i), y: 222, "text-anchor": "middle" }, data.periods[i]));
    chosen.forEach((place, k) => {
      let path = "";
      let gap = true;
      place.values[at].forEach((value, i) => {
        if (value) path += `${gap ? "M" : "L"}${x(i).toFixed(1)},${y(value[0]).toFixed(1)} `;
        gap = !value;
      });
      draw(svg, "path", { d: path || "M0,0", fill: "none", stroke: colours[k], "stroke-width": 2.2, "stroke-dasharray": dashes[k] });
    });
    const figure = node("figure");
    figure.className = "chart";
    figure.append(svg);
    const key = node("ul");
    key.className = "key";
    chosen.forEach((place, k) => {
      const item = node("li");
      const sample = document.createElementNS(space, "svg");
      sample.setAttribute("class", "key");
      sample.setAttribute("width", "40");
      sample.setAttribute("height", "10");
      sample.setAttribute("aria-hidden", "true");
      draw(sample, "path", { d: "M0,5 H40", fill: "none", stroke: colours[k], "stroke-width": 2.2, "stroke-dasharray": dashes[k] });
      item.append(sample, " " + place.name);
      key.append(item);
    });
    figure.append(key);
    return figure;
  };
  const render = () => {
    const at = Number(measure.value);
    const of = data.measures[at];
    const boxes = [...picks.querySelectorAll("input")];
    const chosen = boxes.filter((box) => box.checked).slice(0, most).map((box) => data.places[Number(box.value)]);
    boxes.forEach((box) => (box.disabled = !box.checked && chosen.length >= most));
    history.replaceState(null, "", "#" + chosen.map((place) => place.code).join(","));
    shown.replaceChildren();
    if (chosen.length === 0) {
      shown.append(node("p", `Choose up to ${most} authorities.`));
      return;
    }
    const drawn = chart(of, at, chosen);
    if (drawn) shown.append(drawn);
    const periods = data.periods.map((_, i) => i).filter((i) => chosen.some((place) => place.values[at][i]));
    const table = node("table");
    table.append(node("caption", of.title));
    const head = node("tr");
    ["Authority", ...periods.map((i) => data.periods[i])].forEach((text) => {
      const cell = node("th", text);
      cell.scope = "col";
      head.append(cell);
    });
    const top = node("thead");
    top.append(head);
    const rows = node("tbody");
    chosen.forEach((place) => {
      const row = node("tr");
      const name = node("th", place.name);
      name.scope = "row";
      row.append(name, ...periods.map((i) => node("td", say(of, place.values[at][i]))));
      rows.append(row);
    });
    table.append(top, rows);
    const wide = node("div");
    wide.className = "wide";
    wide.tabIndex = 0;
    wide.setAttribute("role", "region");
    wide.setAttribute("aria-label", of.title);
    wide.append(table);
    shown.append(wide);
  };
  measure.addEventListener("change", render);
  picks.addEventListener("change", render);
  document.getElementById("choose").hidden = false;
  render();
})();
