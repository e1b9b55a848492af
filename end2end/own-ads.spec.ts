// What an organisation reads of its own ads that nobody finds, and what happens when two members write one draft.
import { type APIRequestContext, type Browser, type Locator, expect, test } from "@playwright/test";
import { intercept } from "./intercept";
import { press } from "./keyboard";
import { notices } from "./notices";
import { type Language, axe, fits, heading, newAccount, prefer, signIn } from "./support";
import { wordsOf } from "./words";

const EMPLOYER = "employer@example.org";
const DRAFTS = "/api/employer/drafts";
const run = `o${Date.now().toString(36)}`;

async function member(browser: Browser, baseURL: string, language: Language = "en", width = 1280) {
  const context = await browser.newContext({ baseURL, viewport: { width, height: 800 } });
  await prefer(context, language);
  await signIn(context, baseURL, EMPLOYER);
  return context;
}

/** Presses a button at the end of the form, which is more stops away than a test has time for. */
const enter = async (button: Locator) => {
  await button.focus();
  await button.press("Enter");
};

/** A draft that could be published. */
async function drafted(request: APIRequestContext, title: string) {
  const started = await (await request.post(DRAFTS, { data: { copy_of: "developpement-php-symfony" } })).json();
  const content = { ...started.content, title, questions: [] };
  return (await request.put(`${DRAFTS}/${started.id}`, { data: { version: started.version, content } })).json();
}

async function published(request: APIRequestContext, title: string) {
  const draft = await drafted(request, title);
  const answer = await request.post(`${DRAFTS}/${draft.id}/publication`, { data: { version: draft.version } });
  expect(answer.ok(), await answer.text()).toBe(true);
  return (await answer.json()).job as string;
}

/** An organisation of its own that staff let in, with somebody who only reads. */
async function organisation(browser: Browser, baseURL: string, name: string) {
  const [owner, viewer, staff] = await Promise.all([1, 2, 3].map(() => browser.newContext({ baseURL })));
  await newAccount(owner, baseURL, "owning");
  const text = { name, about: "We mend bicycles.", lang: "en", size: 12, place: "lyon", website: "", accessible_workplace: false, disability_confident: false };
  const { account } = await (await owner.request.post("/api/employers", { data: text })).json();
  await signIn(staff, baseURL, "staff@example.org");
  const yes = { name, website: "", approve: true, reason: null, verify_domain: false };
  const decided = await staff.request.post(`/api/staff/employers/${account.employer.slug}/decision`, { data: yes });
  expect(decided.ok(), await decided.text()).toBe(true);
  const email = await newAccount(viewer, baseURL, "reading");
  await owner.request.post("/api/employer/invitations", { data: { email, role: "viewer" } });
  const [invitation] = await (await viewer.request.get("/api/invitations")).json();
  expect((await viewer.request.post(`/api/invitations/${invitation.id}/acceptance`)).ok()).toBe(true);
  await staff.close();
  return { owner, viewer, email };
}

for (const language of ["en", "fr"] as const) {
  test(`an ad that starts in the past is not published, and one that nobody finds says why, in ${language}`, async ({ browser, baseURL }) => {
    const words = { posting: wordsOf(language, "posting"), employer: wordsOf(language, "employer"), shell: wordsOf(language, "shell") };
    const context = await member(browser, baseURL ?? "", language);
    const page = await context.newPage();
    const draft = await drafted(context.request, `Past ${run} ${language}`);
    await page.goto(`/employer/ads/${draft.id}`);
    await page.getByLabel(new RegExp(`^${words.posting("start")}`)).fill("2020-01-15");
    await enter(page.getByRole("button", { name: words.posting("publish"), exact: true }));
    const summary = page.getByRole("group", { name: words.shell("error_summary") });
    await expect(summary).toBeFocused();
    await expect(summary.getByRole("link")).toHaveText([new RegExp(words.shell("reason_in_the_past"))]);
    await expect(page.locator("#ad-start-error")).toHaveText(`${words.shell("error_word")} ${words.shell("reason_in_the_past")}`);
    await expect(page.getByText(words.posting("flaw_past"))).toBeVisible();
    await axe(page);

    // The same ad twice: the older one is found no more, and its organisation reads it.
    const title = `Twice ${run} ${language}`;
    const older = await published(context.request, title);
    const newer = await published(context.request, title);
    await page.goto("/employer");
    const row = page.getByRole("row").filter({ has: page.locator(`a[href="/employer/jobs/${older}"]`) });
    await expect(row).toContainText(words.employer("hidden"));
    await expect(row).toContainText(words.employer("hidden_repeated"));
    await expect(page.getByRole("row").filter({ has: page.locator(`a[href="/employer/jobs/${newer}"]`) })).not.toContainText(words.employer("hidden"));
    await axe(page);
    await page.goto(`/employer/jobs/${older}`);
    await expect(page.getByText(words.employer("hidden_repeated"))).toBeVisible();
    await axe(page);
    expect((await context.request.post(`/api/employer/jobs/${newer}/closing`)).ok()).toBe(true);
    await page.reload();
    await heading(page);
    await expect(page.getByRole("button", { name: words.employer("close") })).toBeVisible();
    await expect(page.getByText(words.employer("hidden_repeated"))).toHaveCount(0);
    await context.close();
  });
}

