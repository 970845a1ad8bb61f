(function () {
  "use strict";
  var root = document.documentElement, all = function (css, at) { return Array.prototype.slice.call((at || document).querySelectorAll(css)); };
  var by = function (id) { return document.getElementById(id); };
  var screens = all(".screen"), links = all("a[data-screen]"), cards = all(".task"), entries = all(".toc li");
  root.classList.add("js");

  /* One screen at a time; what is put away stays within reach of the browser's own search. */
  function show(screen) {
    screens.forEach(function (one) { if (one === screen) { one.removeAttribute("hidden"); } else { one.setAttribute("hidden", "until-found"); } });
    links.forEach(function (link) { if (link.getAttribute("data-screen") === screen.id) { link.setAttribute("aria-current", "page"); } else { link.removeAttribute("aria-current"); } });
  }
  function unfold(element) {
    for (var up = element; up; up = up.parentElement) { if (up.tagName === "DETAILS") { up.open = true; } }
  }
  function named(hash) {
    try { return by(decodeURIComponent(hash.slice(1))); } catch (broken) { return null; }
  }
  function route() {
    var target = location.hash.length > 1 ? named(location.hash) : null;
    if (target && target.id === "main") { target.focus(); return; }
    var screen = target && target.closest(".screen") || screens[0];
    show(screen);
    if (!target || target === screen) { window.scrollTo(0, 0); return; }
    var card = target.closest(".task");
    if (card && card.hidden) { clear(); }
    unfold(target);
    target.scrollIntoView();
    var holder = target.closest("[tabindex='-1']");
    if (holder) { holder.focus({ preventScroll: true }); }
    here(card);
    kept = marked(target);
    light(kept);
  }
  function here(card) {
    all(".toc a").forEach(function (link) { link.classList.toggle("at", !!card && link.getAttribute("href") === "#" + card.id); });
  }
  window.addEventListener("hashchange", route);
  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("a[href^='#']");
    if (link && link.getAttribute("href") === location.hash) { route(); }
  });
  screens.forEach(function (screen) { screen.addEventListener("beforematch", function () { show(screen); }); });

  /* Filters: every condition must hold; severity and rule must hold for one and the same finding. */
  var seek = by("seek"), unit = by("by-unit"), rule = by("by-rule"), state = by("by-status"), table = by("by-table");
  var boxes = all("input[name=severity]"), matches = by("matches"), texts = [];
  function chosen() { return boxes.filter(function (box) { return box.checked; }).map(function (box) { return box.value; }); }
  function has(card, name, value) { return !value || (" " + card.getAttribute(name) + " ").indexOf(" " + value + " ") >= 0; }
  function filter() {
    var grades = chosen(), words = seek.value.toLowerCase().split(/\s+/).filter(Boolean), seen = 0, most = 0;
    var narrow = grades.length > 0 || rule.value !== "";
    cards.forEach(function (card, at) {
      var any = false;
      all(".finding", card).forEach(function (one) {
        var fits = (!grades.length || grades.indexOf(one.getAttribute("data-severity")) >= 0) && (!rule.value || one.getAttribute("data-rule") === rule.value);
        one.hidden = narrow && !fits;
        any = any || fits;
      });
      if (words.length && texts[at] === undefined) { texts[at] = card.textContent.toLowerCase(); }
      var fits = (!narrow || any) && has(card, "data-units", unit.value) && has(card, "data-facets", state.value) && (!table || has(card, "data-table", table.value)) &&
        words.every(function (word) { return texts[at].indexOf(word) >= 0; });
      card.hidden = !fits;
      if (card.id) { most += 1; seen += fits ? 1 : 0; }
    });
    entries.forEach(function (entry) { entry.hidden = by(entry.getAttribute("data-for")).hidden; });
    matches.textContent = matches.getAttribute("data-words").replace("{0}", seen).replace("{1}", most);
    by("none").hidden = seen > 0;
  }
  function clear() {
    seek.value = ""; unit.value = ""; rule.value = ""; state.value = ""; if (table) { table.value = ""; }
    boxes.forEach(function (box) { box.checked = false; });
    filter();
  }
  [seek, unit, rule, state, table].concat(boxes).forEach(function (field) {
    if (field) { field.addEventListener(field === seek ? "input" : "change", filter); }
  });
  by("reset").addEventListener("click", clear);

  /* A demand and what answers it, a finding and its words, light up together. */
  var kept = null;
  function light(from) {
    all(".on").forEach(function (one) { one.classList.remove("on"); });
    var card = from && from.closest(".task");
    if (!card) { draw(null, []); return; }
    var name = from.classList.contains("finding") ? "data-f" : "data-d";
    var wanted = from.getAttribute(name).split(" ");
    draw(card, name === "data-d" ? wanted : []);
    all("[" + name + "]", card).forEach(function (one) {
      if (one !== from && !one.classList.contains("finding") && one.getAttribute(name).split(" ").some(function (number) { return wanted.indexOf(number) >= 0; })) { one.classList.add("on"); }
    });
  }
  /* Lines from what is asked to the words that answer it; only where both stand side by side. */
  var sheet = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  sheet.setAttribute("class", "links");
  sheet.setAttribute("aria-hidden", "true");
  function draw(card, wanted) {
    sheet.textContent = "";
    var pair = card && card.querySelector(".pair");
    if (!pair || !wanted.length) { sheet.remove(); return; }
    pair.appendChild(sheet);
    var zero = pair.getBoundingClientRect(), sides = all(".text", pair);
    var report = sides.pop();
    wanted.forEach(function (number) {
      var to = all("a.n[data-d='" + number + "']", report);
      sides.forEach(function (side) {
        var from = all("span[data-d~='" + number + "']", side).pop();
        if (!from) { return; }
        to.forEach(function (one) {
          var rects = from.getClientRects(), a = rects[rects.length - 1], b = one.getBoundingClientRect();
          if (!a || b.left < a.right) { return; }
          var x = a.right - zero.left, y = a.bottom - zero.top - 2, u = b.left - zero.left, v = b.top + b.height / 2 - zero.top, path = document.createElementNS(sheet.namespaceURI, "path");
          path.setAttribute("d", "M" + x + " " + y + "C" + (x + u) / 2 + " " + y + " " + (x + u) / 2 + " " + v + " " + u + " " + v);
          sheet.appendChild(path);
        });
      });
    });
  }
  function marked(element) { return element && element.closest && element.closest("[data-d], .finding[data-f]"); }
  function follow(event) { light(marked(event.target) || kept); }
  document.addEventListener("mouseover", follow);
  document.addEventListener("focusin", follow);

  /* Keys; they can be switched off, and never act while something is typed. */
  function step(by_) {
    var open = cards.filter(function (card) { return card.id && !card.hidden; });
    if (!open.length) { return; }
    var at = open.findIndex(function (card) { return card.id === location.hash.slice(1) || card.contains(named(location.hash || "#")); });
    var next = at < 0 ? (by_ > 0 ? 0 : open.length - 1) : Math.min(open.length - 1, Math.max(0, at + by_));
    location.hash = open[next].id;
  }
  document.addEventListener("keydown", function (event) {
    var typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && event.target.type !== "checkbox";
    if (event.key === "Escape" && (typing || !by("tasks").hidden)) { clear(); return; }
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !by("keys").checked) { return; }
    if (event.key === "/") { location.hash = "tasks"; show(by("tasks")); seek.focus(); event.preventDefault(); }
    else if (event.key === "j") { step(1); }
    else if (event.key === "k") { step(-1); }
    else if (/^[1-9]$/.test(event.key) && screens[event.key - 1]) { location.hash = screens[event.key - 1].id; }
  });

  /* Printing: everything unfolded, or one letter alone. */
  var folded = [];
  window.addEventListener("beforeprint", function () {
    folded = all("details:not([open])").filter(function (one) { return !one.closest(".rules"); });
    folded.forEach(function (one) { one.open = true; });
  });
  window.addEventListener("afterprint", function () { folded.forEach(function (one) { one.open = false; }); folded = []; document.body.classList.remove("one"); });
  all("button[data-print]").forEach(function (button) {
    button.addEventListener("click", function () {
      var what = button.getAttribute("data-print");
      if (what === "one" || what === "") {
        document.body.classList.toggle("one", what === "one");
        if (/^#letter/.test(location.hash)) { location.hash = "units"; }
      } else { location.hash = what; }
      setTimeout(function () { window.print(); }, 50);
    });
  });

  /* Days left of a waiver, counted from the day the page is opened. */
  var words = root.getAttribute("lang") === "en" ? [" (", " days left)", " (expired)"] : ["\uff08\u8fd8\u6709 ", " \u5929\uff09", "\uff08\u5df2\u8fc7\u671f\uff09"];
  var today = new Date(); today.setHours(0, 0, 0, 0);
  all("[data-expires]").forEach(function (one) {
    var days = Math.round((new Date(one.getAttribute("data-expires") + "T00:00:00") - today) / 86400000);
    if (!isNaN(days)) { one.textContent = days >= 0 ? words[0] + days + words[1] : words[2]; }
  });

  filter();
  route();
})();
