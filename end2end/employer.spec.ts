// An employer finds people by what they can do, asks to meet them, and answers applications; the talent decides who learns a name.
import { readFileSync } from "node:fs";
import { type APIRequestContext, type Browser, type BrowserContext, type Page, expect, test } from "@playwright/test";
import { tick } from "./keyboard";
import { PASSWORD, axe, fits, freshEmail, heading, signIn } from "./support";

const EMPLOYER = "employer@example.org";
const PHP_AD = "developpement-php-symfony";
const DESIGN_AD = "conception-ux-ui-lyon";
// The letter keeps it apart from the words of an address, which are taken out of what a talent writes.
const run = `m${Date.now().toString(36)}`;

/** A context of somebody with an account of their own. */
async function somebody(browser: Browser, baseURL: string, name: string) {
  const context = await browser.newContext({ baseURL });
  const email = freshEmail("talent");
  const answer = await context.request.post("/api/accounts", { data: { name, email, password: PASSWORD, language: null } });
  expect(answer.ok()).toBe(true);
  return { context, email, name };
}

async function hiring(browser: Browser, baseURL: string) {
  const context = await browser.newContext({ baseURL });
  await signIn(context, baseURL, EMPLOYER);
  return context;
}

/** A profile that says little: what is left out stays unknown. */
const silent = (headline: string, about: string, visible: boolean) => ({
  visible, headline, about, lang: "en", skills: ["php", "html"], level: null, place: null, radius_km: null,
  remote: [], contracts: ["permanent"], available_from: null, languages: [],
});

async function save(request: APIRequestContext, profile: ReturnType<typeof silent>) {
  const saved = await request.put("/api/profile", { data: profile });
  expect(saved.ok()).toBe(true);
  return (await saved.json()).id as string;
}

/** Keeps everything that the server answers to a context. */
async function overhear(context: BrowserContext) {
  const answers: string[] = [];
  await context.route("**/api/**", async (route) => {
    const response = await route.fetch();
    answers.push(`${route.request().url()} ${JSON.stringify(response.headers())} ${await response.text()}`);
    await route.fulfill({ response });
  });
  return answers;
}

const card = (page: Page, headline: string) => page.getByRole("listitem").filter({ has: page.getByRole("link", { name: headline }) });

async function addSkill(page: Page, group: string, skill: string) {
  const picker = page.getByRole("group", { name: group });
  await picker.getByRole("textbox").fill(skill);
  await picker.getByRole("textbox").press("Enter");
  await expect(picker.getByRole("button", { name: `Remove ${skill}` })).toBeVisible();
  await expect(picker.getByRole("textbox")).toBeFocused();
}

