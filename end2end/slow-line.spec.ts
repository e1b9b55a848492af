// A slow line and a slow phone: whatever is pressed and typed while something else is on its way counts, and the latest wish stands.
import { type Page, expect, test } from "@playwright/test";
import { holdBack, intercept } from "./intercept";
import { press, write } from "./keyboard";
import { CHAPTER, COURSE, LESSON, open, tool } from "./lesson-page";
import { type Language, axe, fits, heading, isSignedIn, newAccount, prefer, signIn } from "./support";
import { wordsOf } from "./words";

const run = `s${Date.now().toString(36)}`;

for (const [language, width] of [["fr", 1280], ["ar", 360]] as const) {
  test(`what is typed while an application made elsewhere is saved stays, in ${language}`, async ({ page, context, baseURL }) => {
    await prefer(context, language);
    await page.setViewportSize({ width, height: 800 });
    await newAccount(context, baseURL ?? "", "typing-on");
    const data = { employer: "Bakery", title: "Baker", url: "", note: "", status: "sent" };
    const address = `/api/outside-applications/${run}-${language}-aaaaaaaa`;
    expect((await context.request.put(address, { data })).ok()).toBe(true);
    const [outside, shell] = [wordsOf(language, "outside"), wordsOf(language, "shell")];
    await page.goto("/applications");
    await heading(page);
    await press(page, page.getByRole("button", { name: new RegExp(`^${outside("edit")}`) }));
    const note = page.getByRole("textbox", { name: new RegExp(`^${outside("note")}`) });
    await write(page, note, "Called.");
    const { waits, letGo } = await holdBack(page, `**${address}`);
    await press(page, page.getByRole("button", { name: shell("save"), exact: true }));
    await waits();
    await note.focus();
    await page.keyboard.press("End");
    await page.keyboard.type(" They call back");
    letGo();
    await expect(page.getByText(outside("saved")).first()).toBeVisible();
    await page.keyboard.type(" on Monday.");
    await expect(note).toHaveValue("Called. They call back on Monday.");
    await expect(note).toBeFocused();
    await page.unroute(`**${address}`);
    await fits(page);
    await axe(page);
    await press(page, page.getByRole("button", { name: shell("save"), exact: true }));
    await expect(note).toHaveCount(0);
    const [kept] = await (await context.request.get("/api/outside-applications")).json();
    expect(kept.note).toBe("Called. They call back on Monday.");
  });
}

test("a list of one's own is not put back by an answer that left before it was unticked", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL });
  await prefer(context, "fr");
  const other = await browser.newContext({ baseURL });
  await newAccount(other, baseURL ?? "", "listed");
  const profile = {
    visible: true, headline: `Unticked ${run}`, about: "", lang: "en", skills: [], level: null, place: null, radius_km: null, remote: [],
    contracts: [], available_from: null, languages: [],
  };
  const { id } = await (await other.request.put("/api/profile", { data: profile })).json();
  await signIn(context, baseURL ?? "", "employer@example.org");
  await expect(async () => expect((await context.request.get(`/api/talents/${id}`)).ok()).toBe(true)).toPass();
  const list = { id: `${run}-ticked-aaaaaaaa`, name: `Ticked ${run}` };
  expect((await context.request.put(`/api/employer/shortlists/${list.id}`, { data: { name: list.name } })).ok()).toBe(true);
  expect((await context.request.put(`/api/employer/shortlists/${list.id}/talents/${id}`)).ok()).toBe(true);
  const talents = wordsOf("fr", "talents");
  const page = await context.newPage();
  await page.goto(`/talents/${id}`);
  await heading(page);
  const box = page.getByRole("checkbox", { name: list.name });
  await expect(box).toBeChecked();
  // A new list is made, and the lists that are asked for then are on their way for long.
  let [asked, read, letGo] = [0, false, () => {}];
  const free = new Promise<void>((resolve) => (letGo = resolve));
  await intercept(page, "**/api/employer/shortlists", async (route) => {
    if ((asked += 1) > 1) return route.continue();
    const response = await route.fetch();
    read = true;
    await free;
    return route.fulfill({ response });
  });
  await write(page, page.getByRole("textbox", { name: talents("list_name") }), `Another ${run}`);
  await page.keyboard.press("Enter");
  await expect.poll(() => read).toBe(true);
  const answered = page.waitForResponse((answer) => answer.request().method() === "DELETE");
  await press(page, box, "Space");
  await answered;
  letGo();
  await expect(page.getByRole("checkbox", { name: `Another ${run}` })).toBeChecked();
  await expect(box).not.toBeChecked();
  await page.waitForTimeout(300);
  await expect(box).not.toBeChecked();
  await axe(page);
  const kept = (await (await context.request.get("/api/employer/shortlists")).json()) as { id: string; name: string; talents: object[] }[];
  expect(kept.find(({ id }) => id === list.id)?.talents).toEqual([]);
  for (const one of kept.filter(({ name }) => name.includes(run))) await context.request.delete(`/api/employer/shortlists/${one.id}`);
  await Promise.all([other.close(), context.close()]);
});

