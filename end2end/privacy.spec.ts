// A person decides who sees what of their profile: parts are kept back, an organisation is kept out, and every look is told.
import { type Browser, expect, test } from "@playwright/test";
import { PASSWORD, axe, fits, freshEmail, heading, prefer, signIn, tabTo } from "./support";
import { wordsOf } from "./words";

const run = `q${Date.now().toString(36)}`;

async function talent(browser: Browser, baseURL: string, headline: string) {
  const context = await browser.newContext({ baseURL, viewport: { width: 1440, height: 900 } });
  const data = { name: "Test person", email: freshEmail("privacy"), password: PASSWORD, language: null };
  expect((await context.request.post("/api/accounts", { data })).ok()).toBe(true);
  const profile = {
    visible: true, headline, about: "I climb.", lang: "en", skills: ["html"], level: 5, place: "lyon", radius_km: 20,
    remote: [], contracts: ["permanent"], available_from: null, languages: [],
  };
  const saved = await context.request.put("/api/profile", { data: profile });
  expect(saved.ok()).toBe(true);
  return { context, id: (await saved.json()).id as string };
}

for (const language of ["fr", "ar"] as const) {
  test(`parts are kept back and an organisation is kept out, in ${language}`, async ({ browser, baseURL }) => {
    const say = wordsOf(language, "privacy");
    const headline = `Climbs and codes ${run}${language}`;
    const { context, id } = await talent(browser, baseURL ?? "", headline);
    await prefer(context, language);
    const employer = await browser.newContext({ baseURL });
    await signIn(employer, baseURL ?? "", "employer@example.org");
    const found = async () => (await (await employer.request.get(`/api/talents?q=${run}${language}`)).json()).total as number;
    await expect.poll(found, { timeout: 5_000 }).toBe(1);

    const page = await context.newPage();
    await page.goto("/profile");
    await page.getByRole("link", { name: wordsOf(language, "profile")("privacy") }).click();
    await expect(page.getByRole("heading", { level: 1, name: say("title") })).toBeFocused();
    await expect(page.getByText(say("found"))).toBeVisible();
    await expect(page.getByText(say("no_views"))).toBeVisible();
    const preview = page.getByRole("region", { name: say("preview") });
    await expect(preview.getByText("I climb.")).toBeVisible();
    await axe(page);

    // With the keyboard alone.
    const about = page.getByRole("checkbox", { name: say("field_about") });
    await tabTo(page, about);
    await page.keyboard.press("Space");
    const blocked = page.getByRole("group", { name: say("blocked") }).getByRole("checkbox", { name: "Atelier Canut" });
    await tabTo(page, blocked);
    await page.keyboard.press("Space");
    const save = page.getByRole("button", { name: wordsOf(language, "shell")("save") });
    await tabTo(page, save);
    await page.keyboard.press("Enter");
    await expect(page.getByText(say("saved"))).toBeVisible();
    await expect(preview.getByText("I climb.")).toHaveCount(0);
    await expect(preview.getByText(headline)).toBeVisible();

    await expect.poll(found, { timeout: 5_000 }).toBe(0);
    const kept = await employer.request.get(`/api/talents/${id}`);
    const unknown = await employer.request.get("/api/talents/00000000000000000000000000");
    expect([kept.status(), await kept.text()]).toEqual([unknown.status(), await unknown.text()]);

    await blocked.uncheck();
    await save.click();
    await expect.poll(found, { timeout: 5_000 }).toBe(1);
    const desk = await employer.newPage();
    await desk.goto(`/talents/${id}`);
    await expect(desk.getByRole("heading", { level: 1, name: headline })).toBeVisible();
    await expect(desk.getByText("I climb.")).toHaveCount(0);
    await page.reload();
    const views = page.getByRole("table", { name: say("views") });
    await expect(views.getByRole("rowheader", { name: "Atelier Canut" })).toBeVisible();

    // Without headline and skills there is a profile still, that no word of these finds.
    await page.getByRole("checkbox", { name: say("field_headline"), exact: true }).check();
    await page.getByRole("checkbox", { name: say("field_skills") }).check();
    await save.click();
    await expect(preview.getByRole("heading", { name: wordsOf(language, "masked")("untitled") })).toBeVisible();
    await expect(preview.getByText(headline)).toHaveCount(0);
    await expect(preview.getByText(wordsOf(language, "masked")("no_skills"))).toBeVisible();
    await expect.poll(found, { timeout: 5_000 }).toBe(0);
    await desk.reload();
    await expect(desk.getByRole("heading", { level: 1, name: wordsOf("en", "masked")("untitled") })).toBeVisible();
    await axe(desk);

    await page.getByRole("button", { name: say("confirm") }).click();
    await expect(page.getByRole("heading", { level: 2, name: say("state") })).toBeFocused();
    await page.setViewportSize({ width: 360, height: 800 });
    await fits(page);
    await axe(page);
    await context.close();
    await employer.close();
  });
}

test("who has no profile is told where to write one", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL });
  const data = { name: "Newcomer", email: freshEmail("none"), password: PASSWORD, language: null };
  await context.request.post("/api/accounts", { data });
  const page = await context.newPage();
  await page.goto("/profile/privacy");
  await heading(page);
  await page.getByRole("link", { name: "Go to your profile" }).click();
  await expect(page).toHaveURL(/\/profile$/);
  await context.close();
});