for (const [language, width] of [["en", 1280], ["ar", 360]] as const) {
  test(`two who save one draft choose whose words stay, and lose nothing that was typed, in ${language}`, async ({ browser, baseURL }) => {
    const [posting, shell] = [wordsOf(language, "posting"), wordsOf(language, "shell")];
    const context = await member(browser, baseURL ?? "", language, width);
    const page = await context.newPage();
    const draft = await drafted(context.request, `Shared ${run} ${language}`);
    const colleague = async (version: number, title: string) => {
      const content = { ...draft.content, title };
      const answer = await context.request.put(`${DRAFTS}/${draft.id}`, { data: { version, content } });
      return (await answer.json()).version as number;
    };
    await page.goto(`/employer/ads/${draft.id}`);
    const title = page.getByRole("textbox", { name: new RegExp(`^${posting("job_title")}`) });
    const { notice, wayOn } = notices(page, language);
    await title.fill(`Mine ${run}`);
    const theirs = await colleague(draft.version, `Theirs ${run}`);
    await enter(page.getByRole("button", { name: posting("save"), exact: true }));
    await expect(page.getByText(posting("overtaken"), { exact: true })).toBeVisible();
    await expect(notice("overtaken")).toBeFocused();
    await expect(notice("overtaken")).toContainText(posting("job_title"));
    await expect(notice("overtaken")).not.toContainText(posting("summary"));
    await expect(page.getByRole("button", { name: shell("retry") })).toHaveCount(0);
    await expect(title).toHaveValue(`Mine ${run}`);
    await fits(page);
    await axe(page);
    await press(page, wayOn("take_place"));
    await expect(page.getByText(posting("saved"))).toBeVisible();
    const kept = await (await context.request.get(`${DRAFTS}/${draft.id}`)).json();
    expect([kept.content.title, kept.version]).toEqual([`Mine ${run}`, theirs + 1]);

    await title.fill(`Mine again ${run}`);
    await colleague(kept.version, `Theirs again ${run}`);
    await enter(page.getByRole("button", { name: posting("save"), exact: true }));
    await expect(notice("overtaken")).toBeFocused();
    await press(page, wayOn("see_kept"));
    await expect(notice("aside")).toBeFocused();
    await expect(title).toHaveValue(`Theirs again ${run}`);
    await page.reload();
    await expect(title).toHaveValue(`Theirs again ${run}`);
    await expect(notice("overtaken")).toHaveCount(0);
    await press(page, wayOn("aside_back"));
    await expect(notice("overtaken"), "it goes on from another version than is kept").toBeFocused();
    await expect(title).toHaveValue(`Mine again ${run}`);
    await press(page, wayOn("see_kept"));
    await press(page, wayOn("aside_discard"));
    await expect(page.locator("#ad-state")).toBeFocused();
    await expect(title).toHaveValue(`Theirs again ${run}`);
    await expect(notice("aside")).toHaveCount(0);
    await fits(page);
    await axe(page);
    await context.close();
  });
}

test("a draft that was left while it was saved opens as it is saved, without a question", async ({ browser, baseURL }) => {
  const context = await member(browser, baseURL ?? "");
  const page = await context.newPage();
  const draft = await drafted(context.request, `Left ${run}`);
  let go = () => {};
  const held = new Promise<void>((resolve) => (go = resolve));
  await intercept(page, `**${DRAFTS}/${draft.id}`, async (route) => {
    const answer = await route.fetch();
    if (route.request().method() === "PUT") {
      await held;
    }
    await route.fulfill({ response: answer });
  });
  await page.goto(`/employer/ads/${draft.id}`);
  const title = page.getByRole("textbox", { name: "Title" });
  await title.fill(`Left and saved ${run}`);
  const saved = page.waitForRequest((request) => request.method() === "PUT");
  await enter(page.getByRole("button", { name: "Save the draft" }));
  await saved;
  await page.getByRole("main").getByRole("link", { name: "My organisation" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "My organisation" })).toBeFocused();
  go();
  await expect(page.getByRole("status").getByText("The draft is saved.")).toBeVisible();
  await page.goto(`/employer/ads/${draft.id}`);
  await expect(title).toHaveValue(`Left and saved ${run}`);
  await expect(page.getByText("Somebody else saved this draft", { exact: false })).toHaveCount(0);
  await context.close();
});

