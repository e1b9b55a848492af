// An organisation registers, is let in, writes an ad and publishes it; a candidate finds it and answers its question.
import { type Browser, type BrowserContext, type Page, expect, test } from "@playwright/test";
import { press, tick } from "./keyboard";
import { notices } from "./notices";
import { type Language, axe, fits, freshEmail, heading, newAccount, prefer, signIn, tabTo } from "./support";
import { wordsOf } from "./words";

const EMPLOYER = "employer@example.org";
const run = `p${Date.now().toString(36)}`;

async function member(browser: Browser, baseURL: string, language: Language = "en") {
  const context = await browser.newContext({ baseURL });
  await prefer(context, language);
  await signIn(context, baseURL, EMPLOYER);
  return context;
}

/** Fills in what an ad cannot be without. */
async function essentials(page: Page, language: Language, title: string) {
  const posting = wordsOf(language, "posting");
  const field = (key: string) => page.getByRole("textbox", { name: new RegExp(`^${posting(key)}`) });
  const choice = (key: string) => page.getByRole("combobox", { name: new RegExp(`^${posting(key)}`) });
  await field("job_title").fill(title);
  await field("summary").fill(`${title}: pages that everybody can use.`);
  await field("description").fill("## Days\n\n- building pages\n- trying them with a keyboard");
  await choice("lang").selectOption(language);
  await choice("contract").selectOption("permanent");
  await choice("remote").selectOption("hybrid");
  await choice("place").selectOption("lyon");
}

for (const language of ["en", "fr"] as const) {
  test(`an ad is written, looked at, published and answered, in ${language}`, async ({ browser, baseURL }) => {
    const words = { posting: wordsOf(language, "posting"), employer: wordsOf(language, "employer"), jobs: wordsOf(language, "jobs") };
    const title = `Web ${run} ${language}`;
    const question = language === "en" ? "What would you like to learn first?" : "Que voudriez-vous apprendre d’abord ?";
    const context = await member(browser, baseURL ?? "", language);
    const page = await context.newPage();
    await page.goto("/employer");
    await page.getByRole("button", { name: words.employer("write") }).click();
    await expect(page.getByRole("heading", { level: 1, name: words.posting("title") })).toBeFocused();
    await expect(page.getByText(words.posting("blocking"))).toBeVisible();
    await axe(page);

    // What is typed outlives a reload before it is saved.
    await essentials(page, language, title);
    await page.reload();
    await expect(notices(page, language).notice("unsaved")).toBeVisible();
    await expect(page.getByRole("textbox", { name: new RegExp(`^${words.posting("job_title")}`) })).toHaveValue(title);

    // Words that the law forbids block, and are said at their field; the draft is kept.
    const forbidden = language === "en" ? "We are looking for a woman." : "Nous recherchons une femme.";
    const steps = page.getByRole("textbox", { name: new RegExp(`^${words.posting("steps")}`) });
    await steps.fill(forbidden);
    await page.getByRole("textbox", { name: words.posting("question", { number: "1" }) }).fill(question);
    const publish = page.getByRole("button", { name: words.posting("publish"), exact: true });
    await publish.click();
    const summary = page.getByRole("group", { name: wordsOf(language, "shell")("error_summary") });
    await expect(summary).toBeFocused();
    await expect(summary.getByRole("link")).toHaveCount(1);
    await expect(page.getByText(words.posting("flaw_sex"))).toBeVisible();
    await axe(page);
    await steps.fill(language === "en" ? "We answer within a week." : "Nous répondons en une semaine.");
    await page.getByRole("textbox", { name: new RegExp(`^${words.posting("openings")}`) }).fill("");
    await page.getByRole("button", { name: words.posting("preview") }).click();
    await expect(page.getByRole("heading", { level: 1, name: title })).toBeFocused();
    await expect(page.getByText(words.jobs("preview"))).toBeVisible();
    await expect(page.getByRole("listitem").filter({ hasText: question })).toBeVisible();
    await axe(page);
    await page.getByRole("link", { name: words.jobs("to_draft") }).click();
    // Half a day is no change to the browser, and is neither lost nor taken for saved.
    const start = page.getByLabel(new RegExp(`^${words.posting("start")}`));
    await start.focus();
    await page.keyboard.type("12");
    for (const action of ["save", "preview"]) {
      await page.getByRole("button", { name: words.posting(action), exact: true }).click();
      await expect(summary).toBeFocused();
      await expect(start).toHaveAccessibleDescription(new RegExp(wordsOf(language, "shell")("reason_half_typed")));
    }
    await start.fill("");
    await publish.click();
    await expect(page.getByRole("heading", { level: 2, name: words.posting("state_published") })).toBeFocused();
    await axe(page);
    const ad = await page.getByRole("link", { name: words.posting("see_ad") }).getAttribute("href");

    const candidate = await browser.newContext({ baseURL, viewport: { width: 360, height: 740 } });
    await prefer(candidate, language);
    await newAccount(candidate, baseURL ?? "", "candidate");
    const other = await candidate.newPage();
    // What it was written for is what it is found by.
    await other.goto(`/jobs?q=${encodeURIComponent(title)}&contract=permanent`);
    await other.getByRole("link", { name: title }).click();
    await expect(other.getByRole("heading", { level: 2, name: words.jobs("questions") })).toBeVisible();
    // A number of openings that was left out is none, and not one.
    const facts = other.getByRole("main").locator("dl").first();
    await expect(facts.getByText(words.jobs("contract"), { exact: true })).toHaveCount(1);
    await expect(facts.getByText(words.jobs("openings"), { exact: true })).toHaveCount(0);
    await fits(other);
    await axe(other);
    await other.goto(`${ad}/apply`);
    await heading(other);
    await other.getByRole("textbox", { name: new RegExp(`^${words.jobs("message")}`) }).fill("I would like to build such pages with you.");
    await other.getByRole("button", { name: words.jobs("send") }).click();
    await expect(other.getByRole("group", { name: wordsOf(language, "shell")("error_summary") }).getByRole("link")).toHaveCount(1);
    await other.getByRole("textbox", { name: question }).fill("Accessible forms.");
    await axe(other);
    await other.getByRole("button", { name: words.jobs("send") }).click();
    await expect(other.getByRole("heading", { name: words.jobs("sent") })).toBeVisible();

    await page.goto(`/employer${ad}`);
    await expect(page.getByRole("heading", { level: 4, name: question })).toBeVisible();
    await expect(page.getByText("Accessible forms.")).toBeVisible();
    await axe(page);

    await Promise.all([context.close(), candidate.close()]);
  });
}