test("a search explains each answer, names stay hidden until the talent accepts, and then the employer reads them", async ({ browser, baseURL }) => {
  const talent = await somebody(browser, baseURL ?? "", `Zofia Kwiatkowska${run}`);
  const headline = `Builds small PHP sites, ${run}`;
  const about = `I am Zofia Kwiatkowska${run}, reach me at ${talent.email}. I like old code.`;
  const id = await save(talent.context.request, silent(headline, about, true));
  const others: { name: string; email: string }[] = JSON.parse(readFileSync(new URL("../content/talents.json", import.meta.url), "utf8"));
  const secrets = [...others.flatMap(({ name, email }) => [name, email]), talent.name, `Kwiatkowska${run}`, "Zofia", talent.email];

  const context = await hiring(browser, baseURL ?? "");
  const answers = await overhear(context);
  const page = await context.newPage();
  const hidden = async () => {
    const seen = [await page.content(), ...answers];
    for (const secret of secrets) expect(seen.find((text) => text.includes(secret)), `${secret} on ${page.url()}`).toBeUndefined();
  };
  await page.goto("/talents");
  await heading(page);
  await addSkill(page, "Skills needed", "PHP");
  await addSkill(page, "Skills welcome", "Negotiation");
  await page.getByRole("combobox", { name: "Place" }).selectOption("lyon");
  await page.getByRole("combobox", { name: "Level reached, at least" }).selectOption("4");
  await page.getByRole("combobox", { name: "Contract" }).selectOption("apprenticeship");
  await page.getByRole("combobox", { name: "Language spoken at work" }).selectOption("fr");
  await expect(page).toHaveURL(/must=php&nice=negotiation&place=lyon&level=4&contract=apprenticeship&language=fr/);

  const found = card(page, headline);
  await expect(found.getByRole("list", { name: "How your search is answered" })).toMatchAriaSnapshot(`
    - list "How your search is answered":
      - listitem: 1 met
      - listitem: 2 missing
      - listitem: 3 unknown
  `);
  await found.getByText("The match, line by line").click();
  for (const line of ["PHP: met, own statement", "Negotiation: missing", "Contract: missing, looks for other contracts"]) await expect(found.getByText(line)).toBeVisible();
  for (const part of ["Place", "Level", "French"]) {
    const line = found.getByRole("listitem").filter({ hasText: `${part}: unknown, not said` });
    await expect(line).toHaveText(/0 of \d+$/);
  }
  const list = await (await page.request.get(`/api/talents${new URL(page.url()).search}`)).json();
  const answered = list.items.find((item: { id: string }) => item.id === id);
  type Part = { fit: string; points: number; of: number };
  const points = (fits: string[]) => answered.parts.filter((part: Part) => fits.includes(part.fit)).reduce((sum: number, part: Part) => sum + part.points, 0);
  expect(points(["unknown", "missing"]), "unknown gives nothing").toBe(0);
  expect(points(["met", "partly"])).toBe(answered.score);
  await expect(found.getByText(`${answered.score} of 100 points`)).toBeVisible();
  await axe(page);
  await hidden();

  await found.getByRole("link", { name: headline }).click();
  await expect(page.getByRole("heading", { level: 1, name: headline })).toBeFocused();
  await expect(page.getByText("I am … …", { exact: false })).toBeVisible();
  await axe(page);
  await hidden();
  await page.getByRole("button", { name: "Send the request" }).click();
  const summary = page.getByRole("group", { name: "There is a problem" });
  await expect(summary).toBeFocused();
  await expect(summary.getByRole("link")).toHaveText(["Job: Fill in this field.", "Pay, at least: Fill in this field.", "Pay, at most: Fill in this field.", "Message: Fill in this field."]);
  await page.getByRole("combobox", { name: "Job" }).selectOption(PHP_AD);
  await expect(page.getByRole("textbox", { name: "Pay, at least" })).toHaveValue("1200");
  await expect(page.getByRole("textbox", { name: "Pay, at most" })).toHaveValue("1900");
  await page.getByRole("textbox", { name: "Pay, at least" }).fill("1 300");
  await page.getByRole("textbox", { name: "Message" }).fill("We keep old sites alive and would like to show you two of them.");
  await page.getByRole("button", { name: "Send the request" }).click();
  await expect(page.getByText("Your request was sent").first()).toBeVisible();
  await expect(page.getByRole("heading", { level: 2, name: "Ask to meet" })).toBeFocused();
  await axe(page);
  await hidden();

  const other = await talent.context.newPage();
  await other.goto("/contacts");
  const request = other.getByRole("article").filter({ has: other.getByRole("heading", { name: "Atelier Canut" }) });
  await expect(request.getByText("We keep old sites alive", { exact: false })).toBeVisible();
  await expect(request.getByText("€1,300 to €1,900 a month before tax")).toBeVisible();
  await axe(other);
  await request.getByRole("button", { name: /^Accept/ }).click();
  const question = other.getByRole("dialog", { name: "Accept to meet?" });
  await expect(question).toHaveAccessibleDescription(`Atelier Canut will see your name (${talent.name}) and your e-mail address (${talent.email}). Nobody else will. This cannot be undone.`);
  await axe(other);
  await hidden();
  await question.getByRole("button", { name: "Accept and show my name" }).click();
  await expect(request.getByText("Accepted", { exact: true })).toBeVisible();
  await expect(request.getByRole("button")).toHaveCount(0);
  await axe(other);

  await page.reload();
  await expect(page.getByText("This person accepted to meet you")).toBeVisible();
  await expect(page.getByText(talent.name)).toBeVisible();
  await expect(page.getByRole("link", { name: talent.email })).toHaveAttribute("href", `mailto:${talent.email}`);
  expect(answers.some((text) => text.includes(talent.email)), "what was overheard holds the address now").toBe(true);
  await axe(page);
  await page.goto("/employer");
  await expect(page.getByRole("row").filter({ hasText: headline }).getByText(talent.name)).toBeVisible();
  await axe(page);
  await save(talent.context.request, silent(headline, about, false));
  await Promise.all([context.close(), talent.context.close()]);
});

