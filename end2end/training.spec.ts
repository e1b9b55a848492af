// Courses that an organisation asks for and staff answer, and interviews with recruiters that count as a need.
import { expect, test } from "@playwright/test";
import { choose, press, tick, write } from "./keyboard";
import { axe, fits, heading, prefer, signIn, tabTo } from "./support";
import { wordsOf } from "./words";

const PURPOSE = "Our shop gets a site that everybody can use, and somebody who keeps it so.";
const ANSWER = "We call you on Monday.";

test("an organisation asks for a course with the keyboard, reads the answer and takes it back", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL });
  await prefer(context, "en");
  await signIn(context, baseURL ?? "", "employer@example.org");
  const page = await context.newPage();
  await page.goto("/employer");
  await press(page, page.getByRole("link", { name: "Courses made for you" }));
  await expect(page.getByRole("heading", { level: 1, name: "Courses made for you" })).toBeFocused();
  const send = page.getByRole("button", { name: "Send the request" });
  const skills = page.getByRole("group", { name: "Skills" });
  // Each skill is a stop of the tab key, so that whoever types first narrows the list.
  const narrow = async () => write(page, skills.getByRole("searchbox"), "HTML");
  await narrow();
  await press(page, send);
  const summary = page.getByRole("group", { name: "There is a problem" });
  await expect(summary).toBeFocused();
  // All of it at once: nobody mends one field only to be told of the next.
  const wrong = ["Skills", "How many people", "Region", "What it is for"].map((field) => `${field}: Fill in this field.`);
  await expect(summary.getByRole("link")).toHaveText(wrong);
  await axe(page);

  await tick(skills.getByRole("checkbox").first());
  await write(page, page.getByRole("textbox", { name: "How many people" }), "12");
  await tick(page.getByRole("checkbox", { name: "It can be remote" }));
  await write(page, page.getByRole("textbox", { name: "What it is for" }), PURPOSE);
  await tick(page.getByRole("checkbox", { name: "We want to hire: help us to find people" }));
  // What is typed outlives a reload.
  await page.reload();
  await expect(page.getByRole("textbox", { name: "What it is for" })).toHaveValue(PURPOSE);
  await narrow();
  await press(page, send);
  await expect(page.getByRole("heading", { level: 2, name: "Your requests" })).toBeFocused();
  const article = page.getByRole("article").first();
  await expect(article).toContainText(PURPOSE);
  await expect(article.getByText("Sent", { exact: true })).toBeVisible();
  await expect(article.getByRole("link", { name: "Talents with these skills" })).toHaveAttribute("href", /^\/talents\?must=/);
  await axe(page);
  const [mine] = await (await context.request.get("/api/employer/training")).json();
  expect(mine).toMatchObject({ people: 12, remote: true, region: null, candidates: true, status: "sent" });

  const works = await browser.newContext({ baseURL });
  await signIn(works, baseURL ?? "", "staff@example.org");
  const answer = { status: "in-talks", words: ANSWER, from: "sent" };
  const answered = await works.request.put(`/api/staff/training/${mine.id}/answer`, { data: answer });
  expect(answered.ok(), await answered.text()).toBe(true);
  await page.reload();
  await expect(article.getByText(ANSWER)).toBeVisible();
  await press(page, article.getByRole("button", { name: /^Withdraw the request/ }));
  await expect(page.getByRole("heading", { level: 2, name: "Your requests" })).toBeFocused();
  await expect(article.getByText("Withdrawn", { exact: true })).toBeVisible();
  await axe(page);
  await Promise.all([context.close(), works.close()]);
});

