// node interactions.mjs ADDRESS
// Presses and types on the lists of ads and of talents as on a phone whose processor is four times slower, and prints as JSON how long
// the slowest event of each interaction took until the next paint, in milliseconds, as the browser itself measures it. It tells of none
// that took less than 16 ms, so that how many events there were is printed as well: a step without any measured nothing.
import { chromium } from "@playwright/test";

const [address] = process.argv.slice(2);
const ROUNDS = 3;
const SLOWER = 4;
/** Longer than any answer takes to be drawn. */
const RESTS_MS = 2500;
/** Between two letters of somebody who types fast, so that each is painted. */
const LETTER_MS = 120;
/** How long a finger rests on what it presses. */
const TOUCH_MS = 80;
/** The line to the browser's own tools, for the page that is open. */
let devtools;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"],
});

const observe = () => {
  const none = () => ({ slowest: 0, timed: 0, before: inputs(), since: performance.now() });
  const inputs = () => ["keydown", "keyup", "pointerdown", "pointerup", "click"].reduce((sum, type) => sum + (performance.eventCounts.get(type) ?? 0), 0);
  let seen = none();
  // What began before is told of as late as its paint comes, which may be after the step began.
  const each = (list) => {
    for (const entry of list.getEntries().filter((entry) => entry.interactionId && entry.startTime >= seen.since)) {
      seen.slowest = Math.max(seen.slowest, entry.duration);
      seen.timed += 1;
    }
  };
  new PerformanceObserver(each).observe({ type: "event", durationThreshold: 16, buffered: true });
  window.watchAnew = () => { seen = none(); };
  window.wasSeen = () => ({ ms: seen.timed > 0 ? seen.slowest : null, events: inputs() - seen.before });
};

/**
 * Touches something as a finger does. `click` would have the page find out on each event what lies under it, which is laid out and timed;
 * also one for trial, which is a mouse's press that only the page's own listeners do not hear of.
 */
const tap = async (page, target) => {
  await target.scrollIntoViewIfNeeded();
  const [x, y] = await target.evaluate(async (element) => {
    const frame = () => new Promise(requestAnimationFrame);
    const box = () => element.getBoundingClientRect();
    for (let before = null; before?.top !== box().top || before?.left !== box().left; await frame()) {
      before = box();
      await frame();
    }
    const { x, y, width, height } = box();
    const at = [x + width / 2, y + height / 2];
    const touched = document.elementFromPoint(...at);
    if (!element.contains(touched)) throw new Error(`${touched?.outerHTML.slice(0, 200)} lies over ${element.outerHTML.slice(0, 200)}`);
    return at;
  });
  const touchPoints = [{ x, y }];
  await page.evaluate(() => window.watchAnew());
  await devtools.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints });
  await page.waitForTimeout(TOUCH_MS);
  await devtools.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
};
const button = (name) => async (page) => tap(page, page.getByRole("button", { name }));
const filters = (page) => page.getByRole("dialog", { name: "Filters" });
const letters = async (page, field, text) => {
  await tap(page, field);
  await field.press("Control+A");
  await page.keyboard.type(text, { delay: LETTER_MS });
};
const enter = (page) => page.keyboard.press("Enter");
const tick = async (box) => {
  await box.press("Space");
  if (!(await box.isChecked())) throw new Error(`not ticked: ${box}`);
};
/** The next choice of a list that can be chosen, with the keyboard. */
const chooseNext = async (page, list) => {
  const before = await list.inputValue();
  await list.focus();
  await page.keyboard.press("ArrowDown");
  if ((await list.inputValue()) === before) throw new Error(`nothing else to choose: ${list}`);
};
const choose = (name) => async (page) => chooseNext(page, filters(page).getByRole("combobox", { name, exact: true }));
const inFilters = (name) => async (page) => tap(page, filters(page).getByRole("button", { name }));
const dropFirst = async (page) => tap(page, page.getByRole("list", { name: "Applied filters" }).getByRole("button", { name: /^Remove filter/ }).first());

const skills = (page) => filters(page).getByRole("group", { name: "Skills needed" });
const words = (page) => filters(page).getByRole("searchbox", { name: "Words" });

/** What is done on each list, in this order: each step stands on the one before. */
const LISTS = {
  "/jobs": [
    ["typing a word letter by letter", (page) => letters(page, page.getByRole("searchbox", { name: "Search jobs" }), "web")],
    ["searching", enter],
    ["more ads", button("Show more ads")],
    ["still more ads", button("Show more ads")],
    ["another order", (page) => chooseNext(page, page.getByRole("combobox", { name: "Sort by" }))],
    ["opening the filters", button(/^Filters/)],
    ["a contract", choose("Contract")],
    ["where the work is done", choose("Where the work is done")],
    ["the least pay", choose("Least pay")],
    ["opening more filters", inFilters("More filters")],
    ["an accessible workplace", (page) => tick(filters(page).getByRole("checkbox", { name: /^Accessible workplace/ }))],
    ["closing the filters", inFilters(/^Show/)],
    ["opening the map", button("Show on a map")],
    ["closing the map", button("Hide the map")],
    ["dropping a filter", dropFirst],
  ],
  "/talents": [
    ["more talents", button("Show more people")],
    ["still more talents", button("Show more people")],
    ["opening the filters", button(/^Filters/)],
    ["typing a word letter by letter", (page) => letters(page, words(page), "learn")],
    ["finding it", enter],
    ["typing words with OR and NOT", (page) => letters(page, words(page), "(learn OR aprendo) NOT java")],
    ["finding them", enter],
    ["typing a skill letter by letter", (page) => letters(page, skills(page).getByRole("textbox"), "css")],
    ["choosing the skill", (page) => tap(page, skills(page).getByRole("button", { name: /^Add/ }).first())],
    ["a contract", choose("Contract")],
    ["a contract that must be met", (page) => tick(filters(page).getByRole("group", { name: "Must be met" }).getByRole("checkbox", { name: "Contract" }))],
    ["closing the filters", inFilters(/^Show/)],
    ["more of those found", button("Show more people")],
    ["dropping a filter", dropFirst],
  ],
};

const results = [];
for (const [route, steps] of Object.entries(LISTS)) {
  for (let round = 0; round < ROUNDS; round += 1) {
    const context = await browser.newContext({ viewport: { width: 412, height: 823 }, deviceScaleFactor: 1.75, isMobile: true, hasTouch: true, locale: "en-GB" });
    const data = { email: "employer@example.org", password: "passerelle-demo" };
    if (route === "/talents") await context.request.post(`${address}/api/session`, { data, headers: { Origin: address } });
    const page = await context.newPage();
    devtools = await context.newCDPSession(page);
    await page.addInitScript(observe);
    await page.goto(address + route);
    await page.getByRole("button", { name: /^Show more/ }).waitFor();
    await page.waitForLoadState("networkidle");
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
    for (const [step, act] of steps) {
      await page.evaluate(() => window.watchAnew());
      await act(page);
      await page.waitForTimeout(RESTS_MS);
      results.push({ route, step, round, ...(await page.evaluate(() => window.wasSeen())) });
    }
    await context.close();
  }
}
await browser.close();
console.log(JSON.stringify(results));
