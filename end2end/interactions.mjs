// node interactions.mjs ADDRESS
// Presses and types on the lists of ads and of talents as on a phone whose processor is four times slower, and prints as JSON how long
// the slowest event of each interaction took until the next paint, in milliseconds, as the browser itself measures it.
import { chromium } from "@playwright/test";

const [address] = process.argv.slice(2);
const ROUNDS = 3;
const SLOWER = 4;
/** Longer than any answer takes to be drawn. */
const RESTS_MS = 2500;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"],
});

const observe = () => {
  window.slowest = 0;
  const each = (list) => list.getEntries().forEach((entry) => entry.interactionId && (window.slowest = Math.max(window.slowest, entry.duration)));
  new PerformanceObserver(each).observe({ type: "event", durationThreshold: 16, buffered: true });
};

const chooseNext = async (page, id) => {
  await page.locator(id).focus();
  await page.keyboard.press("ArrowDown");
};

/** What is done on each list, in this order: each step stands on the one before. */
const LISTS = {
  "/jobs": [
    ["typing a word", async (page) => { await page.locator("#job-words").click(); await page.keyboard.type("web"); }],
    ["searching", (page) => page.keyboard.press("Enter")],
    ["more ads", (page) => page.locator(".more button").click()],
    ["another order", (page) => chooseNext(page, "#job-order")],
    ["opening the filters", (page) => page.locator(".side-open button").click()],
    ["a contract", (page) => chooseNext(page, "#job-contract")],
    ["remote work", (page) => chooseNext(page, "#job-remote")],
    ["closing the filters", (page) => page.locator(".side-done button").click()],
    ["dropping a filter", (page) => page.locator(".chip button, button.chip").first().click()],
  ],
  "/talents": [
    ["more talents", (page) => page.locator(".more button").click()],
    ["opening the filters", (page) => page.locator(".side-open button").click()],
    ["a contract", (page) => chooseNext(page, "#contract")],
    ["closing the filters", (page) => page.locator(".side-done button").click()],
    ["dropping a filter", (page) => page.locator(".chip button, button.chip").first().click()],
  ],
};

const results = [];
for (const [route, steps] of Object.entries(LISTS)) {
  for (let round = 0; round < ROUNDS; round += 1) {
    const context = await browser.newContext({ viewport: { width: 412, height: 823 }, deviceScaleFactor: 1.75, isMobile: true, hasTouch: true, locale: "fr-FR" });
    const data = { email: "employer@example.org", password: "passerelle-demo" };
    if (route === "/talents") await context.request.post(`${address}/api/session`, { data, headers: { Origin: address } });
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await page.addInitScript(observe);
    await page.goto(address + route);
    await page.locator(".card").first().waitFor();
    await page.waitForLoadState("networkidle");
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
    for (const [step, act] of steps) {
      await page.evaluate(() => { window.slowest = 0; });
      await act(page);
      await page.waitForTimeout(RESTS_MS);
      results.push({ route, step, round, ms: await page.evaluate(() => window.slowest) });
    }
    await context.close();
  }
}
await browser.close();
console.log(JSON.stringify(results));