test("who hires for nobody is told what the page is for, and gets nothing from the server", async ({ browser, baseURL }) => {
  const { context } = await somebody(browser, baseURL ?? "", "Test learner");
  const page = await context.newPage();
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto("/talents");
  await expect(page.getByText("This page is for organisations that hire")).toBeVisible();
  await expect(page.getByRole("link", { name: "Write my profile" })).toBeVisible();
  await fits(page);
  await axe(page);
  for (const path of ["/api/talents", "/api/employer/jobs", "/api/employer/contacts", `/api/employer/jobs/${PHP_AD}/applications`]) {
    const answer = await page.request.get(path);
    expect(answer.status(), path).toBe(403);
    expect((await answer.json()).code).toBe("forbidden");
  }
  await context.close();
  const nobody = await browser.newContext({ baseURL });
  expect((await nobody.request.get("/api/talents")).status()).toBe(401);
  await nobody.close();
});

test("an application is read and declined with a reason, which the candidate reads", async ({ browser, baseURL }) => {
  const name = `Idris Benali ${run}`;
  const candidate = await somebody(browser, baseURL ?? "", name);
  const sent = await candidate.context.request.post(`/api/jobs/${DESIGN_AD}/applications`, {
    data: { profile: "", message: "I draw screens on paper first and test them.", phone: null, cv: null, key: `decline-${run}` },
  });
  expect(sent.ok()).toBe(true);
  const context = await hiring(browser, baseURL ?? "");
  const page = await context.newPage();
  const title = (await (await page.request.get(`/api/jobs/${DESIGN_AD}`)).json()).card.title;
  await page.goto("/employer");
  await page.getByRole("row").filter({ hasText: title }).first().getByRole("link", { name: title }).click();
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeFocused();
  const application = page.getByRole("article").filter({ has: page.getByRole("heading", { name }) });
  await expect(application.getByText("I draw screens on paper first and test them.")).toBeVisible();
  await axe(page);
  // Idris has no profile that could be compared.
  await application.getByRole("button", { name: "How they match the ad" }).click();
  await expect(application.getByText("This person shows your organisation no profile", { exact: false })).toBeVisible();
  await axe(page);

  const other = await candidate.context.newPage();
  await other.goto("/applications");
  await expect(other.getByRole("article", { name: title }).getByText("Read by the employer").first()).toBeVisible();

  await application.getByRole("button", { name: `Answer to ${name}` }).click();
  const dialog = page.getByRole("dialog", { name: `Answer ${name}` });
  await tick(dialog.getByRole("radio", { name: "Decline, with a reason" }));
  await dialog.getByRole("button", { name: "Send the answer" }).click();
  const summary = dialog.getByRole("group", { name: "There is a problem" });
  await expect(summary).toBeFocused();
  await expect(summary.getByRole("link")).toHaveText(["Reason: Fill in this field."]);
  await expect(dialog.getByRole("radiogroup", { name: "Reason" })).toHaveAttribute("aria-invalid", "true");
  await axe(page);
  await tick(dialog.getByRole("radio", { name: "The dates do not fit." }));
  await dialog.getByRole("textbox", { name: /^Note to the person/ }).fill("Please write again in spring.");
  await dialog.getByRole("button", { name: "Send the answer" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText(`Your answer to ${name} was sent.`)).toBeVisible();
  await expect(page.getByRole("heading", { level: 2, name: /wait/ })).toBeFocused();
  await expect(page.getByText(`${name}: Declined`)).toBeVisible();
  await axe(page);

  await other.reload();
  const own = other.getByRole("article", { name: title });
  await expect(own.getByText("Declined").first()).toBeVisible();
  await expect(own.getByText("The dates do not fit.")).toBeVisible();
  await expect(own.getByText("Please write again in spring.")).toBeVisible();
  await axe(other);
  await Promise.all([context.close(), candidate.context.close()]);
});
