// What an organisation shows and shares: its page with its ads, lists of talents, who opened what, and the file of everything.
import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { axe, fits, prefer, signIn, tabTo } from "./support";
import { wordsOf } from "./words";

const EMPLOYER = "employer@example.org";
const run = `s${Date.now().toString(36)}`;

for (const language of ["en", "fr"] as const) {
  test(`an ad leads to its organisation, which says how it answers, in ${language}`, async ({ browser, baseURL }) => {
    const jobs = wordsOf(language, "jobs");
    const context = await browser.newContext({ baseURL, viewport: { width: 360, height: 740 } });
    await prefer(context, language);
    const page = await context.newPage();
    await page.goto("/jobs/developpement-php-symfony");
    await page.getByRole("link", { name: jobs("company", { name: "Atelier Canut" }) }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Atelier Canut" })).toBeFocused();
    await expect(page.getByText(jobs("answers_unknown"))).toBeVisible();
    await expect(page.getByRole("heading", { level: 3 }).first()).toBeVisible();
    await fits(page);
    await axe(page);
    await context.close();
  });
}

test("a talent is put on a shared list with the keyboard, and owners see who opened what", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL });
  await signIn(context, baseURL ?? "", EMPLOYER);
  const page = await context.newPage();
  const [talent] = (await (await context.request.get("/api/talents")).json()).items;
  await page.goto(`/talents/${talent.id}`);
  await page.getByRole("textbox", { name: "Name of a new list" }).fill(`Front end ${run}`);
  await page.keyboard.press("Enter");
  const listed = page.getByRole("checkbox", { name: `Front end ${run}` });
  await expect(listed).toBeChecked();
  await axe(page);
  await tabTo(page, listed);
  await page.keyboard.press("Space");
  await expect(listed).not.toBeChecked();
  await expect(listed).toBeFocused();
  await page.keyboard.press("Space");
  await expect(listed).toBeChecked();
  await page.getByRole("link", { name: "See all lists" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "What you share" })).toBeFocused();
  await expect(page.getByRole("link", { name: talent.headline }).first()).toBeVisible();
  await expect(page.getByRole("row").filter({ hasText: "Demo employer" }).first()).toBeVisible();
  await axe(page);
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: /^Download the file/ }).click()]);
  const file = JSON.parse(readFileSync((await download.path()) ?? "", "utf8"));
  expect(file.shortlists.some((list: { name: string }) => list.name === `Front end ${run}`)).toBe(true);
  const list = page.getByRole("article").filter({ has: page.getByRole("heading", { name: `Front end ${run}` }) });
  await list.getByRole("button", { name: /^Delete the list/ }).click();
  await expect(list).toHaveCount(0);
  await expect(page.getByRole("heading", { level: 2, name: "Lists of talents" })).toBeFocused();
  await axe(page);
  await context.close();
});
