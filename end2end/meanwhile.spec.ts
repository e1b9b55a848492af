// What others do while a page stands open, and answers that come once their question was closed: it is said, the page shows how it
// stands by now, and focus is on something that is there.
import { type Browser, type BrowserContext, type Locator, type Page, expect, test } from "@playwright/test";
import { holdBack } from "./intercept";
import { listen, press } from "./keyboard";
import { notices } from "./notices";
import { type Language, axe, fits, heading, newAccount, prefer, signIn } from "./support";
import { wordsOf } from "./words";

const EMPLOYER = "employer@example.org";
const PHP_AD = "developpement-php-symfony";
const run = `w${Date.now().toString(36)}`;

async function open(browser: Browser, baseURL: string, language: Language, width: number) {
  const context = await browser.newContext({ baseURL, viewport: { width, height: 760 } });
  await prefer(context, language);
  return context;
}

/** A visible talent; the handle of the profile. */
async function visible(context: BrowserContext, baseURL: string, language: Language) {
  await newAccount(context, baseURL, "meanwhile");
  const profile = {
    visible: true, headline: `Meanwhile ${run} ${language}`, about: "", lang: "en", skills: ["html"], level: null, place: null,
    radius_km: null, remote: [], contracts: ["permanent"], available_from: null, languages: [],
  };
  const saved = await context.request.put("/api/profile", { data: profile });
  expect(saved.ok(), await saved.text()).toBe(true);
  return (await saved.json()).id as string;
}

/** A request of the demo employer; its id. */
async function asked(browser: Browser, baseURL: string, talent: string) {
  const context = await browser.newContext({ baseURL });
  await signIn(context, baseURL, EMPLOYER);
  const data = { job: PHP_AD, pay_min: 1_300, pay_max: 1_500, message: "Come and see two old sites with us.", key: `key-${run}-${talent}` };
  const sent = await context.request.post(`/api/talents/${talent}/contacts`, { data });
  expect(sent.ok(), await sent.text()).toBe(true);
  const { id } = await sent.json();
  await context.close();
  return id as string;
}

/** A request that was answered by keyboard, its dialog closed while the answer is held back. */
async function answered(browser: Browser, context: BrowserContext, baseURL: string, language: Language, answer: "accept" | "decline") {
  const words = wordsOf(language, "contacts");
  const contact = await asked(browser, baseURL, await visible(context, baseURL, language));
  const page = await context.newPage();
  await page.goto("/contacts");
  await heading(page);
  const request = page.getByRole("article");
  const opener = request.getByRole("button", { name: new RegExp(`^${words(answer)}`) });
  const { waits, letGo } = await holdBack(page, `**/api/contacts/${contact}/answer`);
  await press(page, opener);
  const dialog = page.getByRole("dialog", { name: words(`${answer}_title`) });
  await press(page, dialog.getByRole("button", { name: words(`${answer}_confirm`), exact: true }));
  await waits();
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  return { page, request, opener, contact, letGo };
}

/** A new account whose organisation the staff let in. */
async function approved(browser: Browser, context: BrowserContext, baseURL: string, name: string) {
  await newAccount(context, baseURL, "owning");
  const text = { name, about: "We mend bicycles.", lang: "en", size: 12, place: "lyon", website: "", accessible_workplace: false, disability_confident: false };
  const registered = await context.request.post("/api/employers", { data: text });
  expect(registered.ok(), await registered.text()).toBe(true);
  const staff = await browser.newContext({ baseURL });
  await signIn(staff, baseURL, "staff@example.org");
  const yes = { name, website: "", approve: true, reason: null, verify_domain: false };
  const decided = await staff.request.post(`/api/staff/employers/${(await registered.json()).account.employer.slug}/decision`, { data: yes });
  expect(decided.ok(), await decided.text()).toBe(true);
  await staff.close();
}

/** Nothing is left to answer, and focus went to the request, since what had it is gone. */
async function rests(page: Page, request: Locator) {
  await expect(request.getByRole("button")).toHaveCount(0);
  await expect(request.getByRole("heading", { level: 2 })).toBeFocused();
  await axe(page);
  await fits(page);
}

