// A person decides who sees what of their profile: parts are kept back, an organisation is kept out, and every look is told.
import { type Browser, type BrowserContext, expect, test } from "@playwright/test";
import { press } from "./keyboard";
import { notices } from "./notices";
import { type Language, PASSWORD, axe, fits, freshEmail, heading, prefer, signIn, tabTo } from "./support";
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
    const name = page.getByRole("group", { name: say("blocked") }).getByText("Atelier Canut", { exact: true });
    await expect(name, "a name runs its own way").toHaveCSS("direction", "ltr");
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

/** A window of somebody who decides who sees them. */
async function opened(context: BrowserContext, language: Language) {
  const say = wordsOf(language, "privacy");
  const page = await context.newPage();
  await page.goto("/profile/privacy");
  await heading(page);
  const at = (id: string) => page.locator(`#privacy-${id}`);
  const about = page.getByRole("checkbox", { name: say("field_about") });
  const employer = page.getByRole("group", { name: say("blocked") }).getByRole("checkbox", { name: "Atelier Canut" });
  const named = page.getByRole("textbox", { name: new RegExp(`^${say("named")}`) });
  const send = page.getByRole("button", { name: wordsOf(language, "shell")("save"), exact: true });
  const save = async () => {
    await page.bringToFront();
    // The server may have saved what the window has no answer to yet, which it waits for.
    await expect(send).not.toHaveAttribute("aria-busy", "true");
    await send.press("Enter");
  };
  return { page, at, about, employer, named, save, ...notices(page, language) };
}

for (const [language, width] of [["fr", 1280], ["ar", 360]] as const) {
  test(`who decides in two windows lets nobody in unasked, and nothing that was chosen is lost, in ${language}`, async ({ browser, baseURL }) => {
    const [say, shell] = [wordsOf(language, "privacy"), wordsOf(language, "shell")];
    const { context } = await talent(browser, baseURL ?? "", `Two windows ${run}${language}`);
    await prefer(context, language);
    const kept = async () => {
      const { blocked, hidden, named } = await (await context.request.get("/api/profile/privacy")).json();
      return [(blocked as { name: string }[]).map((employer) => employer.name), hidden, named];
    };
    const [one, two] = [await opened(context, language), await opened(context, language)];
    await one.page.setViewportSize({ width, height: 900 });

    // One window saves twice in a row; the other is told what it would undo.
    await two.page.bringToFront();
    await two.named.fill("Acme");
    await two.save();
    await expect.poll(kept).toEqual([[], [], ["Acme"]]);
    await two.employer.check();
    await two.save();
    await expect.poll(kept).toEqual([["Atelier Canut"], [], ["Acme"]]);
    await expect(two.notice("overtaken")).toHaveCount(0);
    await one.page.bringToFront();
    await one.about.check();
    await one.named.fill("later.example");
    await one.save();
    await expect(one.notice("overtaken")).toBeFocused();
    await expect(one.notice("overtaken")).toContainText(say("overtaken"));
    await expect(one.notice("overtaken")).toContainText(/Atelier Canut.*Acme/);
    await expect(one.page.getByText(say("overtaken_shows"))).toHaveCount(0);
    await expect(one.page.getByRole("button", { name: shell("retry") })).toHaveCount(0);
    await expect(one.about).toBeChecked();
    await expect(one.employer).not.toBeChecked();
    await expect(one.named).toHaveValue("later.example");
    await fits(one.page);
    await axe(one.page);
    await one.save();
    await expect(one.notice("overtaken"), "saving once more does not decide it").toBeFocused();
    expect(await kept()).toEqual([["Atelier Canut"], [], ["Acme"]]);

    // What is kept takes the place of what was chosen, which comes back after a reload too.
    await press(one.page, one.wayOn("see_kept"));
    await expect(one.notice("aside")).toBeFocused();
    await expect(one.employer).toBeChecked();
    await expect(one.about).not.toBeChecked();
    await expect(one.named).toHaveValue("Acme");
    await fits(one.page);
    await axe(one.page);

    // What is kept out meanwhile is named once what was chosen comes back, as often as it does.
    await two.named.fill("Acme\nBravo");
    await two.save();
    await expect.poll(kept).toEqual([["Atelier Canut"], [], ["Acme", "Bravo"]]);
    await one.page.reload();
    await expect(one.named).toHaveValue("Acme\nBravo");
    await one.page.bringToFront();
    await one.wayOn("aside_back").press("Enter");
    await expect(one.notice("overtaken")).toBeFocused();
    await expect(one.notice("overtaken")).toContainText(/Atelier Canut.*Acme.*Bravo/);
    await expect(one.about).toBeChecked();
    await expect(one.employer).not.toBeChecked();
    await expect(one.named).toHaveValue("later.example");
    await expect(one.notice("aside")).toHaveCount(0);
    await expect(one.notice("unsaved")).toHaveCount(0);
    await axe(one.page);
    await press(one.page, one.wayOn("see_kept"));
    await expect(one.notice("aside")).toBeFocused();
    await expect(one.employer).toBeChecked();
    await one.wayOn("aside_back").press("Enter");
    await expect(one.notice("overtaken")).toBeFocused();
    await one.employer.check();
    await expect(one.notice("overtaken")).not.toContainText("Atelier Canut");
    await one.save();
    await expect(one.notice("overtaken"), "saving does not decide it").toBeFocused();
    expect(await kept()).toEqual([["Atelier Canut"], [], ["Acme", "Bravo"]]);
    await press(one.page, one.wayOn("take_place"));
    await expect.poll(kept).toEqual([["Atelier Canut"], ["about"], ["later.example"]]);
    await expect(one.at("choose")).toBeFocused();
    await expect(one.notice("overtaken")).toHaveCount(0);
    await expect(one.notice("aside")).toHaveCount(0);

    // What was chosen takes the place of what is kept.
    await two.page.bringToFront();
    await two.named.fill("Third");
    await two.save();
    await expect(two.notice("overtaken")).toBeFocused();
    await expect(two.notice("overtaken")).toContainText(say("overtaken_shows"));
    await press(two.page, two.wayOn("take_place"));
    await expect.poll(kept).toEqual([["Atelier Canut"], [], ["Third"]]);
    await expect(two.at("choose")).toBeFocused();
    await expect(two.notice("overtaken")).toHaveCount(0);
    await context.close();
  });
}

test("what was ticked and not saved is still there after a reload, and can be discarded", async ({ browser, baseURL }) => {
  const { context } = await talent(browser, baseURL ?? "", `Reloads ${run}`);
  const { page, about, at, notice, wayOn } = await opened(context, "en");
  await about.check();
  await page.reload();
  await expect(about).toBeChecked();
  await expect(notice("unsaved")).toBeVisible();
  await axe(page);
  await wayOn("discard").press("Enter");
  await expect(at("choose")).toBeFocused();
  await expect(about).not.toBeChecked();
  await page.reload();
  await heading(page);
  await expect(notice("unsaved")).toHaveCount(0);
  await context.close();
});
