// The contract that comes of an application: both sides confirm it, days that differ are mended, and it can end before it begins. And
// how an applicant fits the ad, as the employer reads it.
import { type Browser, type Page, expect, test } from "@playwright/test";
import { type Language, PASSWORD, axe, fits, freshEmail, prefer, signIn } from "./support";
import { wordsOf } from "./words";

const EMPLOYER = "employer@example.org";
const run = `c${Date.now().toString(36)}`;

/** A day some days from the beginning, as a field of days takes it: both sides mean the same one, also where midnight comes between. */
const NOW = Date.now();
const day = (from: number) => new Date(NOW + from * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);

/** An organisation's member with an ad for an apprentice in France, and somebody who applied to it. */
async function hiring(browser: Browser, baseURL: string, language: Language, name: string, profile?: object, ad: object = {}) {
  const context = await browser.newContext({ baseURL });
  await prefer(context, language);
  await signIn(context, baseURL, EMPLOYER);
  const drafts = "/api/employer/drafts";
  const started = await (await context.request.post(drafts, { data: { copy_of: "developpement-php-symfony" } })).json();
  const content = { ...started.content, title: `Contract ${name}`, contract: "apprenticeship", questions: [], ...ad };
  const saved = await (await context.request.put(`${drafts}/${started.id}`, { data: { version: started.version, content } })).json();
  const published = await context.request.post(`${drafts}/${saved.id}/publication`, { data: { version: saved.version } });
  expect(published.ok(), await published.text()).toBe(true);
  const { job } = await published.json();
  const candidate = await browser.newContext({ baseURL, viewport: { width: 360, height: 740 } });
  await prefer(candidate, language);
  await candidate.request.post("/api/accounts", { data: { name, email: freshEmail("placed"), password: PASSWORD, language: null } });
  if (profile) {
    const kept = await candidate.request.put("/api/profile", { data: profile });
    expect(kept.ok(), await kept.text()).toBe(true);
  }
  const sent = await candidate.request.post(`/api/jobs/${job}/applications`, {
    data: { profile: "", message: "I would like to learn this with you.", phone: null, cv: null, answers: null, key: `contract-${name.replaceAll(" ", "-")}` },
  });
  expect(sent.ok(), await sent.text()).toBe(true);
  const { id } = await sent.json();
  return { context, candidate, job, id };
}

/** Hires somebody, without the form. */
async function hire(context: Awaited<ReturnType<typeof hiring>>["context"], id: string) {
  const moved = await context.request.post("/api/employer/moves", { data: { applications: [id], stage: "hired", reason: null, message: null } });
  expect(moved.ok(), await moved.text()).toBe(true);
}

/** Fills in and sends the form of one side. */
async function confirm(page: Page, language: Language, button: "confirm" | "correct", signed: string, starts: string) {
  const words = wordsOf(language, "placement");
  const contract = page.getByRole("region", { name: words("kind_apprenticeship") });
  await contract.getByLabel(words("signed_on")).fill(signed);
  await contract.getByLabel(words("first_work")).fill(starts);
  await contract.getByRole("button", { name: words(button) }).click();
}