for (const [language, width] of [["fr", 1280], ["ar", 360]] as const) {
  test(`an answer whose dialog was closed is told in passing, and focus stays on something, in ${language}`, async ({ browser, baseURL }) => {
    const words = wordsOf(language, "contacts");
    const context = await open(browser, baseURL ?? "", language, width);
    const { page, request, opener, letGo } = await answered(browser, context, baseURL ?? "", language, "decline");
    await expect(opener).toBeFocused();
    letGo();
    await expect(page.getByText(words("declined", { employer: "Atelier Canut" }))).toBeVisible();
    await rests(page, request);
    await context.close();
  });

  test(`an answer that came too late after its dialog was closed shows how the request stands, in ${language}`, async ({ browser, baseURL }) => {
    const words = wordsOf(language, "contacts");
    const context = await open(browser, baseURL ?? "", language, width);
    const { page, request, contact, letGo } = await answered(browser, context, baseURL ?? "", language, "accept");
    // In another window the same person said no.
    const other = await context.request.post(`/api/contacts/${contact}/answer`, { data: { accept: false } });
    expect(other.ok(), await other.text()).toBe(true);
    letGo();
    await expect(page.getByText(words("changed_meanwhile", { employer: "Atelier Canut" }))).toBeVisible();
    await rests(page, request);
    await context.close();
  });

  test(`a list that a colleague deleted is told and gone, where it is ticked and where it is deleted, in ${language}`, async ({ browser, baseURL }) => {
    const [talents, shared, shell] = ["talents", "shared", "shell"].map((name) => wordsOf(language, name));
    const own = await open(browser, baseURL ?? "", language, width);
    const talent = await visible(own, baseURL ?? "", language);
    const context = await open(browser, baseURL ?? "", language, width);
    await signIn(context, baseURL ?? "", EMPLOYER);
    const make = async (name: string) => {
      const made = await context.request.put(`/api/employer/shortlists/${run}-${language}-${name}`, { data: { name: `${name} ${run} ${language}` } });
      expect(made.ok(), await made.text()).toBe(true);
      return { name: `${name} ${run} ${language}`, gone: () => context.request.delete(`/api/employer/shortlists/${run}-${language}-${name}`) };
    };
    const [ticked, deleted] = [await make("ticked"), await make("deleted")];
    const page = await context.newPage();
    await page.goto(`/talents/${talent}`);
    await heading(page);
    const box = page.getByRole("checkbox", { name: ticked.name });
    await expect(box).not.toBeChecked();
    expect((await ticked.gone()).ok()).toBe(true);
    await box.press("Space");
    await expect(page.getByText(shell("fail_not_found")).first()).toBeVisible();
    await expect(box).toHaveCount(0);
    await expect(page.getByRole("heading", { level: 2, name: talents("lists") })).toBeFocused();
    await axe(page);

    await page.goto("/employer/shared");
    const list = page.getByRole("article").filter({ has: page.getByRole("heading", { level: 3, name: deleted.name }) });
    await expect(list).toBeVisible();
    expect((await deleted.gone()).ok()).toBe(true);
    const remove = list.getByRole("button", { name: new RegExp(`^${shared("delete")}`) });
    await remove.focus();
    await remove.press("Enter");
    const dialog = page.getByRole("dialog", { name: shared("delete_title", { name: deleted.name }) });
    await press(page, dialog.getByRole("button", { name: shared("delete"), exact: true }));
    await expect(page.getByText(shared("deleted_meanwhile"))).toBeVisible();
    await expect(list).toHaveCount(0);
    await expect(page.getByRole("heading", { level: 2, name: shared("lists"), exact: true })).toBeFocused();
    await axe(page);
    await fits(page);
    await Promise.all([own.close(), context.close()]);
  });

  test(`a member whom another owner removed is told and gone, in ${language}`, async ({ browser, baseURL }) => {
    const words = wordsOf(language, "organisation");
    const context = await open(browser, baseURL ?? "", language, width);
    await approved(browser, context, baseURL ?? "", `Velo ${run} ${language}`);
    const viewer = await browser.newContext({ baseURL });
    const email = await newAccount(viewer, baseURL ?? "", "viewing");
    await context.request.post("/api/employer/invitations", { data: { email, role: "viewer" } });
    const [invitation] = await (await viewer.request.get("/api/invitations")).json();
    expect((await viewer.request.post(`/api/invitations/${invitation.id}/acceptance`)).ok()).toBe(true);
    await viewer.close();

    const page = await context.newPage();
    await page.goto("/employer/members");
    await heading(page);
    const row = page.getByRole("listitem").filter({ hasText: email });
    await expect(row).toBeVisible();
    const members: { account: string; email: string }[] = await (await context.request.get("/api/employer/members")).json();
    const account = members.find((member) => member.email === email)?.account;
    expect((await context.request.delete(`/api/employer/members/${account}`)).ok()).toBe(true);
    await press(page, row.getByRole("button", { name: words("make", { role: words("role_recruiter") }) }));
    await expect(page.getByText(words("members_changed"))).toBeVisible();
    await expect(row).toHaveCount(0);
    await expect(page.getByRole("heading", { level: 2, name: words("members_count", 1) })).toBeFocused();
    await axe(page);
    await fits(page);
    await context.close();
  });

  test(`what another owner saved of the organisation is told and not written over, in ${language}`, async ({ browser, baseURL }) => {
    const words = wordsOf(language, "organisation");
    const context = await open(browser, baseURL ?? "", language, width);
    await newAccount(context, baseURL ?? "", "wording");
    const text = { name: `Canut ${run} ${language}`, about: "We weave.", lang: "en", size: 12, place: "lyon", website: "", accessible_workplace: false, disability_confident: false };
    const registered = await context.request.post("/api/employers", { data: text });
    expect(registered.ok(), await registered.text()).toBe(true);
    const kept = async () => {
      const { text: said } = await (await context.request.get("/api/employer")).json();
      return [said.about, said.size];
    };

    const page = await context.newPage();
    await page.goto("/employer/organisation");
    await heading(page);
    const [about, size] = ["about", "size"].map((name) => page.locator(`#organisation-${name}`));
    const { notice, wayOn } = notices(page, language);
    const [overtaken, aside] = [notice("overtaken"), notice("aside")];
    const save = page.getByRole("button", { name: words("save"), exact: true });
    await about.fill("We weave silk.");
    const other = await context.request.put("/api/employer", { data: { text: { ...text, size: 40 }, was: text } });
    expect(other.ok(), await other.text()).toBe(true);
    await press(page, save);
    await expect(overtaken).toBeFocused();
    await expect(overtaken).toContainText(words("overtaken"));
    await expect(overtaken).toContainText(words("size"));
    await expect(about).toHaveValue("We weave silk.");
    expect(await kept()).toEqual(["We weave.", 40]);
    await fits(page);
    await axe(page);

    // What is kept takes the place of what was typed, which comes back and is told once more, also as the page opens.
    await press(page, wayOn("see_kept"));
    await expect(aside).toBeFocused();
    await expect(overtaken).toHaveCount(0);
    await expect(about).toHaveValue("We weave.");
    await expect(size).toHaveValue("40");
    await fits(page);
    await axe(page);
    await press(page, wayOn("aside_back"));
    await expect(overtaken).toBeFocused();
    await page.reload();
    await expect(overtaken).toContainText(words("size"));
    await expect(about).toHaveValue("We weave silk.");
    await expect(aside).toHaveCount(0);
    await press(page, wayOn("take_place"));
    await expect(page.locator("#organisation-state")).toBeFocused();
    await expect(overtaken).toHaveCount(0);
    expect(await kept()).toEqual(["We weave silk.", 12]);
    await context.close();
  });

  test(`what another member saved of who may write is told and not written over, in ${language}`, async ({ browser, baseURL }) => {
    const words = wordsOf(language, "openness");
    const context = await open(browser, baseURL ?? "", language, width);
    await approved(browser, context, baseURL ?? "", `Ouvert ${run} ${language}`);
    const [one, other] = (await (await context.request.get("/api/occupations")).json()).occupations.slice(0, 2).map((choice: { occupation: { code: string } }) => choice.occupation.code);
    const change = async (places: string[], was: object) => {
      const saved = await context.request.put("/api/employer/openness", { data: { open: true, occupations: [one], places, was } });
      expect(saved.ok(), await saved.text()).toBe(true);
    };
    const kept = async () => {
      const { open: isOpen, to } = await (await context.request.get("/api/employer/openness")).json();
      return [isOpen, to.occupations.length, to.places.map((place: { slug: string }) => place.slug)];
    };
    await change(["rennes"], { open: false, occupations: [], places: [] });

    const page = await context.newPage();
    await page.goto("/employer/spontaneous");
    await heading(page);
    const { notice, wayOn } = notices(page, language);
    const save = page.getByRole("button", { name: words("save"), exact: true });
    await page.getByRole("combobox", { name: words("occupation"), exact: true }).selectOption(other);
    await change(["lyon"], { open: true, occupations: [one], places: ["rennes"] });
    await press(page, save);
    await expect(notice("overtaken")).toBeFocused();
    await expect(notice("overtaken")).toContainText(words("places"));
    expect(await kept()).toEqual([true, 1, ["lyon"]]);
    await fits(page);
    await axe(page);

    // What is kept is seen, and what was chosen comes back and takes its place.
    await press(page, wayOn("see_kept"));
    await expect(notice("aside")).toBeFocused();
    await page.reload();
    await press(page, wayOn("aside_back"));
    await expect(notice("overtaken")).toBeFocused();
    await press(page, wayOn("take_place"));
    await expect(page.locator("#openness-state")).toBeFocused();
    await expect(notice("overtaken")).toHaveCount(0);
    expect(await kept()).toEqual([true, 2, ["rennes"]]);

    // What was chosen and not saved is told as the page opens, and can be left.
    await page.getByRole("checkbox", { name: words("open") }).uncheck();
    await page.reload();
    await expect(notice("unsaved")).toBeVisible();
    await axe(page);
    await press(page, wayOn("discard"));
    await expect(page.getByRole("checkbox", { name: words("open") })).toBeFocused();
    await expect(page.getByRole("checkbox", { name: words("open") })).toBeChecked();
    await context.close();
  });

  test(`what is saved of who sees the profile waits for what is on its way already, so that the last answer is the newest, in ${language}`, async ({ browser, baseURL }) => {
    const [words, shell] = [wordsOf(language, "privacy"), wordsOf(language, "shell")];
    const context = await open(browser, baseURL ?? "", language, width);
    await visible(context, baseURL ?? "", language);
    const page = await context.newPage();
    const heard = await listen(page);
    await page.goto("/profile/privacy");
    await heading(page);
    const part = page.getByRole("checkbox", { name: words("field_pay"), exact: true });
    const save = page.getByRole("button", { name: shell("save"), exact: true });
    const { waits, letGo } = await holdBack(page, "**/api/profile/confirmation");
    await press(page, page.getByRole("button", { name: words("confirm"), exact: true }));
    await waits();
    await part.check();
    await save.press("Enter");
    await expect(save).toHaveAttribute("aria-busy", "true");
    expect((await (await context.request.get("/api/profile/privacy")).json()).hidden).toEqual([]);
    letGo();
    // Keys do not keep it from them.
    for (let pressed = 0; pressed < 10; pressed += 1) await page.keyboard.press("ArrowRight", { delay: 40 });
    await expect.poll(() => heard.join("\n"), "what came is told to whoever went on").toContain(words("state"));
    await expect(save, "focus stays with whoever went on").toBeFocused();
    await expect(part).toBeChecked();
    await press(page, save);
    await expect(page.getByText(words("saved")).first()).toBeVisible();
    await expect(part).toBeChecked();
    expect((await (await context.request.get("/api/profile/privacy")).json()).hidden).toEqual(["pay"]);
    await axe(page);
    await context.close();
  });

  test(`what somebody else saved of an interview is told and not written over, and each keeps its own words, in ${language}`, async ({ browser, baseURL }) => {
    const [words, shell] = [wordsOf(language, "interviews"), wordsOf(language, "shell")];
    const context = await open(browser, baseURL ?? "", language, width);
    await signIn(context, baseURL ?? "", "staff@example.org");
    const [skill] = await (await context.request.get("/api/skills")).json();
    const held = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
    const ids = [crypto.randomUUID(), crypto.randomUUID()];
    const change = async (number: number, notes: string, was?: string) => {
      const found = { organisation: `Bakery ${run} ${language} ${number}`, held_on: held, skills: [skill.code], notes };
      const data = was === undefined ? found : { ...found, was: { ...found, notes: was } };
      const saved = await context.request.put(`/api/teach/interviews/${ids[number]}`, { data });
      expect(saved.ok(), await saved.text()).toBe(true);
    };
    const kept = async (number: number) => (await (await context.request.get(`/api/teach/interviews/${ids[number]}`)).json()).notes;
    await change(0, "They hire.");
    await change(1, "They teach.");

    const page = await context.newPage();
    await page.goto("/teach/interviews");
    await heading(page);
    const line = (number: number) => page.locator(`article[aria-labelledby="interview-${ids[number]}"]`);
    const edit = (number: number) => line(number).getByRole("button", { name: new RegExp(`^${words("edit")}`) });
    const save = page.getByRole("button", { name: shell("save"), exact: true });
    const notes = page.locator("#interview-notes");
    const { notice, wayOn } = notices(page, language);

    // Who goes on to another one finds the words about each again, also after a reload.
    await edit(0).press("Enter");
    await expect(page.locator("#interview-organisation")).toBeFocused();
    await notes.fill("They hire in May.");
    await edit(1).press("Enter");
    await expect(notes).toHaveValue("They teach.");
    await notes.fill("They teach on Mondays.");
    await edit(0).press("Enter");
    await expect(notes).toHaveValue("They hire in May.");
    await expect(notice("unsaved")).toBeVisible();
    await page.reload();
    await expect(notes).toHaveValue("They hire in May.");
    await axe(page);
    await fits(page);

    // Somebody else saves it.
    await change(0, "They hire nobody.", "They hire.");
    await save.press("Enter");
    await expect(notice("overtaken")).toBeFocused();
    await expect(notice("overtaken")).toContainText(words("overtaken"));
    await expect(notice("overtaken")).toContainText(words("notes"));
    await expect(line(0)).toContainText("They hire nobody.");
    expect(await kept(0)).toBe("They hire nobody.");
    await axe(page);
    await fits(page);
    await press(page, wayOn("see_kept"));
    await expect(notice("aside")).toBeFocused();
    await expect(notes).toHaveValue("They hire nobody.");
    await press(page, wayOn("aside_back"));
    await expect(notice("overtaken")).toBeFocused();
    await press(page, wayOn("take_place"));
    await expect(line(0).getByRole("heading", { level: 3 })).toBeFocused();
    expect(await kept(0)).toBe("They hire in May.");
    await expect(save).toHaveCount(0);

    // Somebody else deletes the other one, which is told as well, and comes back only where that is wanted.
    await edit(1).press("Enter");
    await expect(notes).toHaveValue("They teach on Mondays.");
    expect((await context.request.delete(`/api/teach/interviews/${ids[1]}`)).ok()).toBe(true);
    await save.press("Enter");
    await expect(notice("overtaken")).toBeFocused();
    await expect(notice("overtaken")).toContainText(words("gone"));
    await expect(line(1)).toHaveCount(0);
    await axe(page);
    await press(page, wayOn("take_place"));
    await expect(notice("overtaken")).toHaveCount(0);
    await expect(save).toHaveCount(0);
    expect(await kept(1)).toBe("They teach on Mondays.");

    // What somebody else wrote meanwhile is shown instead of being deleted, and can be deleted once it was read.
    await change(0, "They hire in June.");
    const remove = line(0).getByRole("button", { name: new RegExp(`^${words("delete")}`) });
    await remove.press("Enter");
    await expect(page.getByText(words("overtaken")).first()).toBeVisible();
    await expect(line(0)).toContainText("They hire in June.");
    await expect(line(0).getByRole("heading", { level: 3 })).toBeFocused();
    expect(await kept(0)).toBe("They hire in June.");
    await axe(page);
    await remove.press("Enter");
    await expect(line(0)).toHaveCount(0);
    expect((await context.request.get(`/api/teach/interviews/${ids[0]}`)).status()).toBe(404);
    for (const id of ids) await context.request.delete(`/api/teach/interviews/${id}`);
    await context.close();
  });
}
