// What the members of an organisation share: lists of talents, who opened what, the file of everything; and its public page.
import { readFileSync } from "node:fs";
import { type Browser, expect, test } from "@playwright/test";
import { intercept } from "./intercept";
import { tick } from "./keyboard";
import { type Language, axe, fits, heading, newAccount, prefer, signIn, tabTo } from "./support";
import { wordsOf } from "./words";

const EMPLOYER = "employer@example.org";
const run = `s${Date.now().toString(36)}`;

async function member(browser: Browser, baseURL: string, language: Language, width: number) {
  const context = await browser.newContext({ baseURL, viewport: { width, height: 740 } });
  await prefer(context, language);
  await signIn(context, baseURL, EMPLOYER);
  return context;
}

/** A talent whom everybody may see, by the headline and the handle. */
async function talent(browser: Browser, baseURL: string, language: Language) {
  const context = await browser.newContext({ baseURL });
  await newAccount(context, baseURL, "listed");
  const headline = `Pages ${run} ${language}`;
  const profile = {
    visible: true, headline, about: "", lang: "en", skills: ["html"], level: null, place: null, radius_km: null,
    remote: [], contracts: ["permanent"], available_from: null, languages: [],
  };
  const saved = await context.request.put("/api/profile", { data: profile });
  expect(saved.ok(), await saved.text()).toBe(true);
  return { context, headline, profile, id: (await saved.json()).id as string };
}

for (const language of ["en", "ar"] as const) {
  test(`a talent is put on a list that all members see, and the list goes only when asked twice, in ${language}`, async ({ browser, baseURL }) => {
    const [talents, shared, shell] = ["talents", "shared", "shell"].map((name) => wordsOf(language, name));
    const { context: own, headline, id } = await talent(browser, baseURL ?? "", language);
    const context = await member(browser, baseURL ?? "", language, 360);
    const page = await context.newPage();
    await page.goto(`/talents/${id}`);
    await heading(page);
    const make = page.getByRole("button", { name: talents("list_make") });
    await make.click();
    await expect(page.getByRole("group", { name: shell("error_summary") })).toBeFocused();
    await axe(page);
    const name = `Team ${run} ${language}`;
    await page.getByRole("textbox", { name: talents("list_name") }).fill(name);
    // What is half typed outlives a page that is read anew.
    await page.reload();
    await expect(page.getByRole("textbox", { name: talents("list_name") })).toHaveValue(name);
    await make.click();
    await expect(page.getByText(talents("list_made"), { exact: true })).toBeVisible();
    await expect(page.getByRole("heading", { level: 2, name: talents("lists") })).toBeFocused();
    const listed = page.getByRole("checkbox", { name });
    await expect(listed).toBeChecked();
    await expect(page.getByText(name, { exact: true }), "a name runs its own way").toHaveCSS("direction", "ltr");
    await fits(page);
    await axe(page);
    // Taking off is slow and putting on again comes before its answer: the last wish counts, whatever the line does.
    await intercept(page, "**/shortlists/*/talents/*", async (route) => {
      if (route.request().method() === "DELETE") await new Promise((go) => setTimeout(go, 600));
      await route.continue();
    });
    const kept = page.waitForResponse((response) => response.request().method() === "PUT" && response.url().includes("/talents/"));
    await listed.press("Space");
    await expect(listed).not.toBeChecked();
    await expect(listed).toBeFocused();
    await tick(listed);
    await expect(listed).toBeChecked();
    // Leaving the document before the server has it would take it back.
    expect((await kept).ok()).toBe(true);
    await page.unroute("**/shortlists/*/talents/*");
    // What the server does not take is not shown as taken.
    await intercept(page, "**/shortlists/*/talents/*", (route) => route.abort());
    await listed.press("Space");
    await expect(page.getByText(shell("fail_offline"))).toBeVisible();
    await expect(listed).toBeChecked();
    await page.unroute("**/shortlists/*/talents/*");

    await page.goto("/employer/shared");
    const list = page.getByRole("article").filter({ has: page.getByRole("heading", { level: 3, name }) });
    await expect(list.getByRole("link", { name: headline })).toBeVisible();
    await fits(page);
    await axe(page);
    // The keyboard alone: asked, left as it is, asked again, gone.
    const remove = list.getByRole("button", { name: new RegExp(`^${shared("delete")}`) });
    await tabTo(page, remove);
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: shared("delete_title", { name }) });
    await expect(dialog).toBeVisible();
    await axe(page);
    await page.keyboard.press("Escape");
    await expect(remove).toBeFocused();
    await page.keyboard.press("Enter");
    const yes = dialog.getByRole("button", { name: shared("delete"), exact: true });
    await tabTo(page, yes);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 2, name: shared("lists"), exact: true })).toBeFocused();
    await expect(list).toHaveCount(0);
    await Promise.all([own.close(), context.close()]);
  });
}