test("words about those whom the work is for can be said to be so, and the ad is published", async ({ browser, baseURL }) => {
  const context = await member(browser, baseURL ?? "");
  const drafts = "/api/employer/drafts";
  const started = await (await context.request.post(drafts, { data: { copy_of: "developpement-php-symfony" } })).json();
  const content = { ...started.content, title: `Sport ${run}`, summary: "A sport class for women only." };
  await context.request.put(`${drafts}/${started.id}`, { data: { version: started.version, content } });
  const page = await context.newPage();
  await page.goto(`/employer/ads/${started.id}`);
  const publish = page.getByRole("button", { name: "Publish", exact: true });
  await publish.click();
  await expect(page.getByRole("group", { name: "There is a problem" })).toBeFocused();
  await tick(page.getByRole("checkbox", { name: "These words are about the people you serve" }));
  await axe(page);
  await publish.click();
  await expect(page.getByRole("heading", { level: 2, name: wordsOf("en", "posting")("state_published") })).toBeFocused();
  await expect(page.getByText("women only", { exact: true })).toBeVisible();
  await context.close();
});

test("an ad is closed with the keyboard, and says so to whoever reads it", async ({ browser, baseURL }) => {
  const context = await member(browser, baseURL ?? "");
  const drafts = "/api/employer/drafts";
  const started = await (await context.request.post(drafts, { data: { copy_of: "developpement-php-symfony" } })).json();
  const content = { ...started.content, title: `Closing ${run}` };
  const saved = await (await context.request.put(`${drafts}/${started.id}`, { data: { version: started.version, content } })).json();
  const published = await context.request.post(`${drafts}/${saved.id}/publication`, { data: { version: saved.version } });
  expect(published.ok(), await published.text()).toBe(true);
  const { job } = await published.json();
  const page = await context.newPage();
  await page.goto(`/employer/jobs/${job}`);
  const close = page.getByRole("button", { name: "Close the ad" });
  await expect(close).toBeVisible();
  await tabTo(page, close);
  await page.keyboard.press("Enter");
  await expect(page.getByText("Nobody finds this ad or applies to it.", { exact: false })).toBeVisible();
  await axe(page);
  const nobody = await browser.newContext({ baseURL });
  const other = await nobody.newPage();
  await other.goto(`/jobs/${job}`);
  await expect(other.getByText("This ad is closed")).toBeVisible();
  await expect(other.getByRole("link", { name: /^Apply/ })).toHaveCount(0);
  await axe(other);
  await Promise.all([context.close(), nobody.close()]);
});

/** Somebody who works here, signed in. */
async function staffed(browser: Browser, baseURL: string, language: Language, width: number): Promise<BrowserContext> {
  const context = await browser.newContext({ baseURL, viewport: { width, height: 800 } });
  await prefer(context, language);
  await signIn(context, baseURL, "staff@example.org");
  return context;
}

