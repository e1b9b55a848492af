// What comes of learning here: asked once on the desk, answered by who likes, deleted again; and what is told of it, which is nothing
// while fewer than ten people stand behind it.
import { expect, test } from "@playwright/test";
import { press, tick, write } from "./keyboard";
import { axe, fits, heading, newAccount, prefer, signIn } from "./support";
import { wordsOf } from "./words";

for (const [language, width] of [["en", 1280], ["fr", 360]] as const) {
  test(`who learned here is asked once, answers, and deletes the answer, in ${language}`, async ({ page, context, baseURL }) => {
    await prefer(context, language);
    await page.setViewportSize({ width, height: 900 });
    const [words, desk, shell] = [wordsOf(language, "outcomes"), wordsOf(language, "desk"), wordsOf(language, "shell")];
    await newAccount(context, baseURL ?? "", "graduate");
    // Who has just come has no certificate that is six months old, so the answers of the server are played back: the form is what is tested.
    let [closed, answer]: [boolean, Record<string, unknown> | null] = [false, null];
    const own = () => ({ asked_since: "2026-01-05T08:00:00Z", closed, answer });
    await page.route("**/api/account/outcome", async (route) => {
      const request = route.request();
      if (request.method() === "PUT") {
        const said = request.postDataJSON();
        // What the real server finds wrong with it, but for when one is asked.
        const checked = await context.request.put("/api/account/outcome", { data: said });
        if (checked.status() !== 409) return route.fulfill({ response: checked });
        [closed, answer] = [true, { ...said, changed_at: "2026-07-06T08:00:00Z" }];
      }
      if (request.method() === "DELETE") {
        answer = null;
        return route.fulfill({ status: 204 });
      }
      return route.fulfill({ json: own() });
    });
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
    await page.getByLabel(words("began")).fill("2026-03-02");
    await write(page, page.getByRole("textbox", { name: words("pay_before") }), "1 600");
    await write(page, page.getByRole("textbox", { name: words("pay_now") }), "1 800");
    await axe(page);
    await fits(page);
    await press(page, save);
    await expect(page.getByRole("heading", { level: 2, name: words("own_state") })).toBeFocused();
    expect(answer).toMatchObject({ situation: "job", related: true, began_on: "2026-03-02", pay_before: 1600, pay_now: 1800, currency: "EUR", period: "month", stayed: null });
    await axe(page);

    await press(page, page.getByRole("button", { name: words("delete") }));
    await expect(page.getByText(words("own_none"))).toBeVisible();
    expect(answer).toBeNull();
    await page.goto("/desk");
    await heading(page);
    await expect(page.getByRole("link", { name: desk("outcome_own") })).toBeVisible();
    await expect(page.getByRole("heading", { level: 2, name: desk("outcome_ask") })).toHaveCount(0);
    await axe(page);
  });
}

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

test("figures that are told stand in a chart and in a table, with what is behind them", async ({ page, context }) => {
  await prefer(context, "ar");
  await page.setViewportSize({ width: 360, height: 800 });
  const words = wordsOf("ar", "outcomes");
  const share = (percent: number, of: number) => ({ percent, of });
  const told = { at: "2026-07-06T08:00:00Z", least: 10, within_days: 183, asked: 80, answered: 42, response: 52, placed: share(62, 40), related: share(37, 40), pay: { percent: 7, of: 20 }, stayed: null };
  await page.route("**/api/outcomes", (route) => route.fulfill({ json: told }));
  await page.goto("/outcomes");
  await expect(page.locator("svg.chart-track")).toHaveCount(3);
  await expect(page.getByRole("table")).toHaveCount(2);
  await expect(page.getByRole("row", { name: new RegExp(words("stayed")) })).toContainText(words("few"));
  await axe(page);
  await fits(page);
});

for (const [percent, words] of [[7, "7% more"], [-3, "3% less"]] as const) {
  test(`a change of pay is told with its direction and the answers behind it: ${words}`, async ({ page, context }) => {
    await prefer(context, "en");
    const told = { at: "2026-07-06T08:00:00Z", least: 10, within_days: 183, asked: 80, answered: 42, response: 52, placed: null, related: null, pay: { percent, of: 20 }, stayed: null };
    await page.route("**/api/outcomes", (route) => route.fulfill({ json: told }));
    await page.goto("/outcomes");
    const row = page.getByRole("row", { name: /^Change of gross pay, in the middle/ });
    await expect(row.getByRole("cell")).toHaveText([words, "20"]);
    await expect(page.getByText(/^Change of pay: half of those who gave their gross pay/)).toBeVisible();
    await axe(page);
  });
}

test("employers read how hiring works and what the board counts", async ({ page, context, baseURL }) => {
  await prefer(context, "fr");
  await page.setViewportSize({ width: 360, height: 800 });
  const words = wordsOf("fr", "employers");
  await page.goto("/employers");
  await expect(page.getByRole("heading", { level: 1, name: words("title") })).toBeVisible();
  const { ads, talents } = await (await context.request.get("/api/outcomes/board")).json();
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