test("whoever hides leaves every list without a trace", async ({ browser, baseURL }) => {
  const { context: own, headline, id, profile } = await talent(browser, baseURL ?? "", "en");
  const context = await member(browser, baseURL ?? "", "en", 1440);
  const list = `hidden-${run}`;
  await context.request.put(`/api/employer/shortlists/${list}`, { data: { name: `Hiding ${run}` } });
  const put = await context.request.put(`/api/employer/shortlists/${list}/talents/${id}`);
  expect(put.ok(), await put.text()).toBe(true);
  await own.request.put("/api/profile", { data: { ...profile, visible: false } });
  const page = await context.newPage();
  await page.goto("/employer/shared");
  const article = page.getByRole("article").filter({ has: page.getByRole("heading", { name: `Hiding ${run}` }) });
  await expect(article.getByText("0 people whom you may see now")).toBeVisible();
  await expect(page.getByText(headline)).toHaveCount(0);
  await context.request.delete(`/api/employer/shortlists/${list}`);
  await Promise.all([own.close(), context.close()]);
});

test("owners read who opened what, and take the file of everything along", async ({ browser, baseURL }) => {
  const { context: own, id, headline } = await talent(browser, baseURL ?? "", "en");
  const context = await member(browser, baseURL ?? "", "en", 1440);
  const page = await context.newPage();
  await page.goto(`/talents/${id}`);
  await heading(page);
  await page.goto("/employer/shared");
  const views = page.getByRole("table", { name: "Who opened what" });
  const seen = views.getByRole("row").filter({ has: page.locator(`a[href="/talents/${id}"]`) });
  await expect(seen).toContainText("Demo employer");
  await expect(views).not.toContainText(headline);
  await axe(page);
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Download the file (JSON)" }).click()]);
  const file = JSON.parse(readFileSync(await download.path(), "utf8"));
  expect(file.organisation.text.name).toBe("Atelier Canut");
  expect(file.jobs.length).toBeGreaterThan(2);
  await Promise.all([own.close(), context.close()]);
});

for (const language of ["fr", "ar"] as const) {
  test(`an organisation's page says what it does, how it recruits and what is open, in ${language}`, async ({ browser, baseURL }) => {
    const context = await browser.newContext({ baseURL, viewport: { width: 360, height: 740 } });
    await prefer(context, language);
    const page = await context.newPage();
    await page.goto("/jobs/developpement-php-symfony");
    await heading(page);
    const link = page.getByRole("link", { name: "Atelier Canut" }).first();
    await tabTo(page, link);
    await page.keyboard.press("Enter");
    const name = page.getByRole("heading", { level: 1, name: "Atelier Canut" });
    await expect(name).toBeFocused();
    await expect(name, "a name runs its own way").toHaveCSS("direction", "ltr");
    const ads = page.getByRole("region", { name: /[0-9٠-٩]/ });
    expect(await ads.getByRole("link").count()).toBeGreaterThan(2);
    await fits(page);
    await axe(page);
    await context.close();
  });
}

test("an organisation that there is not is told as such", async ({ page }) => {
  await page.goto("/companies/no-such-organisation");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByRole("alert")).toBeVisible();
  await axe(page);
});