test("both sides confirm the signed contract, and a wrong day is mended", async ({ browser, baseURL }) => {
  const name = `Ines ${run}`;
  const { context, candidate, job, id } = await hiring(browser, baseURL ?? "", "en", name);
  await hire(context, id);
  const own = await candidate.newPage();
  await own.goto("/applications");
  const contract = own.getByRole("region", { name: "The apprentice’s contract" });
  await expect(contract.getByText("Once everybody signed, each side confirms it here.")).toBeVisible();
  await expect(own.getByText("Contract to confirm")).toBeVisible();
  // The steps say who must do each.
  await expect(contract.getByRole("listitem").filter({ hasText: "Name a tutor" })).toContainText("The employer");
  await expect(contract.locator("summary")).toHaveText(`What each side must do (Contract ${name})`);
  await fits(own);
  await axe(own);

  // Nothing that is typed is lost to a reload, and what is missing is named at its field.
  await contract.getByLabel("First day of work").fill(day(40));
  await own.reload();
  await expect(contract.getByLabel("First day of work")).toHaveValue(day(40));
  await contract.getByRole("button", { name: /^Confirm the signature/ }).click();
  await expect(own.getByRole("group", { name: "There is a problem" })).toBeFocused();
  await axe(own);
  await confirm(own, "en", "confirm", day(0), day(40));
  await expect(own.getByRole("heading", { level: 3, name: "The apprentice’s contract" })).toBeFocused();
  await expect(contract.getByText("Waiting for the other side")).toBeVisible();
  await axe(own);

  // It is taken back, and confirmed once more.
  await contract.getByRole("button", { name: /^Take the confirmation back/ }).click();
  await expect(contract.getByRole("button", { name: /^Confirm the signature/ })).toBeVisible();
  await confirm(own, "en", "confirm", day(0), day(40));
  await expect(contract.getByText("Waiting for the other side")).toBeVisible();

  // The employer has another day.
  const page = await context.newPage();
  await page.goto(`/employer/jobs/${job}/applications`);
  const theirs = page.getByRole("region", { name: "The apprentice’s contract" });
  await expect(theirs.getByText(`${name} confirmed. Now it is your turn.`)).toBeVisible();
  await confirm(page, "en", "confirm", day(0), day(41));
  await expect(page.getByRole("heading", { level: 4, name: "The apprentice’s contract" })).toBeFocused();
  await expect(theirs.getByText("The days differ")).toBeVisible();
  await expect(theirs.getByText(/^You: signed on/)).toBeVisible();
  await expect(theirs.getByText(new RegExp(`^${name}: signed on`))).toBeVisible();
  await axe(page);
  await confirm(page, "en", "correct", day(0), day(40));
  await expect(theirs.getByText(/^Contract signed on /)).toBeVisible();
  await axe(page);

  await own.reload();
  await expect(contract.getByText(/^Contract signed on /)).toBeVisible();
  await expect(contract.getByText("Both sides confirmed the same contract")).toBeVisible();
  await axe(own);
  const desk = await (await context.request.get("/api/employer/jobs")).json();
  expect(desk.items.find((line: { card: { slug: string } }) => line.card.slug === job).placed).toBe(1);
  await page.goto("/employer");
  const row = page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: `Contract ${name}` }) });
  await expect(row.getByRole("cell").nth(2)).toHaveText("1");
  await axe(page);

  // The contract ends before it begins.
  await own.getByText("The contract ended before the first day?").click();
  await contract.getByLabel("Day on which it ended").fill(day(0));
  await contract.getByRole("button", { name: /^Report the end/ }).click();
  const sure = own.getByRole("dialog", { name: "Report that the contract ended?" });
  await expect(sure).toBeVisible();
  await axe(own);
  await sure.getByRole("button", { name: "Report the end" }).click();
  await expect(contract.getByText(/^You reported that it ended on /)).toBeVisible();
  await fits(own);
  await axe(own);
  await Promise.all([context.close(), candidate.close()]);
});

test("a contract is confirmed by both sides on a phone in Arabic", async ({ browser, baseURL }) => {
  const words = wordsOf("ar", "placement");
  const name = `Nour ${run}`;
  const { context, candidate, job, id } = await hiring(browser, baseURL ?? "", "ar", name);
  await hire(context, id);
  const own = await candidate.newPage();
  await own.goto("/applications");
  await confirm(own, "ar", "confirm", day(0), day(30));
  const contract = own.getByRole("region", { name: words("kind_apprenticeship") });
  await expect(contract.getByText(words("waiting"), { exact: true })).toBeVisible();
  await fits(own);
  await axe(own);
  const page = await context.newPage();
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(`/employer/jobs/${job}/applications`);
  await confirm(page, "ar", "confirm", day(0), day(30));
  const theirs = page.getByRole("region", { name: words("kind_apprenticeship") });
  await expect(theirs.getByText(words("end_title"))).toBeVisible();
  await fits(page);
  await axe(page);
  await own.reload();
  await expect(contract.getByText(words("end_title"))).toBeVisible();
  await fits(own);
  await axe(own);
  await Promise.all([context.close(), candidate.close()]);
});