test("a viewer reads a draft as text, an approved name stays, and a website needs no https", async ({ browser, baseURL }) => {
  const name = `Velo ${run}`;
  const { owner, viewer } = await organisation(browser, baseURL ?? "", name);
  const draft = await (await owner.request.post(DRAFTS, { data: {} })).json();
  const content = { ...draft.content, title: `Mechanic ${run}`, description: "First line.\nSecond line." };
  expect((await owner.request.put(`${DRAFTS}/${draft.id}`, { data: { version: draft.version, content } })).ok()).toBe(true);
  const reading = await viewer.newPage();
  await reading.goto(`/employer/ads/${draft.id}`);
  await expect(reading.getByText("You can read this draft.", { exact: false })).toBeVisible();
  await expect(reading.getByRole("definition").filter({ hasText: `Mechanic ${run}` })).toBeVisible();
  await expect(reading.getByRole("definition").filter({ hasText: "First line." })).toHaveCSS("white-space", "pre-line");
  await expect(reading.getByRole("main").getByRole("textbox")).toHaveCount(0);
  await expect(reading.getByRole("main").getByRole("combobox")).toHaveCount(0);
  await axe(reading);

  const page = await owner.newPage();
  await page.goto("/employer/organisation");
  await expect(page.getByRole("link", { name: "My organisation" }).first()).toBeVisible();
  const field = page.getByRole("textbox", { name: /^Name/ });
  await expect(field).toHaveAttribute("readonly");
  await expect(field).toHaveAccessibleDescription(/approved under this name/);
  await page.getByRole("textbox", { name: /^People who work there/ }).fill("a few");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.locator("#organisation-size-error")).toContainText("Write a whole number");
  await page.getByRole("textbox", { name: /^People who work there/ }).fill("١٢");
  await page.getByRole("textbox", { name: /^Website/ }).fill("exemple.org");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "Where it stands" })).toBeFocused();
  await expect(page.getByRole("textbox", { name: /^Website/ })).toHaveValue("https://exemple.org");
  await expect(page.getByRole("textbox", { name: /^People who work there/ })).toHaveValue("12");
  await axe(page);
  await Promise.all([owner.close(), viewer.close()]);
});

test("a member of one organisation sees the invitation of another one and declines it", async ({ browser, baseURL }) => {
  const [one, other] = [`One ${run}`, `Other ${run}`];
  const first = await organisation(browser, baseURL ?? "", one);
  const second = await organisation(browser, baseURL ?? "", other);
  const page = await first.viewer.newPage();
  await page.goto("/employer");
  await expect(page.getByRole("heading", { level: 2, name: "Our ads" })).toBeVisible();
  await expect(page.getByRole("heading", { level: 2, name: "Invitations for you" })).toHaveCount(0);
  const invited = await second.owner.request.post("/api/employer/invitations", { data: { email: first.email, role: "recruiter" } });
  expect(invited.ok(), await invited.text()).toBe(true);
  await page.reload();
  const invitation = page.getByRole("article", { name: other });
  await expect(invitation).toBeVisible();
  await expect(page.getByText(`You belong to ${one}. Leave it first to accept, or decline.`)).toBeVisible();
  await expect(invitation.getByRole("button", { name: /^Accept/ })).toHaveCount(0);
  await axe(page);
  await press(page, invitation.getByRole("button", { name: `Decline (${other})` }));
  await press(page, page.getByRole("dialog", { name: `Decline the invitation of ${other}?` }).getByRole("button", { name: "Decline" }));
  await expect(page.getByRole("heading", { level: 2, name: "Invitations for you" })).toBeFocused();
  await expect(page.getByText("No invitation is open.")).toBeVisible();
  expect(await (await first.viewer.request.get("/api/invitations")).json()).toEqual([]);
  await Promise.all([first, second].flatMap(({ owner, viewer }) => [owner.close(), viewer.close()]));
});