for (const [language, width] of [["en", 1280], ["ar", 360]] as const) {
  test(`staff answer what an organisation asks for with the keyboard, in ${language}`, async ({ browser, baseURL }) => {
    const [words, shell, teach] = ["training", "shell", "teach"].map((name) => wordsOf(language, name));
    const asking = await browser.newContext({ baseURL });
    await signIn(asking, baseURL ?? "", "employer@example.org");
    const purpose = `${PURPOSE} ${language} ${Date.now()}`;
    const data = { skills: ["html"], people: 12, region: null, remote: true, start_on: null, purpose, candidates: false, key: crypto.randomUUID() };
    const asked = await asking.request.post("/api/employer/training", { data });
    expect(asked.ok(), await asked.text()).toBe(true);

    const works = await browser.newContext({ baseURL, viewport: { width, height: 800 } });
    await prefer(works, language);
    await signIn(works, baseURL ?? "", "staff@example.org");
    const staff = await works.newPage();
    await staff.goto("/teach");
    await press(staff, staff.getByRole("link", { name: teach("to_training") }));
    await expect(staff.getByRole("heading", { level: 1, name: words("staff_title") })).toBeFocused();
    const request = staff.getByRole("article").filter({ hasText: purpose });
    await press(staff, request.getByRole("button", { name: new RegExp(`^${words("to_answer")}.*HTML`) }));
    const status = request.getByRole("combobox", { name: words("status") });
    await expect(status).toBeFocused();
    await choose(staff, status, "declined");
    const send = request.getByRole("button", { name: words("send_answer") });
    await press(staff, send);
    await expect(request.getByRole("group", { name: shell("error_summary") })).toBeFocused();
    await axe(staff);
    await fits(staff);
    await write(staff, request.getByRole("textbox", { name: words("words") }), ANSWER);
    await press(staff, send);
    await expect(request.getByText(words("status_declined"), { exact: true })).toBeVisible();
    await axe(staff);
    await fits(staff);
    const [newest] = await (await asking.request.get("/api/employer/training")).json();
    expect(newest).toMatchObject({ purpose, status: "declined", words: ANSWER });
    await Promise.all([asking.close(), works.close()]);
  });
}

test("who does not hire is told whom the page is for, on a phone in French", async ({ page, context }) => {
  await prefer(context, "fr");
  await page.setViewportSize({ width: 360, height: 740 });
  const words = wordsOf("fr", "training");
  await page.goto("/employer/training");
  await heading(page);
  await expect(page.getByText(words("gate_why"))).toBeVisible();
  await expect(page.getByRole("button", { name: words("send") })).toHaveCount(0);
  await axe(page);
  await fits(page);
  await page.goto("/staff/training");
  await heading(page);
  await expect(page.getByText(words("staff_why"))).toBeVisible();
  await axe(page);
});

test("what a recruiter names counts beside the ads, in Arabic", async ({ page, context, baseURL }) => {
  await prefer(context, "ar");
  await page.setViewportSize({ width: 360, height: 740 });
  const [words, needs, shell] = [wordsOf("ar", "interviews"), wordsOf("ar", "needs"), wordsOf("ar", "shell")];
  await signIn(context, baseURL ?? "", "mentor@example.org");
  const all = async () => (await context.request.get("/api/teach/needs?lang=ar")).json();
  // A skill that is needed here and not taught; without one, one that no ad may need.
  const before: { skill: { code: string; name: string }; interviews: number }[] = (await all()).needs;
  expect(before.length).toBeGreaterThan(0);
  const { skill, interviews } = before[0];
  await page.goto("/teach/needs");
  await press(page, page.getByRole("link", { name: needs("to_interviews") }));
  await expect(page.getByRole("heading", { level: 1, name: words("title") })).toBeFocused();
  await press(page, page.getByRole("button", { name: words("add") }));
  const name = page.getByRole("textbox", { name: words("organisation") });
  await expect(name).toBeFocused();
  const skills = page.getByRole("group", { name: words("skills") });
  await write(page, skills.getByRole("searchbox"), skill.name);
  await press(page, page.getByRole("button", { name: shell("save") }));
  await expect(page.getByRole("group", { name: shell("error_summary") })).toBeFocused();
  await fits(page);
  await axe(page);
  const organisation = `Corner bakery ${Date.now()}`;
  await tabTo(page, name);
  await page.keyboard.type(organisation);
  await page.getByLabel(words("day")).fill(new Date(Date.now() - 86_400_000).toISOString().slice(0, 10));
  await tick(skills.getByRole("checkbox", { name: skill.name, exact: true }));
  await press(page, page.getByRole("button", { name: shell("save") }));
  await expect(page.getByRole("heading", { level: 2, name: words("list") })).toBeFocused();
  const article = page.getByRole("article").filter({ hasText: organisation });
  await expect(article).toContainText(skill.name);
  await axe(page);
  const after = (await all()).needs.find((need: { skill: { code: string } }) => need.skill.code === skill.code);
  expect(after.interviews).toBe(interviews + 1);

  await page.goto("/teach/needs");
  await expect(page.getByRole("columnheader", { name: needs("interviews") })).toBeVisible();
  await axe(page);
  await page.goto("/teach/interviews");
  await press(page, article.getByRole("button", { name: new RegExp(`^${words("delete")}`) }));
  await expect(article).toHaveCount(0);
  await axe(page);
});
