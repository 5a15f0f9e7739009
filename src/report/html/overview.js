"use strict";
// The overview: rows sorted and filtered, some at a time, and the reports of the same page.
(() => {
  const data = document.getElementById("rows");
  if (!data) return;
  const STEP = 200;
  const { take, follow, words } = window.gouji;
  const get = (id) => document.getElementById(id);
  const overview = get("overview");
  const heads = [...get("table").querySelectorAll("th")];
  const rows = JSON.parse(data.textContent).map(
    ([link, issuer, year, [errors, warnings, notes], unchecked, [numbers, checked], partial, path]) => ({
      link, issuer, year, errors, warnings, notes, unchecked, partial, path,
      coverage: numbers ? Math.round((1000 * checked) / numbers) / 10 : 0,
    }));
  const texts = ["issuer", "path"];
  const order = new Intl.Collator(document.documentElement.lang, { numeric: true });
  let shown = rows;
  let most = STEP;

  function cell(row, key) {
    const td = document.createElement("td");
    if (key === "issuer") {
      const link = document.createElement("a");
      link.href = encodeURI(row.link);
      link.textContent = row.issuer || row.path;
      td.append(link);
    } else if (key === "coverage") {
      td.textContent = `${row.coverage.toFixed(1)}%`;
    } else {
      td.textContent = row[key] ?? "";
    }
    td.className = texts.includes(key) ? key : "number";
    if (["errors", "warnings"].includes(key) && row[key]) td.classList.add("some");
    return td;
  }

  function draw() {
    const drawn = shown.slice(0, most).map((row) => {
      const tr = document.createElement("tr");
      if (row.partial) tr.className = "partial";
      tr.append(...heads.map((head) => cell(row, head.firstElementChild.dataset.key)));
      return tr;
    });
    get("table").tBodies[0].replaceChildren(...drawn);
    get("more").hidden = shown.length <= most;
    get("count").textContent = words.rows.replace("{n}", shown.length).replace("{all}", rows.length);
  }

  function filter() {
    const wanted = get("filter").value.trim().toLowerCase().split(/\s+/);
    const isFaulty = get("faulty").checked;
    const has = (row) => {
      const text = `${row.issuer} ${row.year ?? ""} ${row.path}`.toLowerCase();
      return wanted.every((word) => text.includes(word)) &&
        (!isFaulty || row.errors + row.warnings + row.notes > 0);
    };
    shown = rows.filter(has);
    most = STEP;
    draw();
  }

  // By a column; counts start with the greatest, words with the first.
  function sort(head) {
    const key = head.firstElementChild.dataset.key;
    const isText = texts.includes(key) || key === "year";
    const before = head.getAttribute("aria-sort");
    const first = isText ? "ascending" : "descending";
    const second = isText ? "descending" : "ascending";
    const sorted = before === first ? second : first;
    for (const other of heads) other.setAttribute("aria-sort", other === head ? sorted : "none");
    const by = sorted === "ascending" ? 1 : -1;
    const compare = (a, b) =>
      texts.includes(key) ? order.compare(a[key], b[key]) : (a[key] ?? 0) - (b[key] ?? 0);
    rows.sort((a, b) => by * compare(a, b));
    filter();
  }

  // Shows the report that the address names, the overview if it names none.
  const title = document.title;
  let opened = null;
  function route() {
    const found = /^#r(\d+)/.exec(location.hash);
    const stored = found && get(`t${found[1]}`);
    if (!stored) {
      opened = null;
      get("opened")?.replaceChildren();
      if (get("back")) get("back").hidden = true;
      if (overview.hidden) {
        overview.hidden = false;
        document.title = title;
        overview.querySelector("h1").focus();
      }
      return;
    }
    if (opened === stored) return;
    opened = stored;
    overview.hidden = true;
    get("back").hidden = false;
    const parsed = new DOMParser().parseFromString(stored.textContent, "text/html");
    get("opened").replaceChildren(...parsed.body.childNodes);
    document.title = stored.dataset.title;
    const report = get("opened").querySelector(".report");
    take(report);
    window.scrollTo(0, 0);
    report.querySelector("h1").focus({ preventScroll: true });
    follow();
  }

  for (const head of heads) head.firstElementChild.addEventListener("click", () => sort(head));
  get("filter").addEventListener("input", filter);
  get("faulty").addEventListener("change", filter);
  get("more").addEventListener("click", () => {
    most += 5 * STEP;
    draw();
  });
  window.addEventListener("hashchange", route);
  draw();
  route();
})();
