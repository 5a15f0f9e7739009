// The HTML report in a real browser.
//
//     node run.mjs [path of gouji]        the browser is $CHROMIUM, else `chromium`
//
// Pages are made of our own reports, opened from disk, and used as a reader does: by mouse,
// by keys, in light and dark, on a telephone and on paper. Anything a page says on the
// console, and anything axe-core objects to, is a failure. Exits with 1 if something failed.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";

const here = dirname(fileURLToPath(import.meta.url));
const reports = resolve(here, "../reports");
const gouji = resolve(process.argv[2] ?? join(here, "../../target/debug/gouji"));
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

function browserPath() {
  const named = process.env.CHROMIUM ?? "chromium";
  const found = process.env.PATH.split(delimiter).map((folder) => join(folder, named));
  return [named, ...found].find((path) => path.includes("/") && existsSync(path)) ?? named;
}

const folder = mkdtempSync(join(tmpdir(), "gouji-pages-"));
const written = (name) => join(folder, name);

function write(format, paths, language = "zh") {
  const rest = ["--quiet", "--exit-zero", "--lang", language, "--format"];
  execFileSync(gouji, ["check", ...rest, `html=${written(format)}`, ...paths]);
  return written(format);
}

const ONE = join(reports, "beidu-county-2018.txt");
const FORMS = ["banquan-district-2010", "baixi-district-2016", "fengtai-district-2020", "jingping-district-2022"]
  .map((name) => join(reports, `${name}.txt`));
// Real ones, which are kept beside the repository where there are any.
const KEPT = resolve(here, "../../../shared/reports");
const REAL = existsSync(KEPT)
  ? readdirSync(KEPT).filter((name) => name.endsWith(".txt")).sort().map((name) => join(KEPT, name))
  : [];

const ATTACK = "<script>window.hacked=1</script><img src=x onerror=window.hacked=1>";

function writePages() {
  const hostile = written("hostile.txt");
  writeFileSync(hostile, `${ATTACK}市2017年政府信息公开工作年度报告\n主动公开政府信息13条，其中通过网站${ATTACK}公开10条，通过其他方式公开1条。\n`);
  return {
    one: write("one.html", [ONE]),
    english: write("english.html", [ONE], "en"),
    forms: FORMS.map((path, at) => write(`form${at}.html`, [path])),
    real: REAL.map((path, at) => write(`real${at}.html`, [path])),
    many: write("many.html", [...FORMS, hostile, ONE]),
    hostile: write("hostile.html", [hostile]),
    clean: write("clean.html", [join(reports, "baishan-county-2017.txt")]),
    site: join(write("site/", [...FORMS, ONE]), "index.html"),
  };
}

const WIDE = { width: 1280, height: 900 };
const NARROW = { width: 360, height: 740 };
let browser;
let said = [];

async function open(path, { view = WIDE, scheme = "light" } = {}) {
  const page = await browser.newPage();
  said = [];
  page.on("console", (message) => said.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => said.push(`error: ${error.message}`));
  await page.setViewport(view);
  await page.emulateMediaFeatures([
    { name: "prefers-color-scheme", value: scheme },
    { name: "prefers-reduced-motion", value: "reduce" },
  ]);
  await page.goto(pathToFileURL(path).href);
  return page;
}

const texts = (page, what) => page.$$eval(what, (found) => found.map((element) => element.textContent));
const count = (page, what) => page.$$eval(what, (found) => found.length);
const focused = (page) => page.evaluate(() => document.activeElement.closest("[id]")?.id);
// An address is followed in a task of its own, which may come after the click has been answered.
const isFocused = (page, id) =>
  page.waitForFunction((id) => document.activeElement.closest("[id]")?.id === id, { timeout: 10_000 }, id);
const isInView = (page, what) => page.$eval(what, (element) => {
  const box = element.getClientRects()[0];
  const over = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return element === over || element.contains(over);
});

