// A person writes what they made and how they defended it, and decides what employers read of it.
import { type Browser, type BrowserContext, expect, test } from "@playwright/test";
import { tick } from "./keyboard";
import { axe, fits, heading, newAccount, prefer, signIn, tabTo } from "./support";
import { wordsOf } from "./words";

const run = `p${Date.now().toString(36)}`;

/** Somebody who hires, in a browser of their own. */
async function hiring(browser: Browser, baseURL: string) {
  const employer = await browser.newContext({ baseURL });
  await signIn(employer, baseURL, "employer@example.org");
  return employer;
}

/** Has the employer ask to meet, and the talent accept. */
async function meet(employer: BrowserContext, talent: BrowserContext, id: string) {
  const [{ card }] = (await (await employer.request.get("/api/employer/jobs")).json()).items;
  const meeting = { job: card.slug, pay_min: 1_300, pay_max: 1_900, message: "We would like to show you our work.", key: crypto.randomUUID() };
  const asked = await employer.request.post(`/api/talents/${id}/contacts`, { data: meeting });
  expect(asked.ok(), "ask to meet").toBe(true);
  const answer = await talent.request.post(`/api/contacts/${(await asked.json()).id}/answer`, { data: { accept: true } });
  expect(answer.ok(), "accept").toBe(true);
}

