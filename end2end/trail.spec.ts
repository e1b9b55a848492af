// Who saw whom: a person reads where they were shown and who opened them, names whom to keep out, and owners read what members opened.
import { type APIRequestContext, type Browser, type Locator, type Page, expect, request, test } from "@playwright/test";
import { asking, ownServer, sends } from "./own-server";
import { PASSWORD, axe, fits, freshEmail, heading, newAccount, prefer, signIn, tabTo } from "./support";
import { wordsOf } from "./words";

const run = `t${Date.now().toString(36)}`;

const profile = (headline: string, remote: string[] = []) => ({
  visible: true, headline, about: "I climb.", lang: "en", skills: ["html"], level: 5, place: "lyon", radius_km: 20,
  remote, contracts: ["permanent"], available_from: null, languages: [],
});

async function talent(browser: Browser, baseURL: string, headline: string, remote: string[] = []) {
  const context = await browser.newContext({ baseURL, viewport: { width: 1440, height: 900 } });
  const data = { name: "Test person", email: freshEmail("trail"), password: PASSWORD, language: null };
  expect((await context.request.post("/api/accounts", { data })).ok()).toBe(true);
  const saved = await context.request.put("/api/profile", { data: profile(headline, remote) });
  expect(saved.ok()).toBe(true);
  return { context, id: (await saved.json()).id as string };
}

for (const language of ["en", "ar"] as const) {
  test(`a person reads where they were shown apart from who opened them, and names whom to keep out, in ${language}`, async ({ browser, baseURL }) => {
    const say = wordsOf(language, "privacy");
    const headline = `Climbs and codes ${run}${language}`;
    const { context, id } = await talent(browser, baseURL ?? "", headline);
    await prefer(context, language);
    const employer = await browser.newContext({ baseURL });
    await signIn(employer, baseURL ?? "", "employer@example.org");
    const found = async () => (await (await employer.request.get(`/api/talents?q=${run}${language}`)).json()).total as number;
    await expect.poll(found, { timeout: 30_000 }).toBe(1);
    const told = async () => ((await (await context.request.get("/api/profile/views?among=true")).json()).items as { seen: string }[]).map((view) => view.seen);
    // A day has a line of its own, and it may turn.
    await expect.poll(async () => [...new Set(await told())], { timeout: 30_000 }).toEqual(["results"]);

    const page = await context.newPage();
    await page.goto("/profile/privacy");
    await heading(page);
    const shown = page.getByRole("table", { name: say("shown") });
    await expect(shown.getByRole("row").filter({ hasText: "Atelier Canut" })).toContainText(say("seen_results"));
    await expect(page.getByText(say("no_views"))).toBeVisible();
    await employer.request.get(`/api/talents/${id}`);
    await page.reload();
    const opened = page.getByRole("table", { name: say("views") });
    await expect(opened.getByRole("row").filter({ hasText: "Atelier Canut" })).toContainText(say("seen_profile"));

    // By the keyboard alone: what is typed outlives a reload, and keeps out who is here already.
    const named = page.getByRole("textbox", { name: new RegExp(`^${say("named")}`) });
    await tabTo(page, named);
    await page.keyboard.type("ATELIER CANUT");
    await page.keyboard.press("Enter");
    await page.keyboard.type("later.example");
    await page.reload();
    await expect(named).toHaveValue("ATELIER CANUT\nlater.example");
    const save = page.getByRole("button", { name: wordsOf(language, "shell")("save"), exact: true });
    // Every organisation that can be chosen stands before it.
    await tabTo(page, save, 200);
    await page.keyboard.press("Enter");
    await expect(page.getByText(say("saved"))).toBeVisible();
    const keptOut = say("kept_out", { names: "Atelier Canut" }).split("Atelier")[0];
    await expect(page.getByText(new RegExp(`^${keptOut}.*Atelier Canut`))).toBeVisible();
    expect(await found()).toBe(0);
    await named.fill("—");
    await save.click();
    await expect(named).toHaveAttribute("aria-invalid", "true");
    await expect(named).toHaveValue("—");
    await axe(page);
    await page.setViewportSize({ width: 360, height: 800 });
    await fits(page);
    await axe(page);
    await context.close();
    await employer.close();
  });
}

