// Long lists come page by page: focus goes to the first line that came, and whoever changes a line far down keeps their place.
import { type APIRequestContext, type Browser, type Locator, type Page, expect, test } from "@playwright/test";
import { choose, press, write } from "./keyboard";
import { type Language, axe, fits, heading, newAccount, prefer, signIn } from "./support";
import { wordsOf } from "./words";

/** Lines of one page. */
const PAGE = 50;
const MESSAGE = "I have tested forms with people who use screen readers, and would like to do it every day.";
const SIZES = [["en", 1280], ["ar", 360]] as const;

async function reader(browser: Browser, baseURL: string, language: Language, width: number, email?: string) {
  const context = await browser.newContext({ baseURL, viewport: { width, height: 800 } });
  await prefer(context, language);
  if (email) await signIn(context, baseURL, email);
  return context;
}

async function sent(request: APIRequestContext, method: "post" | "put", path: string, data?: unknown) {
  const answer = await request[method](path, { data });
  expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true);
  return answer.json();
}

const key = () => crypto.randomUUID().replaceAll("-", "");

/** Presses a button behind more stops than a test has time for. */
const enter = async (button: Locator) => {
  await button.focus();
  await button.press("Enter");
};

/** Asks for the next page, whose first line takes focus. */
async function more(page: Page, lines: Locator, button: Locator) {
  await expect(lines).toHaveCount(PAGE);
  await enter(button);
  await expect(lines.nth(PAGE).getByRole("heading").first()).toBeFocused();
  expect(await lines.count()).toBeGreaterThan(PAGE);
}

/** Somebody of an organisation that staff let in. */
async function owner(browser: Browser, baseURL: string, staff: APIRequestContext, name: string) {
  const context = await browser.newContext({ baseURL });
  await newAccount(context, baseURL, "asking");
  const text = { name, about: "We mend bicycles.", lang: "en", size: 12, place: "lyon", website: "", accessible_workplace: false, disability_confident: false };
  const { account } = await sent(context.request, "post", "/api/employers", text);
  const yes = { name, website: "", approve: true, reason: null, verify_domain: false };
  await sent(staff, "post", `/api/staff/employers/${account.employer.slug}/decision`, yes);
  return context;
}

for (const [language, width] of SIZES) {
  test(`staff read requests for courses to the end and answer one without losing their place, in ${language}`, async ({ browser, baseURL }) => {
    const words = wordsOf(language, "training");
    const works = await reader(browser, baseURL ?? "", language, width, "staff@example.org");
    const asking = await owner(browser, baseURL ?? "", works.request, `Long list ${language} ${Date.now().toString(36)}`);
    const ask = { skills: ["html"], people: 6, region: null, remote: true, start_on: null, purpose: "Our shop gets a site that everybody can use.", candidates: false };
    const asked = () => sent(asking.request, "post", "/api/employer/training", { ...ask, key: key() });
    const mine = await asked();
    while (!(await (await works.request.get("/api/staff/training")).json()).next) {
      await sent(asking.request, "post", `/api/employer/training/${(await asked()).id}/withdrawal`);
    }

    const page = await works.newPage();
    await page.goto("/staff/training");
    await heading(page);
    const lines = page.locator("#trainings").getByRole("article");
    await more(page, lines, page.getByRole("button", { name: words("more") }));
    const count = await lines.count();
    await expect(page.getByText(words("shown", count), { exact: true })).toBeVisible();
    await axe(page);
    await fits(page);

    const line = page.locator(`article[aria-labelledby="training-${mine.id}"]`);
    const answer = async (status: string) => {
      await enter(line.getByRole("button", { name: new RegExp(`^${words("to_answer")}`) }));
      await choose(page, line.getByRole("combobox", { name: words("status") }), status);
    };
    await answer("planned");
    await press(page, line.getByRole("button", { name: words("send_answer") }));
    await expect(line.getByRole("heading", { level: 2 })).toBeFocused();
    await expect(line.getByText(words("status_planned"), { exact: true })).toBeVisible();
    await expect(lines).toHaveCount(count);

    // Somebody else answers while the form stands open.
    await answer("declined");
    await write(page, line.getByRole("textbox", { name: words("words") }), "Nobody teaches it here.");
    await sent(works.request, "put", `/api/staff/training/${mine.id}/answer`, { status: "done", words: "", from: "planned" });
    await press(page, line.getByRole("button", { name: words("send_answer") }));
    await expect(page.getByText(words("changed_meanwhile"))).toBeVisible();
    await expect(line.getByText(words("status_done"), { exact: true })).toBeVisible();
    await expect(line.getByRole("heading", { level: 2 })).toBeFocused();
    await expect(lines).toHaveCount(count);
    await axe(page);
    await Promise.all([works.close(), asking.close()]);
  });
}

