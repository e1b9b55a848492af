// What comes of learning here: asked once on the desk, answered by who likes, deleted again; and what is told of it, which is nothing
// while fewer than ten people stand behind it.
import { type Browser, expect, test } from "@playwright/test";
import { press, tick, write } from "./keyboard";
import { asking, ownServer, sends } from "./own-server";
import { axe, fits, heading, newAccount, prefer, signIn } from "./support";
import { wordsOf } from "./words";

test("who is not asked yet is told so, by the real server", async ({ page, context, baseURL }) => {
  await prefer(context, "en");
  await newAccount(context, baseURL ?? "", "newcomer");
  await page.goto("/outcome");
  await expect(page.getByText("You are not asked yet")).toBeVisible();
  const refused = await context.request.put("/api/account/outcome", { data: { situation: "looking-for-work" } });
  expect(refused.status()).toBe(409);
  await page.goto("/desk");
  await heading(page);
  await expect(page.getByText("What do you do now?")).toHaveCount(0);
  await axe(page);
});

test("the demo has too few answers, and says so instead of a figure", async ({ page, context }) => {
  await prefer(context, "en");
  await page.goto("/jobs");
  await press(page, page.getByRole("link", { name: "What became of those who learned here" }));
  await expect(page.getByRole("heading", { level: 1, name: "What became of those who learned here" })).toBeFocused();
  await expect(page.getByText("Not enough answers yet").first()).toBeVisible();
  const told = await (await context.request.get("/api/outcomes")).json();
  expect(told).toMatchObject({ placed: null, related: null, pay: null, stayed: null, least: 10 });
  await expect(page.getByRole("row", { name: /Placed within six months/ })).toContainText("Not enough answers yet");
  await expect(page.locator("svg.chart-track")).toHaveCount(0);
  await axe(page);
});

test("employers read how hiring works and what the board counts", async ({ page, context, baseURL }) => {
  await prefer(context, "fr");
  await page.setViewportSize({ width: 360, height: 800 });
  const words = wordsOf("fr", "employers");
  // What the page itself was answered: it is counted anew every five minutes.
  const answered = page.waitForResponse((answer) => answer.url().includes("/api/outcomes/board"));
  await page.goto("/employers");
  await expect(page.getByRole("heading", { level: 1, name: words("title") })).toBeVisible();
  const { ads, talents } = await (await answered).json();
  const number = (value: number) => new Intl.NumberFormat("fr").format(value);
  for (const [term, value] of [["fact_ads", ads], ["fact_talents", talents]] as const) {
    const fact = page.locator(".fact").filter({ hasText: words(term) });
    await expect(fact.getByRole("definition")).toHaveText(number(value));
  }
  await expect(page.getByText(words("stayed_few", { least: "10" }))).toBeVisible();
  await axe(page);
  await fits(page);
  await press(page, page.getByRole("link", { name: words("register") }));
  await expect(page).toHaveURL(/\/employer\/organisation$/);
  await signIn(context, baseURL ?? "", "employer@example.org");
  await page.goto("/employers");
  await press(page, page.getByRole("link", { name: words("talents") }));
  await expect(page).toHaveURL(/\/talents$/);
  await axe(page);
});

/** A day on which work began that counts for those who learned here when the demo learner did. */
const BEGAN = new Date(Date.now() - 100 * 86_400_000).toISOString().slice(0, 10);

const JOB = { situation: "job", related: null, began_on: BEGAN, pay_before: null, pay_now: null, currency: null, period: null, stayed: null };

const paid = (pay_now: number) => ({ pay_before: 1_000, pay_now, currency: "EUR", period: "month" });

const looking = { situation: "looking-for-work", began_on: null };

/** Forty answer, one after the other. What is told of them stands for a month, so that other answers need another server. */
async function answer(baseURL: string, said: (number: number) => object) {
  for (let number = 0; number < 40; number += 1) {
    const person = await asking(baseURL, `graduate-${number + 1}@example.org`);
    await sends(person, "put", "/api/account/outcome", { ...JOB, ...said(number) });
    await person.dispose();
  }
}

async function tellsPay(browser: Browser, baseURL: string, words: string) {
  const context = await browser.newContext({ baseURL });
  await prefer(context, "en");
  const page = await context.newPage();
  await page.goto("/outcomes");
  const row = page.getByRole("row", { name: /^Change of gross pay, in the middle/ });
  await expect(row.getByRole("cell")).toHaveText([words, "20"]);
  await expect(page.getByText(/^Change of pay: half of those who gave their gross pay/)).toBeVisible();
  await axe(page);
  await context.close();
}