for (const [language, width] of [["en", 1280], ["fr", 360]] as const) {
  test(`staff let an organisation in with the keyboard, in ${language}`, async ({ browser, baseURL }) => {
    const [words, shell] = [wordsOf(language, "organisation"), wordsOf(language, "shell")];
    const name = `Atelier ${run} ${language}`;
    const owner = await browser.newContext({ baseURL });
    await newAccount(owner, baseURL ?? "", "owner");
    const text = { name, about: "We mend bicycles.", lang: "en", size: 12, place: "lyon", website: "https://example.org", accessible_workplace: false, disability_confident: false };
    const registered = await owner.request.post("/api/employers", { data: text });
    expect(registered.ok(), await registered.text()).toBe(true);

    const staff = await staffed(browser, baseURL ?? "", language, width);
    const desk = await staff.newPage();
    await desk.goto("/staff/organisations");
    await expect(desk.getByRole("heading", { level: 1, name: words("registrations") })).toBeVisible();
    const entry = desk.getByRole("article", { name });
    await press(desk, entry.getByRole("button", { name: words("decide_on", { name }) }));
    const decide = entry.getByRole("button", { name: words("decide"), exact: true });
    await tick(entry.getByRole("radio", { name: words("refuse") }));
    await press(desk, decide);
    await expect(entry.getByRole("group", { name: shell("error_summary") })).toBeFocused();
    await axe(desk);
    await fits(desk);
    // A colleague lets it in while the no is written, which then undoes nothing.
    await entry.getByRole("textbox", { name: words("reason") }).fill("We could not find you.");
    const { slug } = (await registered.json()).account.employer;
    const yes = { name, website: text.website, approve: true, reason: null, verify_domain: false, was: "waiting" };
    const decided = await staff.request.post(`/api/staff/employers/${slug}/decision`, { data: yes });
    expect(decided.ok(), await decided.text()).toBe(true);
    await press(desk, decide);
    await expect(desk.getByText(words("changed_meanwhile"))).toBeVisible();
    await expect(desk.getByRole("heading", { level: 2, name })).toBeFocused();
    await expect(entry.getByText(words("approved"), { exact: true })).toBeVisible();
    await axe(desk);
    await press(desk, entry.getByRole("button", { name: words("decide_on", { name }) }));
    await tick(entry.getByRole("radio", { name: words("approve") }));
    await tick(entry.getByRole("checkbox", { name: words("verify_domain") }));
    await press(desk, decide);
    await expect(desk.getByRole("heading", { level: 2, name })).toBeFocused();
    await expect(entry.getByText(words("approved"), { exact: true })).toBeVisible();
    await expect(entry.getByText(words("verified"))).toBeVisible();
    await axe(desk);
    await fits(desk);
    expect((await (await owner.request.get("/api/session")).json()).account.seat).toEqual({ role: "owner", approval: "approved" });
    await Promise.all([owner.close(), staff.close()]);
  });
}

