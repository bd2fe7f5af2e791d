// Opens pages in Chromium and holds them to what they promise. Arguments: the folder with puppeteer-core and axe-core, the browser, and
// the pages. Prints one line of JSON for each thing that is wrong, and a last line with how many checks were made.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [modules, browserPath, ...pages] = process.argv.slice(2);
const require = createRequire(pathToFileURL(modules + "/"));
const puppeteer = require("puppeteer-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
let checks = 0;
const wrong = (page, state, what) => console.log(JSON.stringify({ page, state, what }));

async function look(page, url, state) {
  checks += 1;
  const found = await page.evaluate(async () => {
    const result = await window.axe.run(document, { resultTypes: ["violations"] });
    return result.violations.map((one) => `${one.id} (${one.impact}): ${one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")}`);
  });
  found.forEach((what) => wrong(url, state, what));
  // The page itself never scrolls sideways: what is wide scrolls in its own region.
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wide > 0) wrong(url, state, `the page is ${wide} pixels wider than the window`);
}

async function keyboard(page, url, state) {
  checks += 1;
  await page.evaluate(() => { window.scrollTo(0, 0); document.activeElement?.blur(); });
  const stops = await page.evaluate(() => document.querySelectorAll("a[href],button,input,select,summary,[tabindex='0']").length);
  let last = -1;
  for (let stop = 0; stop < Math.min(stops, 25); stop += 1) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const all = [...document.querySelectorAll("*")];
      const here = document.activeElement;
      const style = here && getComputedStyle(here);
      return { place: all.indexOf(here), body: here === document.body, seen: !style || style.outlineStyle !== "none" };
    });
    if (at.body) { wrong(url, state, `stop ${stop + 1} of the keyboard leads nowhere`); return; }
    if (at.place <= last) { wrong(url, state, `stop ${stop + 1} of the keyboard goes back`); return; }
    if (!at.seen) { wrong(url, state, `stop ${stop + 1} of the keyboard has no outline`); return; }
    last = at.place;
  }
}

const browser = await puppeteer.launch({
  executablePath: browserPath,
  headless: true,
  args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--hide-scrollbars"],
});
const overall = setTimeout(() => { console.error("it took too long"); browser.close().finally(() => process.exit(2)); }, 8 * 60 * 1000);
try {
  for (const path of pages) {
    const url = pathToFileURL(path).href;
    for (const width of [1280, 320]) {
      const page = await browser.newPage();
      await page.setBypassCSP(true);
      const asked = [];
      page.on("request", (request) => { if (request.url() !== url && !request.url().startsWith("data:")) asked.push(request.url()); });
      page.on("pageerror", (error) => wrong(path, width, `the script fails: ${error}`));
      await page.setViewport({ width, height: 900 });
      await page.goto(url, { waitUntil: "load" });
      await page.evaluate(axe);
      await look(page, path, `${width}`);
      await page.evaluate(() => document.querySelectorAll("details").forEach((one) => { one.open = true; }));
      await look(page, path, `${width}, everything open`);
      if (width === 1280) {
        const session = await page.createCDPSession();
        await session.send("Emulation.setEmulatedMedia", { features: [{ name: "forced-colors", value: "active" }] });
        await look(page, path, "forced colours");
        await session.send("Emulation.setEmulatedMedia", { features: [] });
        await page.emulateMediaType("print");
        await look(page, path, "print");
        await page.emulateMediaType("screen");
        await page.reload({ waitUntil: "load" });
        await keyboard(page, path, "keyboard");
      }
      asked.forEach((what) => wrong(path, width, `it asks for ${what}`));
      await page.close();
    }
    // Without script it reads as well.
    const page = await browser.newPage();
    await page.setJavaScriptEnabled(false);
    await page.goto(url, { waitUntil: "load" });
    checks += 1;
    const text = await page.$eval("main", (main) => main.innerText.length);
    if (text < 100) wrong(path, "without script", "there is next to nothing to read");
    await page.close();
  }
} finally {
  clearTimeout(overall);
  await browser.close();
}
console.log(JSON.stringify({ checks }));