test("more ads do not take focus from whoever goes on typing, in Arabic", async ({ page, context }) => {
  await prefer(context, "ar");
  const jobs = wordsOf("ar", "jobs");
  await page.goto("/jobs");
  await heading(page);
  const lines = page.locator("#job-list > li");
  const { waits, letGo } = await holdBack(page, /\/api\/jobs\?.*cursor=/);
  await press(page, page.getByRole("button", { name: jobs("more") }));
  await waits();
  const before = await lines.count();
  const box = page.getByRole("searchbox", { name: jobs("search") });
  await box.focus();
  await page.keyboard.type("dev");
  letGo();
  await expect.poll(() => lines.count()).toBeGreaterThan(before);
  await page.waitForTimeout(300);
  await page.keyboard.type("elop");
  await expect(box).toBeFocused();
  await expect(box).toHaveValue("develop");
});

test("a town that was looked for with Enter does not take the place of one that was chosen since, in French", async ({ page, context }) => {
  await prefer(context, "fr");
  await page.setViewportSize({ width: 1280, height: 900 });
  const jobs = wordsOf("fr", "jobs");
  await page.goto("/jobs");
  await heading(page);
  const list = page.getByRole("combobox", { name: jobs("place"), exact: true });
  await press(page, page.getByRole("button", { name: jobs("place_other"), exact: true }));
  const field = page.getByRole("group", { name: jobs("place_other"), exact: true }).getByRole("textbox", { name: jobs("place_find") });
  await expect(field).toBeFocused();
  const { waits, letGo } = await holdBack(page, /\/api\/places\?.*rennes/i);
  await page.keyboard.type("rennes");
  await page.keyboard.press("Enter");
  await waits();
  await list.focus();
  await list.selectOption("lyon");
  await expect(page).toHaveURL(/[?&]place=lyon/);
  const answered = page.waitForResponse(/\/api\/places\?.*rennes/i);
  letGo();
  await answered;
  await page.waitForTimeout(300);
  await expect(page).toHaveURL(/[?&]place=lyon/);
  await expect(list).toBeFocused();
});

