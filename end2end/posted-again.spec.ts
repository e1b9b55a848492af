// What a candidate wrote to an ad that is posted again or closed meanwhile is not lost, and nobody applies twice for one job. The ads are
// published for it.
import { type APIRequestContext, type Browser, type Page, expect, test } from "@playwright/test";
import { PDF, chooseFile, press, write } from "./keyboard";
import { type Language, axe, fits, heading, newAccount, prefer, signIn } from "./support";
import { wordsOf } from "./words";

const MESSAGE = "I have tested forms with people who use screen readers, and would like to do it every day.";
const QUESTION = "Why this trade?";
const ANSWER = "Because I like it.";
const PHONE = "+33 6 00 00 00 00";
const DRAFTS = "/api/employer/drafts";
const run = `a${Date.now().toString(36)}`;

/** Somebody who hires, signed in without a form. */
async function hiring(browser: Browser, baseURL: string) {
  const context = await browser.newContext({ baseURL });
  await signIn(context, baseURL, "employer@example.org");
  return context;
}

/** Publishes a copy of an ad, with what is other in it. */
async function published(request: APIRequestContext, of: string, change: object = {}) {
  const started = await (await request.post(DRAFTS, { data: { copy_of: of } })).json();
  const content = { ...started.content, ...change };
  const saved = await (await request.put(`${DRAFTS}/${started.id}`, { data: { version: started.version, content } })).json();
  const answer = await request.post(`${DRAFTS}/${saved.id}/publication`, { data: { version: saved.version } });
  expect(answer.ok(), await answer.text()).toBe(true);
  return (await answer.json()).job as string;
}

const first = (request: APIRequestContext, title: string) => published(request, "developpement-php-symfony", { title: `${title} ${run}`, questions: [QUESTION] });

/** Writes an application and does not send it. */
async function begun(page: Page, language: Language, ad: string) {
  const jobs = wordsOf(language, "jobs");
  await page.goto(`/jobs/${ad}/apply`);
  await page.getByRole("textbox", { name: QUESTION }).fill(ANSWER);
  await write(page, page.getByRole("textbox", { name: jobs("message") }), MESSAGE);
  await page.getByRole("textbox", { name: jobs("phone") }).fill(PHONE);
}

for (const [language, width] of [["fr", 1280], ["ar", 360]] as const) {
  const jobs = wordsOf(language, "jobs");

  test(`what was written goes over to the ad that the employer posts again, which takes it once, in ${language}`, async ({ page, context, browser, baseURL }) => {
    await page.setViewportSize({ width, height: 760 });
    await prefer(context, language);
    const hires = await hiring(browser, baseURL ?? "");
    await newAccount(context, baseURL ?? "", "again");
    const ad = await first(hires.request, `Again ${language}`);
    await begun(page, language, ad);
    const again = await published(hires.request, ad);
    const send = page.getByRole("button", { name: jobs("send") });
    await press(page, send);
    const stands = page.locator("#application-stands");
    await expect(stands).toBeFocused();
    await expect(stands).toContainText(jobs("repeated"));
    await expect(stands).toContainText(jobs("moved"));
    await expect(page.getByRole("region", { name: jobs("written") })).toHaveCount(0);
    await axe(page);
    await fits(page);
    const kept = await page.evaluate((ad) => Object.keys(localStorage).filter((name) => name.endsWith(`apply:${ad}`)), ad);
    expect(kept, "it is in one place").toEqual([]);

    await page.reload();
    await press(page, page.getByRole("link", { name: jobs("moved_link") }));
    await expect(page).toHaveURL(new RegExp(`/jobs/${again}/apply$`));
    await expect(page.getByRole("textbox", { name: QUESTION })).toHaveValue(ANSWER);
    await expect(page.getByRole("textbox", { name: jobs("message") })).toHaveValue(MESSAGE);
    await expect(page.getByRole("textbox", { name: jobs("phone") })).toHaveValue(PHONE);
    await axe(page);
    await press(page, send);
    await expect(page.getByRole("heading", { level: 2, name: jobs("sent") })).toBeVisible();

    // The same job once more takes no second application of the same person.
    const last = await published(hires.request, again);
    await page.goto(`/jobs/${last}`);
    await expect(page.getByText(jobs("applied_already"), { exact: true })).toBeVisible();
    await expect(page.getByRole("link", { name: jobs("apply") })).toHaveCount(0);
    await page.waitForLoadState("networkidle");
    await axe(page);
    await page.goto(`/jobs/${last}/apply`);
    await expect(page.getByText(jobs("applied_already"), { exact: true })).toBeVisible();
    await expect(send).toHaveCount(0);
    await hires.close();
  });

  test(`what was written to an ad that is closed is read and copied, in ${language}`, async ({ page, context, browser, baseURL }) => {
    await page.setViewportSize({ width, height: 760 });
    await prefer(context, language);
    const hires = await hiring(browser, baseURL ?? "");
    await newAccount(context, baseURL ?? "", "closed");
    const ad = await first(hires.request, `Closed ${language}`);
    await page.goto(`/jobs/${ad}/apply`);
    const uploaded = page.waitForResponse((response) => new URL(response.url()).pathname === "/api/files");
    await chooseFile(page, page.locator("#apply-cv"), "cv.pdf", PDF);
    await uploaded;
    await expect(page.getByRole("button", { name: jobs("send") })).not.toHaveAttribute("aria-busy", "true");
    await begun(page, language, ad);
    const closed = await hires.request.post(`/api/employer/jobs/${ad}/closing`);
    expect(closed.ok(), await closed.text()).toBe(true);

    // The ad leads to it.
    await page.goto(`/jobs/${ad}`);
    await expect(page.getByText(jobs("closed"), { exact: true })).toBeVisible();
    await page.waitForLoadState("networkidle");
    await axe(page);
    await press(page, page.getByRole("link", { name: jobs("written_link") }));
    await expect(page.getByRole("heading", { level: 1, name: jobs("apply_title") })).toBeFocused();
    const written = page.getByRole("region", { name: jobs("written") });
    const field = (name: string) => written.getByRole("textbox", { name });
    await expect(field(QUESTION)).toHaveValue(ANSWER);
    await expect(field(jobs("phone"))).toHaveValue(PHONE);
    await expect(field(jobs("cv"))).toHaveValue("cv.pdf");
    await expect(written.getByRole("textbox"), "nothing that is empty").toHaveCount(4);
    await axe(page);
    await fits(page);

    // It is chosen with the keyboard, and not changed.
    const message = field(jobs("message"));
    await write(page, message, "x");
    await expect(message).toHaveValue(MESSAGE);
    const chosen = await message.evaluate((area: HTMLTextAreaElement) => area.value.slice(area.selectionStart, area.selectionEnd));
    expect(chosen).toBe(MESSAGE);

    // Who wrote nothing finds nothing.
    const other = await browser.newContext({ baseURL });
    await prefer(other, language);
    const empty = await other.newPage();
    await empty.goto(`/jobs/${ad}/apply`);
    await heading(empty);
    await expect(empty.getByText(jobs("closed"), { exact: true })).toBeVisible();
    await expect(empty.getByRole("region", { name: jobs("written") })).toHaveCount(0);
    await Promise.all([other.close(), hires.close()]);
  });
}
