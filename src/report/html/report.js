"use strict";
// A report on the page: from a finding to its figures and back, by mouse and by keys.
// Nothing here writes markup; text goes into the page as text.
(() => {
  const words = JSON.parse(document.body.dataset.words);
  const all = (within, what) => [...within.querySelectorAll(what)];
  let report = null;
  let current = null;

  const findings = () => all(report, ".finding").filter((finding) => !finding.hidden);
  const linksOf = (finding) =>
    all(report, `.m[data-f~="${finding.id}p"], .m[data-f~="${finding.id}r"]`);
  const findingsOf = (mark) =>
    mark.dataset.f.trim().split(" ").map((key) => document.getElementById(key.slice(0, -1)));

  function show(element, isFocused) {
    element.scrollIntoView({ block: "center", inline: "nearest" });
    if (isFocused) element.focus({ preventScroll: true });
  }

  // Lights up the figures of a finding.
  function select(finding) {
    clear();
    current = finding;
    finding.classList.add("current");
    finding.setAttribute("aria-current", "true");
    for (const mark of linksOf(finding)) {
      mark.classList.add("on");
      if (mark.matches(`[data-f~="${finding.id}p"]`)) mark.classList.add("accused");
    }
  }

  function clear() {
    if (!current) return;
    current.classList.remove("current");
    current.removeAttribute("aria-current");
    for (const mark of all(report, ".m.on")) mark.classList.remove("on", "accused");
    current = null;
  }

  // What a finding accuses, or else the first figure it speaks of.
  const accused = (finding) =>
    report.querySelector(`.m[data-f~="${finding.id}p"]`) || linksOf(finding)[0];

  // Shows a finding in the column and its figure in the text; one of them has the focus.
  function open(finding, isInText) {
    unfold();
    select(finding);
    const mark = accused(finding);
    finding.scrollIntoView({ block: "nearest" });
    if (mark) show(mark, isInText);
    if (!isInText || !mark) finding.querySelector(".go").focus({ preventScroll: true });
  }

  // From a figure to the finding that speaks of it, to the next one if there are several.
  function back(mark) {
    const known = findingsOf(mark).filter((finding) => finding && !finding.hidden);
    if (!known.length) return;
    const next = known[(known.indexOf(current) + 1) % known.length];
    const own = known.find((finding) => mark.matches(`[data-f~="${finding.id}p"]`));
    const finding = known.includes(current) ? next : own || next;
    unfold();
    select(finding);
    show(finding.querySelector(".go"), true);
  }

  function unfold() {
    const side = report.querySelector("aside");
    if (side.classList.contains("folded")) side.querySelector(".fold").click();
  }

  // Says what became of a number.
  function tell(number) {
    const status = report.querySelector(".status");
    status.textContent = `${number.textContent} · ${number.title}`;
    const rules = (number.dataset.r || "").split(" ").filter(Boolean);
    if (!rules.length) return;
    status.append(`\n${words.rules}`);
    for (const rule of rules) {
      const link = document.createElement("a");
      link.href = `#rule-${rule}`;
      link.textContent = rule;
      status.append(link, " ");
    }
  }

  function filter() {
    const chosen = all(report, "input[name=severity]:checked").map((box) => box.value);
    const select = report.querySelector("select[name=rule]");
    const rule = select ? select.value : "";
    let n = 0;
    const every = all(report, ".finding");
    for (const finding of every) {
      const is = chosen.includes(finding.dataset.severity) && (!rule || finding.dataset.rule === rule);
      finding.hidden = !is;
      n += is ? 1 : 0;
    }
    for (const mark of all(report, ".columns article .m")) {
      mark.classList.toggle("off", findingsOf(mark).every((finding) => !finding || finding.hidden));
    }
    if (current && current.hidden) clear();
    const shown = n < every.length ? words.shown : "";
    report.querySelector(".shown").textContent = shown.replace("{n}", n).replace("{all}", every.length);
  }

  // One number of the text is in the order of tabulation; arrows lead to the others.
  function step(number, by) {
    const numbers = all(report, "article .n");
    const next = numbers[numbers.indexOf(number) + by];
    if (!next) return;
    number.removeAttribute("tabindex");
    next.tabIndex = 0;
    show(next, true);
  }

  function fold(button) {
    const isFolded = button.closest("aside").classList.toggle("folded");
    button.setAttribute("aria-expanded", String(!isFolded));
    button.textContent = isFolded ? words.unfold : words.fold;
  }

  function onClick(event) {
    const at = (what) => event.target.closest(what);
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (at(".fold")) return fold(at(".fold"));
    const number = at("article .n");
    if (number) tell(number);
    const mark = at("article .m");
    if (mark) {
      event.preventDefault();
      return back(mark);
    }
    const finding = at(".finding");
    if (!finding) return;
    const place = at(".marks .place a");
    if (place) {
      event.preventDefault();
      select(finding);
      const target = document.getElementById(place.hash.slice(1));
      if (target) show(target, true);
    } else if (at(".go")) {
      event.preventDefault();
      open(finding, true);
    } else if (!at("a, summary, button, input") && !String(getSelection())) {
      open(finding, false);
    }
  }

  function onKey(event) {
    if (!report || !report.isConnected) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const from = event.target instanceof Element ? event.target : document.body;
    const number = from.closest("article .n");
    if (number && (event.key === "ArrowRight" || event.key === "ArrowLeft")) {
      event.preventDefault();
      return step(number, event.key === "ArrowRight" ? 1 : -1);
    }
    if (event.key === "Escape") {
      const finding = current;
      report.querySelector(".status").textContent = "";
      if (!finding) return;
      const isInText = from.closest("article");
      if (isInText) finding.querySelector(".go").focus();
      else clear();
      return;
    }
    if (from.closest("input[type=search], select")) return;
    const keys = report.querySelector("input[name=keys]");
    const isInList = from.closest(".findings");
    const by = { j: 1, k: -1, ...(isInList && { ArrowDown: 1, ArrowUp: -1 }) }[event.key];
    if (!by || !keys || (!keys.checked && !isInList)) return;
    const list = findings();
    const at = list.indexOf(current || from.closest(".finding"));
    const next = list[at < 0 && by < 0 ? list.length - 1 : at + by];
    event.preventDefault();
    if (next) open(next, false);
  }

  // Takes a report that has come onto the page.
  function take(element) {
    report = element;
    current = null;
    report.addEventListener("click", onClick);
    report.addEventListener("change", filter);
    report.addEventListener("focusin", (event) => {
      const number = event.target.closest("article .n");
      if (number) tell(number);
    });
  }

  // A link to a finding, a figure or a rule from anywhere.
  function follow() {
    const target = document.getElementById(location.hash.slice(1));
    if (!target) return;
    if (target.matches(".finding")) open(target, false);
    if (target.matches("details")) target.open = true;
    if (target.matches("details")) target.querySelector("summary").focus();
  }

  document.addEventListener("keydown", onKey);
  window.addEventListener("hashchange", follow);
  const only = document.querySelector(".report");
  if (only) take(only);
  follow();
  window.gouji = { take, follow, words };
})();