test("an organisation registers, waits until it is let in, and shares its work", async ({ browser, baseURL }) => {
  const name = `Velo ${run}`;
  const context = await browser.newContext({ baseURL });
  await newAccount(context, baseURL ?? "", "owner");
  const page = await context.newPage();
  await page.goto("/employer");
  await page.getByRole("link", { name: "Register my organisation" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Register an organisation" })).toBeFocused();
  await page.getByRole("button", { name: "Register" }).click();
  await expect(page.getByRole("group", { name: "There is a problem" })).toBeFocused();
  await axe(page);
  await page.getByRole("textbox", { name: "Name" }).fill(name);
  await page.getByRole("textbox", { name: "What you do" }).fill("We mend bicycles.");
  await page.getByRole("combobox", { name: "Place" }).selectOption("lyon");
  await page.getByRole("textbox", { name: "People who work there" }).fill("12");
  await page.getByRole("textbox", { name: "Website" }).fill("https://example.org");
  await page.getByRole("button", { name: "Register" }).click();
  await expect(page.getByText("Your organisation waits for approval")).toBeVisible();
  await axe(page);
  await page.getByRole("button", { name: "Write an ad" }).click();
  await expect(page.getByRole("button", { name: "Publish", exact: true })).toHaveAttribute("aria-disabled", "true");
  await page.goto("/talents");
  await expect(page.getByText("Your organisation is not approved yet")).toBeVisible();
  await axe(page);

  const staff = await staffed(browser, baseURL ?? "", "en", 1280);
  const { slug, text } = await (await context.request.get("/api/employer")).json();
  const yes = { name, website: text.website, approve: true, reason: null, verify_domain: false };
  const decided = await staff.request.post(`/api/staff/employers/${slug}/decision`, { data: yes });
  expect(decided.ok(), await decided.text()).toBe(true);
  await page.reload();
  await expect(page.getByRole("heading", { level: 2, name: /people found$/ })).toBeVisible();

  // A colleague is invited, and is told by nobody but the owner: the page says so, and the same whether she has an account or not.
  const colleague = await browser.newContext({ baseURL, viewport: { width: 360, height: 740 } });
  const email = await newAccount(colleague, baseURL ?? "", "colleague");
  await page.goto("/employer/members");
  await expect(page.getByText("We send no mail.", { exact: false })).toBeVisible();
  const address = page.getByRole("textbox", { name: "E-mail address" });
  const invite = page.getByRole("button", { name: "Invite", exact: true });
  const open = page.getByRole("list", { name: "Open invitations" });
  await invite.click();
  await expect(page.getByRole("group", { name: "There is a problem" })).toBeFocused();
  await axe(page);
  for (const invited of [freshEmail("nobody"), email]) {
    await address.fill(invited);
    await tick(page.getByRole("radio", { name: "Viewer" }));
    await page.reload();
    await expect(address).toHaveValue(invited);
    await invite.click();
    await expect(page.getByRole("heading", { level: 2, name: "Open invitations" })).toBeFocused();
    await expect(open.getByRole("listitem").filter({ hasText: invited })).toContainText("Viewer");
    await expect(address).toHaveValue("");
  }
  await axe(page);
  await open.getByRole("button", { name: /^Take back \(nobody/ }).click();
  await page.getByRole("dialog", { name: /^Take back the invitation for nobody/ }).getByRole("button", { name: "Take back" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "Open invitations" })).toBeFocused();
  await expect(open.getByRole("listitem")).toHaveCount(1);

  const reading = await colleague.newPage();
  await reading.goto("/account");
  await expect(reading.getByRole("heading", { level: 2, name: "1 organisation invites you" })).toBeVisible();
  await axe(reading);
  await reading.getByRole("link", { name: "Read and answer" }).click();
  const invitation = reading.getByRole("article", { name });
  await expect(invitation.getByText("Test owner invites you. Your role: Viewer.")).toBeVisible();
  await expect(reading.getByText("If you accept, the members see your name (Test colleague)", { exact: false })).toBeVisible();
  await fits(reading);
  await axe(reading);
  // She says no, is invited once more, and says yes.
  await invitation.getByRole("button", { name: `Decline (${name})` }).click();
  await axe(reading);
  await reading.getByRole("dialog", { name: `Decline the invitation of ${name}?` }).getByRole("button", { name: "Decline" }).click();
  await expect(reading.getByRole("heading", { level: 2, name: "Invitations for you" })).toBeFocused();
  await expect(reading.getByText(`No invitation for ${email} is open.`, { exact: false })).toBeVisible();
  await expect(reading.getByRole("link", { name: "Register my organisation" })).toBeVisible();
  await page.reload();
  await expect(page.getByText("No invitation is open.")).toBeVisible();
  await address.fill(email);
  await tick(page.getByRole("radio", { name: "Viewer" }));
  await invite.click();
  await expect(open.getByRole("listitem")).toHaveCount(1);
  await reading.reload();
  await invitation.getByRole("button", { name: `Accept (${name})` }).click();
  await expect(reading.getByRole("heading", { level: 2, name: "Our ads" })).toBeVisible();
  await expect(reading.getByRole("main").getByRole("paragraph").filter({ hasText: name })).toBeFocused();
  await expect(reading.getByRole("button", { name: "Write an ad" })).toHaveCount(0);
  await axe(reading);
  await page.reload();
  await expect(page.getByRole("heading", { level: 2, name: "2 members" })).toBeVisible();
  await expect(page.getByRole("list", { name: "2 members" }).getByRole("listitem").filter({ hasText: email })).toBeVisible();
  await expect(page.getByText("No invitation is open.")).toBeVisible();
  // The only owner cannot leave; a member goes only when asked twice.
  await expect(page.getByText("You are the only owner.", { exact: false })).toBeVisible();
  await expect(page.getByRole("button", { name: /^Leave the organisation/ })).toHaveCount(0);
  const remove = page.getByRole("button", { name: /^Remove/ });
  await remove.click();
  const dialog = page.getByRole("dialog", { name: "Remove Test colleague?" });
  await axe(page);
  await page.keyboard.press("Escape");
  await expect(remove).toBeFocused();
  await remove.click();
  await dialog.getByRole("button", { name: "Remove", exact: true }).click();
  await expect(page.getByRole("heading", { level: 2, name: "1 member" })).toBeFocused();
  await Promise.all([context.close(), staff.close(), colleague.close()]);
});