test("a saved search that is renamed late leaves the form of another one open, and its failure is told", async ({ page, context, baseURL }) => {
  await prefer(context, "en");
  await newAccount(context, baseURL ?? "", "renaming-two");
  for (const name of ["Lyon", "Paris"]) {
    const data = { name, search: { place: name.toLowerCase() } };
    expect((await context.request.put(`/api/saved-searches/${run}-${name}-aaaaaaaa`, { data })).ok()).toBe(true);
  }
  await page.goto("/saved-searches");
  await heading(page);
  const rename = (name: string) => page.getByRole("article", { name, exact: true }).getByRole("button", { name: /^Rename/ });
  const name = page.getByRole("textbox", { name: "Name of the search" });
  const address = `**/api/saved-searches/${run}-Lyon-aaaaaaaa`;
  for (const arrives of [false, true]) {
    await press(page, rename("Lyon"));
    await write(page, name, "Near my sister");
    let letGo = () => {};
    const free = new Promise<void>((resolve) => (letGo = resolve));
    await intercept(page, address, async (route) => {
      await free;
      await (arrives ? route.continue() : route.abort());
    });
    await page.keyboard.press("Enter");
    await press(page, rename("Paris"));
    await write(page, name, "Near my");
    letGo();
    if (arrives) await expect(page.getByRole("article", { name: "Near my sister", exact: true })).toBeVisible();
    else await expect(page.getByText(/^Lyon: We could not reach the server/).first()).toBeVisible();
    await page.waitForTimeout(300);
    await page.keyboard.type(" brother");
    await expect(name).toBeFocused();
    await expect(name).toHaveValue("Near my brother");
    await page.unroute(address);
    await press(page, rename("Paris"));
    await expect(name).toHaveCount(0);
  }
  await axe(page);
});

/** A profile that is on its way, and fails to arrive once it is told to. */
async function saving(page: Page, language: Language) {
  const [profile, shell] = [wordsOf(language, "profile"), wordsOf(language, "shell")];
  await page.goto("/profile");
  await heading(page);
  await write(page, page.getByRole("textbox", { name: new RegExp(`^${profile("headline")}`) }), "Baker");
  let fail = () => {};
  const fails = new Promise<void>((resolve) => (fail = resolve));
  await intercept(page, /\/api\/profile(\?|$)/, async (route) => {
    if (route.request().method() !== "PUT") return route.continue();
    await fails;
    return route.abort();
  });
  await press(page, page.getByRole("button", { name: shell("save"), exact: true }));
  return { fail };
}

test("what could not be sent is told also to whoever left the page, in Arabic", async ({ page, context, baseURL }) => {
  await prefer(context, "ar");
  await page.setViewportSize({ width: 360, height: 740 });
  await newAccount(context, baseURL ?? "", "left");
  const [shell, say] = [wordsOf("ar", "shell"), wordsOf("ar", "words")];
  const { fail } = await saving(page, "ar");
  await page.getByRole("link", { name: "Passerelle" }).first().click();
  await expect(page).toHaveURL(/\/$/);
  fail();
  await expect(page.getByText(say("unsent", { why: shell("fail_offline") })).first()).toBeVisible();
  await fits(page);
  await axe(page);
});

test("two conditions that are ticked in a hurry both count, in French", async ({ page, context, baseURL }) => {
  await prefer(context, "fr");
  const talents = wordsOf("fr", "talents");
  await page.setViewportSize({ width: 1280, height: 900 });
  await signIn(context, baseURL ?? "", "employer@example.org");
  await page.goto("/talents?place=lyon&level=5");
  await heading(page);
  const boxes = page.getByRole("group", { name: talents("only") }).getByRole("checkbox");
  await expect(boxes).toHaveCount(2);
  await boxes.evaluateAll((all) => all.forEach((box) => (box as HTMLInputElement).click()));
  await expect(page).toHaveURL(/only=/);
  for (const box of await boxes.all()) await expect(box).toBeChecked();
});