async function isAccessible(page, where) {
  const found = await page.evaluate(async (source) => {
    // The policy of the page stops scripts in the page, not those of its tester.
    new Function(source).call(window);
    const { violations, passes } = await window.axe.run(document);
    if (!passes.some(({ id }) => id === "color-contrast")) return ["no contrast was measured"];
    return violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(" | ")}`);
  }, axe);
  assert.deepEqual(found, [], where);
}

const checks = {
  async "a finding leads to its figures"(pages) {
    const page = await open(pages.one);
    await page.click("#r1f1 .go");
    assert.equal(await count(page, "#r1f1.current"), 1);
    assert.ok((await count(page, ".m.on")) >= 2, "its figures are lit");
    assert.equal(await count(page, ".m.accused"), 1);
    assert.ok(await page.$eval(".m.accused", (mark) => mark === document.activeElement));
    assert.ok(await isInView(page, ".m.accused"));
    // A place in its table leads to that very figure.
    const target = await page.$eval("#r1f1 tr:nth-of-type(3) .place a", (link) => link.hash.slice(1));
    await page.click("#r1f1 tr:nth-of-type(3) .place a");
    await isFocused(page, target);
  },

  async "a figure leads to its finding"(pages) {
    const page = await open(pages.one);
    await page.click("article .m.p");
    const finding = await focused(page);
    assert.match(finding, /^r1f\d+$/);
    assert.equal(await count(page, `#${finding}.current`), 1);
    assert.ok(await isInView(page, `#${finding} .go`));
  },

  async "keys go through the findings"(pages) {
    const page = await open(pages.one);
    const all = await count(page, ".finding");
    assert.ok(all >= 3);
    await page.keyboard.press("j");
    assert.equal(await focused(page), "r1f0");
    await page.keyboard.press("j");
    assert.equal(await focused(page), "r1f1");
    await page.keyboard.press("k");
    assert.equal(await focused(page), "r1f0");
    await page.keyboard.press("ArrowDown");
    assert.equal(await focused(page), "r1f1");
    await page.keyboard.press("Enter");
    assert.ok(await page.$eval(".m.accused", (mark) => mark === document.activeElement));
    await page.keyboard.press("Escape");
    assert.equal(await focused(page), "r1f1");
    await page.keyboard.press("Escape");
    assert.equal(await count(page, ".current, .m.on"), 0);
    for (let n = 0; n < all + 3; n += 1) await page.keyboard.press("j");
    assert.equal(await focused(page), `r1f${all - 1}`);
    // They can be turned off.
    await page.click("input[name=keys]");
    await page.keyboard.press("k");
    assert.equal(await count(page, `#r1f${all - 1}.current`), 1);
  },

  async "the first tab stop skips to the content"(pages) {
    const page = await open(pages.one);
    await page.keyboard.press("Tab");
    assert.ok(await page.$eval(".skip", (link) => link === document.activeElement));
    assert.ok(await isInView(page, ".skip"));
    await page.keyboard.press("Enter");
    await isFocused(page, "main");
  },

  async "every number tells what became of it, by keys as well"(pages) {
    const page = await open(pages.one);
    await page.focus("article .n");
    const told = new Set();
    for (let n = 0; n < 150 && told.size < 3; n += 1) {
      const status = await page.$eval(".legend .status", (element) => element.textContent);
      const number = await page.evaluate(() => document.activeElement.textContent);
      assert.ok(status.startsWith(number), `${number}: ${status}`);
      told.add(/已核对|未核对|非数量|未识别/.exec(status)[0]);
      await page.keyboard.press("ArrowRight");
    }
    assert.ok(told.size >= 3, [...told].join());
    assert.equal(await count(page, "article .n[tabindex]"), 1);
    assert.equal(await count(page, "article .n:not([title])"), 0);
    // A rule it names is explained on the page.
    await page.click("article .n.c");
    await page.click(".legend .status a");
    await page.waitForSelector(".rules details[open]", { timeout: 10_000 });
    assert.equal(await count(page, ".rules details[open]"), 1);
  },

  async "findings are filtered by severity and rule"(pages) {
    const page = await open(pages.one);
    const all = await count(page, ".finding");
    const errors = await count(page, ".finding.error");
    assert.ok(errors > 0 && errors < all);
    await page.click("input[value=error]");
    assert.equal(await count(page, ".finding:not([hidden])"), all - errors);
    assert.ok((await count(page, "article .m.off")) > 0, "their figures are toned down");
    assert.match((await texts(page, ".shown"))[0], new RegExp(`${all - errors} / ${all}`));
    await page.click("input[value=error]");
    const rule = await page.$eval(".finding.warning", (finding) => finding.dataset.rule);
    await page.select("select[name=rule]", rule);
    assert.deepEqual(
      await page.$$eval(".finding:not([hidden])", (found) => [...new Set(found.map((f) => f.dataset.rule))]),
      [rule],
    );
    await page.keyboard.press("Tab");
  },

  async "the overview is sorted and filtered by keys"(pages) {
    for (const path of [pages.many, pages.site]) {
      const page = await open(path);
      const all = await count(page, "#table tbody tr");
      assert.ok(all >= 5);
      await page.focus("button[data-key=errors]");
      await page.keyboard.press("Enter");
      assert.equal(await page.$eval("button[data-key=errors]", (b) => b.parentElement.ariaSort), "descending");
      const errors = (await texts(page, "#table td:nth-child(3)")).map(Number);
      assert.deepEqual(errors, [...errors].sort((a, b) => b - a));
      assert.ok(errors[0] > 0);
      await page.keyboard.press("Space");
      assert.equal(await count(page, "th[aria-sort=ascending]"), 1);
      assert.equal(await count(page, "th[aria-sort=none]"), 7);
      await page.type("#filter", "2016");
      assert.ok((await texts(page, "#table tbody tr")).every((row) => row.includes("2016")));
      assert.ok((await count(page, "#table tbody tr")) < all);
      await page.close();
    }
  },

  async "reports of one page open when they are asked for"(pages) {
    const page = await open(pages.many);
    assert.equal(await count(page, ".report"), 0);
    await page.click("#table tbody tr:nth-child(2) a");
    await page.waitForSelector(".report#r2");
    assert.equal(await count(page, "#overview:not([hidden])"), 0);
    await page.keyboard.press("j");
    assert.equal(await count(page, ".finding.current"), 1);
    await page.goBack();
    await page.waitForSelector("#overview:not([hidden])");
    assert.equal(await count(page, ".report"), 0);
    // An address leads into a report.
    await page.goto(`${pathToFileURL(pages.many).href}#r6f1`);
    await page.reload();
    await page.waitForSelector("#r6f1.current");
  },

  async "a folder's index leads to its pages and back"(pages) {
    const page = await open(pages.site);
    await Promise.all([page.waitForNavigation(), page.click("#table tbody tr a")]);
    assert.equal(await count(page, ".report"), 1);
    await Promise.all([page.waitForNavigation(), page.click("nav a")]);
    assert.ok(page.url().endsWith("/index.html"));
  },

  async "nothing of a report runs"(pages) {
    for (const path of [pages.hostile, pages.many]) {
      const page = await open(path);
      if (path === pages.many) await page.goto(`${pathToFileURL(path).href}#r5`);
      assert.equal(await page.evaluate(() => window.hacked), undefined);
      assert.ok((await page.evaluate(() => document.body.textContent)).includes(ATTACK));
      await page.close();
    }
  },

  async "the policy stops what is put onto the page"(pages) {
    const page = await open(pages.one);
    const stopped = await page.evaluate(async () => {
      const violations = [];
      document.addEventListener("securitypolicyviolation", (event) => violations.push(event.effectiveDirective));
      const script = document.createElement("script");
      script.textContent = "window.hacked = 1";
      document.body.append(script);
      const image = document.createElement("img");
      image.src = "https://example.invalid/x.png";
      document.body.append(image);
      document.body.insertAdjacentHTML("beforeend", '<p style="color:red" onclick="window.hacked = 2">x</p>');
      document.body.lastElementChild.click();
      await new Promise((done) => setTimeout(done, 200));
      return [window.hacked ?? null, ...violations.sort()];
    });
    assert.deepEqual(stopped, [null, "img-src", "script-src-attr", "script-src-elem", "style-src-attr"]);
    said = [];
  },

  async "what is copied is the report's text"(pages) {
    const page = await open(pages.one);
    const copied = await page.evaluate(() => {
      const paragraph = [...document.querySelectorAll("article p")].find((p) => p.querySelector(".m"));
      getSelection().selectAllChildren(paragraph);
      return String(getSelection());
    });
    const squeezed = (text) => text.replace(/\s/g, "");
    assert.ok(squeezed(readFileSync(ONE, "utf8")).includes(squeezed(copied)), copied);
  },

  async "a telephone shows the text above a sheet of findings"(pages) {
    for (const view of [NARROW, { width: 320, height: 568 }]) {
      for (const path of [pages.one, ...pages.forms, ...pages.real, pages.many]) {
        const page = await open(path, { view });
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(wide <= view.width, `${path} is ${wide} wide`);
        await page.close();
      }
      const page = await open(pages.one, { view });
      await page.keyboard.press("j");
      assert.ok(await isInView(page, ".m.accused"), "the figure is above the sheet");
      assert.ok(await isInView(page, ".finding.current .go"));
      await page.click(".fold");
      assert.equal(await page.$eval(".fold", (button) => button.ariaExpanded), "false");
      assert.ok((await page.$eval("aside", (side) => side.offsetHeight)) < 100);
      await page.close();
    }
  },

  async "paper has the text, then the findings, and no controls"(pages) {
    const page = await open(pages.one, { scheme: "dark" });
    await page.emulateMediaType("print");
    const [text, side] = await page.$$eval("article, aside", (found) =>
      found.map((element) => element.getBoundingClientRect().toJSON()));
    assert.ok(side.top >= text.bottom);
    assert.equal(await page.$$eval(".tool", (found) => found.filter((e) => e.offsetParent).length), 0);
    // Told apart without colour.
    const lines = await page.$$eval("article .n.c, article .n.u, article .n.q", (found) =>
      [...new Set(found.map((e) => `${e.classList[1]} ${getComputedStyle(e).textDecorationLine} ${getComputedStyle(e).textDecorationStyle}`))].sort());
    assert.deepEqual(lines, ["c underline solid", "q none solid", "u underline dashed"]);
    const ink = await page.$eval("article p", (p) => getComputedStyle(p).color);
    assert.equal(ink, "rgb(0, 0, 0)");
    assert.ok((await page.pdf()).length > 10_000);
  },

  async "axe-core objects to nothing"(pages) {
    const every = [["light", WIDE], ["dark", WIDE], ["light", NARROW], ["dark", NARROW]];
    const some = [["dark", WIDE], ["light", NARROW]];
    const used = [pages.one, pages.many, pages.site].map((path) => [path, every]);
    const rest = [pages.english, pages.clean, pages.hostile, ...pages.forms, ...pages.real].map((path) => [path, some]);
    for (const [path, ways] of [...used, ...rest]) {
      for (const [scheme, view] of ways) {
        const page = await open(path, { view, scheme });
        if (path === pages.many && view === WIDE) await page.goto(`${pathToFileURL(path).href}#r6`);
        await page.keyboard.press("j");
        await page.$$eval("details", (found) => found.forEach((details) => { details.open = true; }));
        await isAccessible(page, `${path}, ${scheme}, ${view.width} px`);
        assert.deepEqual(said, []);
        await page.close();
      }
    }
  },
};

let nFailed = 0;
try {
  const pages = writePages();
  browser = await puppeteer.launch({
    executablePath: browserPath(),
    args: ["--no-sandbox", "--disable-dev-shm-usage"],
  });
  for (const [name, check] of Object.entries(checks)) {
    try {
      await check(pages);
      assert.deepEqual(said, [], "the page said something on the console");
      console.log(`ok      ${name}`);
    } catch (error) {
      nFailed += 1;
      console.log(`FAILED  ${name}\n${error.stack}`);
    }
    for (const page of (await browser.pages()).slice(1)) await page.close();
  }
} finally {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
}
console.log(nFailed ? `${nFailed} failed` : "all well");
process.exitCode = nFailed ? 1 : 0;