test("projects are written, ordered and removed, and a defence is told only with consent", async ({ page, context, browser, baseURL }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await newAccount(context, baseURL ?? "", "portfolio");
  const employer = await hiring(browser, baseURL ?? "");
  const headline = `Draws menus ${run}`;
  await page.goto("/profile");
  await heading(page);
  await tick(page.getByRole("radio", { name: "Organisations that hire here" }));
  await page.getByRole("textbox", { name: "Headline" }).fill(headline);

  // What is missing is said beside the field and above the form, and the link leads to the field.
  await page.getByRole("button", { name: "Add a project" }).click();
  const first = page.getByRole("group", { name: /^(Project 1|Club pages)$/ });
  await expect(first.getByRole("textbox", { name: "Title of the project" })).toBeFocused();
  await page.getByRole("textbox", { name: /^Link to it/ }).fill("http://club.example.org");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  const summary = page.getByRole("group", { name: "There is a problem" });
  await expect(summary).toBeFocused();
  await expect(summary.getByRole("link")).toHaveText([
    "Project 1, Title of the project: Fill in this field.",
    "Project 1, What it is: Fill in this field.",
    "Project 1, Link to it: Write an address that begins with https://, such as https://example.org.",
  ]);
  await axe(page);
  await summary.getByRole("link", { name: /What it is/ }).click();
  await expect(first.getByRole("textbox", { name: /^What it is/ })).toBeFocused();
  await expect(page.getByRole("textbox", { name: /^Link to it/ }), "what was typed stays").toHaveValue("http://club.example.org");

  await first.getByRole("textbox", { name: /^What it is/ }).fill("A site for a rowing club.");
  await first.getByRole("textbox", { name: "Title of the project" }).fill("Club pages");
  await first.getByRole("textbox", { name: /^What you did yourself/ }).fill("I drew the menu and tested it.");
  const skills = first.getByRole("group", { name: /^Skills it shows/ });
  await skills.getByRole("searchbox", { name: "Find in this list" }).fill("negot");
  await tick(skills.getByRole("checkbox", { name: "Negotiation" }));
  await first.getByRole("textbox", { name: /^Year/ }).fill("2024");
  await first.getByRole("textbox", { name: /^Link to it/ }).fill("https://club.example.org/menu");
  await tick(first.getByRole("checkbox", { name: "I presented this project to others" }));
  await first.getByLabel("Day of the presentation").fill("2025-06-20");
  await first.getByRole("textbox", { name: "Who heard it" }).fill("Harbour jury");
  await tick(first.getByRole("checkbox", { name: "I passed" }));
  await first.getByRole("textbox", { name: /^Link to the recording/ }).fill("https://club.example.org/film");
  await expect(first.getByRole("checkbox", { name: "Employers may see this presentation" }), "off until chosen").not.toBeChecked();

  // A second one, brought before the first with the keyboard, and a third that goes again.
  await page.getByRole("button", { name: "Add a project" }).click();
  const second = page.getByRole("group", { name: /^(Project 2|Kitchen timer)$/ });
  const title = second.getByRole("textbox", { name: "Title of the project" });
  await expect(title).toBeFocused();
  await title.fill("Kitchen timer");
  await second.getByRole("textbox", { name: /^What it is/ }).fill("A page that tells the time that is left.");
  await page.reload();
  await expect(page.getByText("You have changes that are not saved")).toBeVisible();
  const up = page.getByRole("button", { name: "Move up Kitchen timer" });
  await tabTo(page, up, 400);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 3, name: /^(Kitchen timer|Club pages)$/ })).toHaveText(["Kitchen timer", "Club pages"]);
  await expect(page.getByRole("button", { name: "Move down Kitchen timer" }), "the way back has focus").toBeFocused();
  await page.getByRole("button", { name: "Add a project" }).click();
  await page.getByRole("group", { name: "Project 3" }).getByRole("textbox", { name: "Title of the project" }).fill("Not mine");
  await page.getByRole("button", { name: "Remove Not mine" }).click();
  const dialog = page.getByRole("dialog", { name: "Remove this project?" });
  await dialog.getByRole("button", { name: "Keep it" }).click();
  await expect(page.getByRole("heading", { level: 3, name: "Not mine" })).toBeVisible();
  await page.getByRole("button", { name: "Remove Not mine" }).click();
  await dialog.getByRole("button", { name: "Remove" }).click();
  await expect(page.getByRole("heading", { level: 3, name: "Not mine" })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Add a project" })).toBeFocused();

  await page.getByRole("button", { name: "Look at it as a whole" }).click();
  const preview = page.getByRole("dialog", { name: "The profile as a whole" });
  await expect(preview.getByRole("heading", { level: 4 })).toHaveText(["Kitchen timer", "Club pages 2024"]);
  await expect(preview.getByText("Hidden from employers, since you did not agree to show it: how you presented")).toBeVisible();
  await expect(preview.getByText("Harbour jury")).toHaveCount(0);
  await expect(preview.getByText("club.example.org")).toHaveCount(0);
  await axe(page);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Your profile is saved. Employers can find it.")).toBeVisible();
  await axe(page);

  // The skill that only the project shows finds its owner; of the defence there is nothing.
  const found = async (query: string) => (await (await employer.request.get(`/api/talents?${query}`)).json()).items as { id: string; headline: string }[];
  const mine = async (query: string) => (await found(query)).find((item) => item.headline === headline);
  await expect.poll(async () => Boolean(await mine(`q=${run}&must=negotiation`))).toBe(true);
  const id = (await mine(`q=${run}`))?.id ?? "";
  const desk = await employer.newPage();
  await desk.goto(`/talents/${id}`);
  await expect(desk.getByRole("heading", { level: 3, name: "Club pages" })).toBeVisible();
  await expect(desk.getByText("I drew the menu and tested it.")).toBeVisible();
  await expect(desk.getByText("There is a link to it. It is shown once the person accepts to meet.")).toBeVisible();
  await expect(desk.getByText("Harbour jury")).toHaveCount(0);
  await expect(desk.getByText("club.example.org")).toHaveCount(0);
  await axe(desk);

  // With consent the defence is told as the person's own words, and its recording waits for a yes.
  await page.getByRole("button", { name: "Change Club pages" }).click();
  await tick(page.getByRole("checkbox", { name: "Employers may see this presentation" }));
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Not saved yet")).toHaveCount(0);
  await desk.reload();
  await expect(desk.getByText("Harbour jury")).toBeVisible();
  await expect(desk.getByText("Stated by the person, not checked by us.")).toBeVisible();
  await expect(desk.getByText("There is a recording. Its link is shown once the person accepts to meet.")).toBeVisible();
  await expect(desk.getByRole("link", { name: /club\.example\.org/ })).toHaveCount(0);
  await axe(desk);
  await meet(employer, context, id);
  await desk.reload();
  await expect(desk.getByRole("link", { name: "https://club.example.org/menu" })).toBeVisible();
  await expect(desk.getByRole("link", { name: "https://club.example.org/film" })).toBeVisible();
  await axe(desk);

  // Consent is taken back with one button, whatever stands in the form.
  await page.goto("/profile/privacy");
  const seen = page.getByRole("region", { name: "As an employer sees you" });
  await expect(seen.getByText("Harbour jury")).toBeVisible();
  await axe(page);
  await seen.getByRole("button", { name: "Hide all my project presentations now" }).click();
  await expect(page.getByText("No employer sees your project presentations any more.")).toBeVisible();
  await expect(seen.getByText("Harbour jury")).toHaveCount(0);
  await expect(seen.getByRole("button", { name: "Hide all my project presentations now" })).toHaveCount(0);
  await desk.reload();
  await expect(desk.getByRole("heading", { level: 3, name: "Club pages" })).toBeVisible();
  await expect(desk.getByText("Harbour jury")).toHaveCount(0);
  await axe(desk);
  await axe(page);
  await employer.close();
});