for (const [language, width] of [["fr", 1280], ["ar", 360]] as const) {
  test(`interviews far down are changed and deleted where they stand, in ${language}`, async ({ browser, baseURL }) => {
    const [words, shell] = [wordsOf(language, "interviews"), wordsOf(language, "shell")];
    const works = await reader(browser, baseURL ?? "", language, width, "staff@example.org");
    const named = (path: string) => works.request.get(path).then((answer) => answer.json());
    const needed: string[] = (await named("/api/teach/needs")).needs.map((need: { skill: { code: string } }) => need.skill.code);
    const skills: string[] = (await named("/api/skills")).map((skill: { code: string }) => skill.code);
    // One that no list counts, so that no other journey finds more of it.
    const skill = skills.find((code) => !needed.includes(code)) ?? skills[0];
    const run = Date.now().toString(36);
    const made: string[] = [];
    for (let number = 0; number < PAGE + 3; number += 1) {
      const id = crypto.randomUUID();
      const day = new Date(Date.now() - (400 + number) * 86_400_000).toISOString().slice(0, 10);
      await sent(works.request, "put", `/api/teach/interviews/${id}`, { organisation: `Bakery ${number} ${run}`, held_on: day, skills: [skill], notes: "" });
      made.push(id);
    }

    const page = await works.newPage();
    await page.goto("/teach/interviews");
    await heading(page);
    const lines = page.locator("#interviews").getByRole("article");
    await more(page, lines, page.getByRole("button", { name: words("more") }));
    const count = await lines.count();
    await axe(page);
    await fits(page);

    const line = (number: number) => page.locator(`article[aria-labelledby="interview-${made[number]}"]`);
    await enter(line(PAGE).getByRole("button", { name: new RegExp(`^${words("edit")}`) }));
    await expect(page.getByRole("textbox", { name: words("organisation") })).toBeFocused();
    await page.getByRole("textbox", { name: new RegExp(`^${words("notes")}`) }).fill("They asked for it twice.");
    await enter(page.getByRole("button", { name: shell("save") }));
    await expect(line(PAGE).getByText("They asked for it twice.")).toBeVisible();
    await expect(line(PAGE).getByRole("heading", { level: 3 })).toBeFocused();
    await expect(lines).toHaveCount(count);

    await enter(line(PAGE).getByRole("button", { name: new RegExp(`^${words("delete")}`) }));
    await expect(line(PAGE)).toHaveCount(0);
    await expect(line(PAGE + 1).getByRole("heading", { level: 3 })).toBeFocused();
    await expect(lines).toHaveCount(count - 1);
    await axe(page);
    for (const id of made.filter((_, number) => number !== PAGE)) await works.request.delete(`/api/teach/interviews/${id}`);
    await works.close();
  });
}

for (const [language, width] of SIZES) {
  test(`the oldest of many applications is reached and taken back, in ${language}`, async ({ browser, baseURL }) => {
    const words = wordsOf(language, "applications");
    const context = await reader(browser, baseURL ?? "", language, width);
    await newAccount(context, baseURL ?? "", "applying");
    const apply = (job: string) => context.request.post(`/api/jobs/${job}/applications`, { data: { profile: "", message: MESSAGE, phone: null, cv: null, answers: null, key: key() } });
    // Some ads ask questions, or take applications elsewhere.
    const jobs: { slug: string }[] = (await (await context.request.get("/api/jobs")).json()).items;
    const open: string[] = [];
    let oldest = "";
    for (const { slug } of jobs) {
      const answer = await apply(slug);
      if (!answer.ok()) continue;
      oldest ||= (await answer.json()).id;
      open.push(slug);
      if (open.length === 2) break;
    }
    const [, often] = open;
    for (let number = 1; number < PAGE; number += 1) {
      const [newest] = (await (await context.request.get("/api/applications")).json()).items;
      await sent(context.request, "post", `/api/applications/${newest.id}/withdrawal`);
      expect((await apply(often)).ok()).toBe(true);
    }

    const page = await context.newPage();
    await page.goto("/applications");
    await heading(page);
    const lines = page.locator("#applications").getByRole("article");
    await expect(page.getByText(words("count", PAGE + 1), { exact: true })).toBeVisible();
    await more(page, lines, page.getByRole("button", { name: words("more") }));
    await expect(page.getByRole("button", { name: words("more") })).toHaveCount(0);
    await axe(page);
    await fits(page);

    const line = page.locator(`article[aria-labelledby="application-${oldest}"]`);
    await press(page, line.getByRole("button", { name: new RegExp(`^${words("withdraw")}`) }));
    const question = page.getByRole("dialog", { name: words("withdraw_title") });
    await press(page, question.getByRole("button", { name: words("withdraw_yes") }));
    await expect(page.getByText(words("withdrawn"))).toBeVisible();
    await expect(line.getByRole("heading", { level: 2 })).toBeFocused();
    await expect(line.getByRole("button", { name: new RegExp(`^${words("withdraw")}`) })).toHaveCount(0);
    await expect(lines).toHaveCount(PAGE + 1);
    await axe(page);
    await context.close();
  });
}