/** Of somebody who answers some of the ad. */
const PROFILE = {
  visible: true,
  headline: "Pages that everybody can use",
  about: "I like forms.",
  lang: "en",
  skills: ["html"],
  level: 4,
  place: "lyon",
  radius_km: 60,
  remote: ["hybrid"],
  contracts: ["apprenticeship"],
  languages: [{ code: "fr", cefr: "B2" }],
};

test("an employer opens how an applicant fits, point by point", async ({ browser, baseURL }) => {
  const name = `Sami ${run}`;
  const { context, candidate, job } = await hiring(browser, baseURL ?? "", "en", name, PROFILE, {
    must: ["html", "web-accessibility"],
    languages: ["fr"],
  });
  const { fit } = await (await candidate.request.get(`/api/jobs/${job}?lang=en`)).json();
  const page = await context.newPage();
  await page.goto(`/employer/jobs/${job}/applications`);
  const article = page.getByRole("article").filter({ has: page.getByRole("heading", { name }) });
  const opens = article.getByRole("button", { name: /^How they match the ad/ });
  await opens.focus();
  await page.keyboard.press("Enter");
  await expect(opens).toHaveAttribute("aria-expanded", "true");
  await expect(article.getByText(`${new Intl.NumberFormat("en").format(fit.score / 100)} of 100 points`, { exact: true })).toBeVisible();
  // Each line says what was found, as the person reads it, and of a skill what stands behind it.
  for (const line of [
    /^HTML: met, own statement/,
    /^Level: partly met, reached: Level 4: end of secondary school/,
    /^Place: met, \d+\skm away/,
    /^Contract: met, Apprenticeship/,
    /^French: met, B2/,
  ]) await expect(article.getByText(line)).toBeVisible();
  const taught = fit.parts.find((part: { skill: { code: string } | null }) => part.skill?.code === "web-accessibility").lesson;
  await expect(article.getByRole("link", { name: `Taught here: ${taught.course_title}, “${taught.chapter_title}”` })).toBeVisible();
  await axe(page);
  await page.setViewportSize({ width: 360, height: 740 });
  await fits(page);

  // What the person keeps back is unknown, and a profile that is not shown at all is too.
  const kept = await candidate.request.put("/api/profile/privacy", { data: { hidden: ["contracts"], blocked: [] } });
  expect(kept.ok(), await kept.text()).toBe(true);
  await page.reload();
  await opens.click();
  await expect(article.getByText(/^Contract: unknown/)).toBeVisible();
  const mine = await (await context.request.get("/api/employer")).json();
  const barred = await candidate.request.put("/api/profile/privacy", { data: { hidden: [], blocked: [mine.slug] } });
  expect(barred.ok(), await barred.text()).toBe(true);
  await page.reload();
  await opens.click();
  await expect(article.getByText("This person shows your organisation no profile")).toBeVisible();
  await axe(page);
  await Promise.all([context.close(), candidate.close()]);
});

test("an ad that names no needed skills says so to both sides, and the points are still of a hundred", async ({ browser, baseURL }) => {
  const name = `Lina ${run}`;
  const { context, candidate, job } = await hiring(browser, baseURL ?? "", "en", name, PROFILE, { must: [] });
  const own = await candidate.newPage();
  await own.goto(`/jobs/${job}`);
  const told = own.getByRole("region", { name: "How you match" });
  await expect(told.getByText("The ad names no needed skills, so nobody can have these points.")).toBeVisible();
  await expect(told.getByText(/ of 100 points$/)).toBeVisible();
  await fits(own);
  await axe(own);
  const page = await context.newPage();
  await page.goto(`/employer/jobs/${job}/applications`);
  const article = page.getByRole("article").filter({ has: page.getByRole("heading", { name }) });
  await article.getByRole("button", { name: /^How they match the ad/ }).click();
  await expect(article.getByText(/^Needed skill: unknown, not said, the ad names no needed skills/)).toBeVisible();
  await axe(page);
  await Promise.all([context.close(), candidate.close()]);
});