test("a file brings projects into the form, and they are saved on a phone in Arabic", async ({ page, context, browser, baseURL }) => {
  await prefer(context, "ar");
  await page.setViewportSize({ width: 360, height: 740 });
  await newAccount(context, baseURL ?? "", "carnet");
  const employer = await hiring(browser, baseURL ?? "");
  const [say, of, shell] = [wordsOf("ar", "projects"), wordsOf("ar", "profile"), wordsOf("ar", "shell")];
  const headline = `أبني صفحات ${run}`;
  await page.goto("/profile");
  await heading(page);
  await page.getByText(of("resume"), { exact: true }).click();
  const projects = [
    { name: "ساعة المطبخ", description: "صفحة تعلن الوقت المتبقي.", highlights: ["رسمتها"], keywords: ["HTML", "Gopher"], endDate: "2024-05", url: "https://clock.example.org" },
  ];
  const file = { name: "resume.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify({ projects })) };
  await page.getByLabel(of("resume_file")).setInputFiles(file);
  await expect(page.getByText(of("resume_done"))).toBeVisible();
  await expect(page.getByRole("button", { name: `${say("change")} ساعة المطبخ` })).toBeVisible();
  await tick(page.getByRole("radio", { name: of("visible_yes"), exact: true }));
  await page.getByRole("textbox", { name: of("headline"), exact: true }).fill(headline);

  await page.getByRole("button", { name: `${say("change")} ساعة المطبخ` }).click();
  const fields = page.getByRole("group", { name: "ساعة المطبخ", exact: true });
  await expect(fields.getByRole("textbox", { name: say("own") })).toHaveValue("رسمتها");
  await expect(fields.getByRole("textbox", { name: say("year") })).toHaveValue("2024");
  await expect(fields.getByRole("checkbox", { name: "HTML", exact: true })).toBeChecked();
  await expect(fields.getByText("HTML", { exact: true }).first(), "a skill's name runs its own way").toHaveCSS("direction", "ltr");
  await expect(fields.getByRole("checkbox", { name: say("defended") }), "a file says nothing of it").not.toBeChecked();
  await tick(fields.getByRole("checkbox", { name: say("defended") }));
  await page.getByRole("button", { name: shell("save"), exact: true }).click();
  await expect(page.getByRole("group", { name: shell("error_summary") }).getByRole("link")).toHaveCount(2);
  await fields.getByLabel(say("day")).fill("2024-06-20");
  await fields.getByRole("textbox", { name: say("heard_by") }).fill("لجنة الميناء");
  await tick(fields.getByRole("checkbox", { name: say("consent") }));
  await fits(page);
  await axe(page);
  await page.getByRole("button", { name: shell("save"), exact: true }).click();
  await expect(page.getByText(of("saved_visible"))).toBeVisible();

  const found = async () => (await (await employer.request.get(`/api/talents?q=${run}&must=html`)).json()).items as { id: string; headline: string }[];
  await expect.poll(async () => (await found()).some((item) => item.headline === headline)).toBe(true);
  const { id } = (await found()).find((item) => item.headline === headline) ?? { id: "" };
  await prefer(employer, "ar");
  const desk = await employer.newPage();
  await desk.setViewportSize({ width: 360, height: 740 });
  await desk.goto(`/talents/${id}`);
  await expect(desk.getByText("لجنة الميناء")).toBeVisible();
  await expect(desk.getByText(wordsOf("ar", "masked")("stated"))).toBeVisible();
  await expect(desk.getByText(wordsOf("ar", "masked")("link_waits"))).toBeVisible();
  await expect(desk.getByText("clock.example.org")).toHaveCount(0);
  await fits(desk);
  await axe(desk);
  await axe(page);
  await employer.close();
});