test.describe("where fifty-two opened and were opened", () => {
  const MANY = 52;
  let server: Awaited<ReturnType<typeof ownServer>>;

  test.beforeAll(async () => {
    test.setTimeout(240_000);
    server = await ownServer();
  });

  test.afterAll(() => server.stop());

  /** An account, signed in. */
  async function account(name: string) {
    const api = await request.newContext({ baseURL: server.address });
    await sends(api, "post", "/api/accounts", { name, email: freshEmail("many"), password: PASSWORD, language: null });
    return api;
  }

  /** Somebody whom organisations find, by the number of their profile. */
  async function found(api: APIRequestContext, headline: string) {
    const { id } = await sends(api, "put", "/api/profile", profile(headline));
    return id as string;
  }

  /** The first page of lines, and the next, whose first line takes focus. */
  async function reads(page: Page, views: Locator, more: Locator) {
    await expect(views.getByRole("row")).toHaveCount(51);
    await tabTo(page, more, 200);
    await page.keyboard.press("Enter");
    await expect(views.getByRole("row")).toHaveCount(1 + MANY);
    await expect(views.getByRole("row").nth(51).getByRole("rowheader")).toBeFocused();
    await expect(more).toHaveCount(0);
    await axe(page);
  }

  test("owners read more of what was opened, and focus goes to the first line that came", async ({ browser }) => {
    test.setTimeout(240_000);
    const context = await browser.newContext({ baseURL: server.address, viewport: { width: 1440, height: 900 } });
    await prefer(context, "en");
    await signIn(context, server.address, "employer@example.org");
    for (let number = 0; number < MANY; number += 1) {
      const api = await account(`Person ${number}`);
      const id = await found(api, `Climbs and codes ${number}`);
      await api.dispose();
      expect((await context.request.get(`/api/talents/${id}`)).ok()).toBe(true);
    }
    const page = await context.newPage();
    await page.goto("/employer/shared");
    const say = wordsOf("en", "shared");
    await reads(page, page.getByRole("table", { name: say("views") }), page.getByRole("button", { name: say("more") }));
    await context.close();
  });

  test("a person reads more of who opened their profile, and focus goes to the first line that came", async ({ browser }) => {
    test.setTimeout(240_000);
    const context = await browser.newContext({ baseURL: server.address, viewport: { width: 1440, height: 900 } });
    await prefer(context, "en");
    await newAccount(context, server.address, "opened");
    const id = await found(context.request, "Reads on");
    const staff = await asking(server.address, "staff@example.org");
    for (let number = 0; number < MANY; number += 1) {
      const api = await account(`Member ${number}`);
      const name = `House ${number}`;
      const text = { name, about: "We mend bicycles.", lang: "en", size: 12, place: "lyon", website: "", accessible_workplace: false, disability_confident: false };
      const { account: member } = await sends(api, "post", "/api/employers", text);
      const yes = { name, website: "", approve: true, reason: null, verify_domain: false };
      await sends(staff, "post", `/api/staff/employers/${member.employer.slug}/decision`, yes);
      expect((await api.get(`/api/talents/${id}`)).ok()).toBe(true);
      await api.dispose();
    }
    await staff.dispose();
    const page = await context.newPage();
    await page.goto("/profile/privacy");
    const say = wordsOf("en", "privacy");
    await reads(page, page.getByRole("table", { name: say("views") }), page.getByRole("button", { name: say("more_opened") }));
    await context.close();
  });
});

test("remote work counts as near only where the search says so, in French", async ({ browser, baseURL }) => {
  const say = wordsOf("fr", "talents");
  const { context: own } = await talent(browser, baseURL ?? "", `Far away ${run}`, ["remote"]);
  const context = await browser.newContext({ baseURL, viewport: { width: 1440, height: 900 } });
  await prefer(context, "fr");
  await signIn(context, baseURL ?? "", "employer@example.org");
  const query = `q=${run}&place=marseille&only=place`;
  const found = async (more: string) => (await (await context.request.get(`/api/talents?${query}${more}`)).json()).total as number;
  await expect.poll(() => found("&remote=true"), { timeout: 30_000 }).toBe(1);
  expect(await found("")).toBe(0);
  const page = await context.newPage();
  await page.goto(`/talents?${query}`);
  await expect(page.getByRole("heading", { name: say("nobody_any") })).toBeVisible();
  const remote = page.getByRole("checkbox", { name: say("remote") });
  await remote.check();
  await expect(page).toHaveURL(/remote=true/);
  await expect(page.getByRole("link", { name: `Far away ${run}` })).toBeVisible();
  await expect(page.getByText(say("works_remotely")).first()).toBeAttached();
  await axe(page);
  await page.getByRole("combobox", { name: wordsOf("fr", "masked")("place") }).selectOption("");
  await expect(page).not.toHaveURL(/remote=/);
  await own.close();
  await context.close();
});