test.describe("of people who learned here more than six months ago", () => {
  let server: Awaited<ReturnType<typeof ownServer>>;

  test.beforeAll(async () => {
    test.setTimeout(240_000);
    server = await ownServer({ graduates: 42 });
    // Twenty-five found work, fourteen of them by what they learnt here; twenty say what they earn.
    await answer(server.address, (number) => (number < 25 ? { related: number < 14, ...(number < 20 ? paid(1_070) : {}) } : looking));
  });

  test.afterAll(async () => {
    await server.stop();
  });

  for (const [language, width, number] of [["en", 1280, 41], ["fr", 360, 42]] as const) {
    test(`who learned here is asked once, answers, and deletes the answer, in ${language}`, async ({ browser }) => {
      const context = await browser.newContext({ baseURL: server.address, viewport: { width, height: 900 } });
      const page = await context.newPage();
      await prefer(context, language);
      const [words, desk, shell] = [wordsOf(language, "outcomes"), wordsOf(language, "desk"), wordsOf(language, "shell")];
      await signIn(context, server.address, `graduate-${number}@example.org`);
      const kept = async () => (await (await context.request.get("/api/account/outcome")).json()).answer;
      await page.goto("/desk");
      await expect(page.getByRole("heading", { level: 2, name: desk("outcome_ask") })).toBeVisible();
      await axe(page);
      await press(page, page.getByRole("link", { name: desk("outcome_answer") }));
      await expect(page.getByRole("heading", { level: 1, name: words("own_title") })).toBeFocused();
      const save = page.getByRole("button", { name: words("save") });
      await press(page, save);
      await expect(page.getByRole("group", { name: shell("error_summary") })).toBeFocused();
      await axe(page);

      await tick(page.getByRole("radio", { name: words("situation_job") }));
      await tick(page.getByRole("radiogroup", { name: words("related_ask") }).getByRole("radio", { name: words("yes"), exact: true }));
      await page.getByLabel(words("began")).fill(BEGAN);
      await write(page, page.getByRole("textbox", { name: words("pay_before") }), "1 600");
      await write(page, page.getByRole("textbox", { name: words("pay_now") }), "1 800");
      await axe(page);
      await fits(page);
      await press(page, save);
      await expect(page.getByRole("heading", { level: 2, name: words("own_state") })).toBeFocused();
      expect(await kept()).toMatchObject({ situation: "job", related: true, began_on: BEGAN, pay_before: 1600, pay_now: 1800, currency: "EUR", period: "month", stayed: null });
      await axe(page);

      await press(page, page.getByRole("button", { name: words("delete") }));
      await expect(page.getByText(words("own_none"))).toBeVisible();
      expect(await kept()).toBeNull();
      await page.goto("/desk");
      await heading(page);
      await expect(page.getByRole("link", { name: desk("outcome_own") })).toBeVisible();
      await expect(page.getByRole("heading", { level: 2, name: desk("outcome_ask") })).toHaveCount(0);
      await axe(page);
      await context.close();
    });
  }
  test("figures that are told stand in a chart and in a table, with what is behind them, in Arabic", async ({ browser }) => {
    const context = await browser.newContext({ baseURL: server.address, viewport: { width: 360, height: 800 } });
    await prefer(context, "ar");
    const page = await context.newPage();
    const words = wordsOf("ar", "outcomes");
    const told = await (await context.request.get("/api/outcomes")).json();
    expect(told).toMatchObject({ asked: 43, answered: 40, placed: { percent: 62, of: 40 }, signed: null, related: { percent: 35, of: 40 }, pay: { percent: 7, of: 20 }, stayed: null });
    await page.goto("/outcomes");
    await expect(page.locator("svg.chart-track")).toHaveCount(3);
    await expect(page.getByRole("table")).toHaveCount(2);
    await expect(page.getByRole("row", { name: new RegExp(words("stayed")) })).toContainText(words("few"));
    await expect(page.getByRole("row", { name: new RegExp(words("signed")) })).toContainText(words("signed_untold"));
    await expect(page.getByText(words("how_signed"))).toBeVisible();
    await axe(page);
    await fits(page);
    await context.close();
  });

  test("a rise of pay is told with its direction and the answers behind it", async ({ browser }) => {
    await tellsPay(browser, server.address, "7% more");
  });

  test("an ad says the share that was placed", async ({ browser }) => {
    const context = await browser.newContext({ baseURL: server.address });
    await prefer(context, "en");
    const page = await context.newPage();
    const { placed } = await (await context.request.get("/api/outcomes")).json();
    await page.goto("/jobs/front-end-apprentice-leeds");
    const section = page.getByRole("region", { name: "What became of those who learned here" });
    const said = wordsOf("en", "outcomes")("placed_told", { percent: `${placed.percent}%`, of: String(placed.of) });
    await expect(section.getByText(said, { exact: true })).toBeVisible();
    await axe(page);
    await context.close();
  });
});

test.describe("of apprentices who learned here more than six months ago", () => {
  let server: Awaited<ReturnType<typeof ownServer>>;

  test.beforeAll(async () => {
    test.setTimeout(240_000);
    server = await ownServer({ graduates: 40 });
    // Twenty of thirty stayed, and twenty say that they earn less than before.
    await answer(server.address, (number) => ({
      situation: "apprenticeship",
      stayed: number < 30 ? number < 20 : null,
      ...(number < 20 ? paid(970) : {}),
    }));
  });

  test.afterAll(async () => {
    await server.stop();
  });

  test("a fall of pay is told with its direction and the answers behind it", async ({ browser }) => {
    await tellsPay(browser, server.address, "3% less");
  });

  test("employers read how many apprentices stay, in four languages", async ({ browser }) => {
    for (const language of ["en", "fr", "es", "ar"] as const) {
      const context = await browser.newContext({ baseURL: server.address, viewport: { width: 360, height: 800 } });
      await prefer(context, language);
      const page = await context.newPage();
      await page.goto("/employers");
      await heading(page);
      // As the browser writes them.
      const [percent, of] = await page.evaluate(
        (lang) => [new Intl.NumberFormat(lang, { style: "percent" }).format(0.66), new Intl.NumberFormat(lang).format(30)],
        language,
      );
      await expect(page.getByText(wordsOf(language, "employers")("stayed", { percent, of }))).toBeVisible();
      const row = page.getByRole("row", { name: new RegExp(`^${wordsOf(language, "outcomes")("stayed")}`) });
      await expect(row.last().getByRole("cell")).toHaveText([percent, of]);
      await fits(page);
      await axe(page);
      await context.close();
    }
  });
});