test("a note that is being changed is the same one after a reload, and a new one that was begun waits beside it, in French", async ({ page, context, baseURL }) => {
  await prefer(context, "fr");
  await page.setViewportSize({ width: 1440, height: 900 });
  await newAccount(context, baseURL ?? "", "note");
  const [tools, shell] = [wordsOf("fr", "tools"), wordsOf("fr", "shell")];
  await open(page, LESSON);
  let panel = await tool(page, "fr", "tool_notes");
  const field = () => panel.getByRole("textbox", { name: tools("note"), exact: true });
  const save = () => panel.getByRole("button", { name: tools("save_note"), exact: true });
  const cancel = () => panel.getByRole("button", { name: shell("cancel"), exact: true });
  await write(page, field(), "First.");
  await press(page, save());
  await expect(panel.getByText("First.", { exact: true })).toBeVisible();
  await write(page, field(), "A new one");
  await press(page, panel.getByRole("button", { name: new RegExp(`^${tools("edit")}`) }));
  await expect(field()).toHaveValue("First.");
  await write(page, field(), "First, and more.");
  await page.reload();
  await heading(page);
  panel = await tool(page, "fr", "tool_notes");
  await expect(field()).toHaveValue("First, and more.");
  await expect(cancel()).toBeVisible();
  await press(page, save());
  await expect(panel.getByRole("heading", { level: 3, name: tools("notes_count", 1) })).toBeVisible();
  await expect(panel.getByText("First, and more.", { exact: true })).toBeVisible();
  await expect(field(), "what was begun before").toHaveValue("A new one");
  await expect(cancel()).toHaveCount(0);
  await axe(page);
  await expect
    .poll(async () => (await (await context.request.get("/api/notes")).json()).map((note: { text: string }) => note.text))
    .toEqual(["First, and more."]);
});

for (const language of ["fr", "ar"] as const) {
  for (const leaves of [false, true]) {
    const name = leaves ? "also to whoever leaves" : "and is shown";
    test(`of a chapter that is marked as read and unmarked at once the last word is kept, ${name}, in ${language}`, async ({ page, context, baseURL }) => {
      await prefer(context, language);
      await newAccount(context, baseURL ?? "", "reading");
      await open(page, LESSON);
      const lesson = wordsOf(language, "lesson");
      const box = page.getByRole("checkbox", { name: lesson("read"), exact: true });
      await expect(box).not.toBeChecked();
      await isSignedIn(page, language);
      let asked = 0;
      const { waits, letGo } = await holdBack(page, "**/progress", (route) => /"read":(true|false)/.test(route.request().postData() ?? "") && (asked += 1) === 1);
      await press(page, box, "Space");
      await expect(box).toBeChecked();
      await waits();
      await page.keyboard.press("Space");
      await expect(box).not.toBeChecked();
      if (leaves) {
        await press(page, page.getByRole("navigation", { name: lesson("breadcrumb") }).getByRole("link").last());
        await expect(page).toHaveURL(/\/courses\/[^/]+$/);
        await heading(page);
      }
      // Nothing else is sent while the first is on its way, so that it cannot be overtaken.
      await page.waitForTimeout(300);
      expect(asked).toBe(1);
      letGo();
      await expect.poll(() => asked).toBe(2);
      const kept = async () => {
        const { progress } = await (await context.request.get(`/api/courses/${COURSE}`)).json();
        return progress.chapters.find(({ chapter }: { chapter: string }) => chapter === CHAPTER).read as boolean;
      };
      await expect.poll(kept).toBe(false);
      if (!leaves) await expect(box).not.toBeChecked();
      await axe(page);
    });
  }
}

test("a failure leaves focus with whoever went on to another button, in French", async ({ page, context, baseURL }) => {
  await prefer(context, "fr");
  await newAccount(context, baseURL ?? "", "failing");
  const shell = wordsOf("fr", "shell");
  const { fail } = await saving(page, "fr");
  const add = page.getByRole("button", { name: wordsOf("fr", "projects")("add") });
  await add.focus();
  fail();
  await expect(page.getByRole("button", { name: shell("retry") })).toBeVisible();
  await page.waitForTimeout(300);
  await expect(add).toBeFocused();
  await axe(page);
  // Whoever waits goes on with trying again.
  await press(page, page.getByRole("button", { name: shell("save"), exact: true }));
  await expect(page.getByRole("button", { name: shell("retry") })).toBeFocused();
});
