"use strict";
(function () {
  var all = function (where, what) { return Array.prototype.slice.call(where.querySelectorAll(what)); };
  var by = function (id) { return document.getElementById(id); };
  all(document, "[data-needs-script]").forEach(function (tool) { tool.hidden = false; });

  // Filters: what is typed is looked for in the text of each line.
  all(document, "[data-filters]").forEach(function (field) {
    var target = by(field.getAttribute("data-filters"));
    var said = by(field.id + "-said");
    field.addEventListener("input", function () {
      var wanted = field.value.trim().toLowerCase();
      var shown = 0;
      all(target, "[data-text]").forEach(function (line) {
        line.hidden = line.getAttribute("data-text").toLowerCase().indexOf(wanted) < 0;
        if (!line.hidden) { shown += 1; }
      });
      if (said) { said.textContent = wanted ? shown + " found" : ""; }
    });
    field.addEventListener("keydown", function (event) {
      if (event.key !== "Enter") { return; }
      var first = all(target, "[data-text]").filter(function (line) { return !line.hidden; })[0];
      var link = first && first.querySelector("a");
      if (link) { link.focus(); }
    });
  });

  // Sorting: a button in each head; figures by their value, marks last, words by alphabet.
  var number = function (text) { return parseFloat(text.replace(/,/g, "").replace("\u2212", "-")); };
  var compare = function (a, b) {
    var x = number(a), y = number(b);
    if (isNaN(x) && isNaN(y)) { return a.localeCompare(b); }
    if (isNaN(x)) { return 1; }
    if (isNaN(y)) { return -1; }
    return x - y;
  };
  all(document, "table.sortable").forEach(function (table) {
    all(table.tHead, "th").forEach(function (head, at) {
      var name = head.textContent.trim();
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = "\u2195";
      button.setAttribute("aria-label", "Sort by " + name);
      button.className = "sort";
      head.appendChild(document.createTextNode(" "));
      head.appendChild(button);
      button.addEventListener("click", function () {
        var down = head.getAttribute("aria-sort") === "ascending";
        all(table.tHead, "th").forEach(function (other) { other.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        var text = function (row) { return row.cells[at] ? row.cells[at].textContent.trim() : ""; };
        var rows = all(table.tBodies[0], "tr");
        rows.sort(function (a, b) { return (down ? -1 : 1) * compare(text(a), text(b)); });
        rows.forEach(function (row) { table.tBodies[0].appendChild(row); });
      });
    });
  });

  // Downloads: what is shown of a table, as CSV. A cell that a spreadsheet would take for a formula gets an apostrophe.
  all(document, "[data-download]").forEach(function (button) {
    button.addEventListener("click", function () {
      var table = by(button.getAttribute("data-download"));
      var lines = all(table, "tr").filter(function (row) { return !row.hidden; }).map(function (row) {
        return all(row, "th,td").filter(function (cell) { return !cell.hidden; }).map(function (cell) {
          var text = cell.textContent.replace("\u2195", "").replace(/\s+/g, " ").trim();
          if (/^[=+\-@]/.test(text)) { text = "'" + text; }
          return "\"" + text.replace(/"/g, "\"\"") + "\"";
        }).join(",");
      });
      var link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob(["\ufeff" + lines.join("\r\n") + "\r\n"], { type: "text/csv" }));
      link.download = button.getAttribute("data-download") + ".csv";
      link.click();
    });
  });

  // Picking: rows are sites, columns indicators, and the group is what stands in the cells.
  var picked = by("compare");
  if (picked) {
    var figures = JSON.parse(by("figures").textContent);
    var rows = all(picked.tBodies[0], "tr");
    var chosen = function (id) {
      return all(by(id), "input:checked").map(function (box) { return Number(box.value); });
    };
    rows.forEach(function (row) {
      row.own = all(row, "td").map(function (cell) { return cell.textContent; });
    });
    var order = rows.slice();
    var show = function () {
      var sites = chosen("pick-sites"), indicators = chosen("pick-indicators");
      var group = Number(by("pick-group").value);
      order.forEach(function (row, site) {
        row.hidden = sites.length > 0 && sites.indexOf(site) < 0;
        all(row, "td").forEach(function (cell, at) {
          var other = group > 0 && figures.cells[group - 1][site][at];
          cell.textContent = group > 0 ? (typeof other === "number" ? figures.marks[other] : other) : row.own[at];
          cell.hidden = indicators.length > 0 && indicators.indexOf(at) < 0;
        });
      });
      all(picked.tHead, "th").forEach(function (head, at) {
        head.hidden = at > 0 && indicators.length > 0 && indicators.indexOf(at - 1) < 0;
      });
      by("compare-said").textContent = (sites.length || order.length) + " rows, " +
        by("pick-group").selectedOptions[0].textContent;
    };
    ["pick-sites", "pick-indicators", "pick-group"].forEach(function (id) { by(id).addEventListener("change", show); });
    by("pick-none").addEventListener("click", function () {
      all(document, ".tool input:checked").forEach(function (box) { box.checked = false; });
      by("pick-group").value = "0";
      show();
    });
  }
})();
