// The lesson around its video: reading settings, reading aloud, words that open, going on reading, reporting a problem.
import { type BrowserContext, type Page, expect, test } from "@playwright/test";
import { intercept } from "./intercept";
import { chapterTitle, press, words } from "./learning";
import { CHAPTER, COURSE, LESSON, open, tool } from "./lesson-page";
import { type Language, PASSWORD, axe, fits, freshEmail, heading, isSignedIn, newAccount, prefer, signIn, tabTo } from "./support";
import { wordsOf } from "./words";

test.use({ viewport: { width: 1440, height: 900 } });

/** A synthesis that records what it is asked to say and ends each sentence when it is told to. */
async function stubSpeech(context: BrowserContext) {
  await context.addInitScript(() => {
    const spoken: { text: string; lang: string; rate: number }[] = [];
    let current: SpeechSynthesisUtterance | null = null;
    const synthesis = {
      speak(utterance: SpeechSynthesisUtterance) {
        current = utterance;
        spoken.push({ text: utterance.text, lang: utterance.lang, rate: utterance.rate });
      },
      cancel() {
        current = null;
      },
      getVoices: () => [],
      addEventListener() {},
      removeEventListener() {},
      speaking: false,
    };
    Object.defineProperty(window, "speechSynthesis", { value: synthesis, configurable: true });
    Object.assign(window, {
      spoken,
      isSpeaking: () => current !== null,
      endSentence: (kind: "end" | "error") => {
        const utterance = current;
        current = null;
        utterance?.dispatchEvent(new Event(kind));
      },
    });
  });
}

const spoken = (page: Page) => page.evaluate(() => (window as unknown as { spoken: { text: string; lang: string; rate: number }[] }).spoken);
const endSentence = (page: Page, kind: "end" | "error" = "end") =>
  page.evaluate((kind) => (window as unknown as { endSentence: (kind: string) => void }).endSentence(kind), kind);

test("reading settings hold on every page, before the first paint, and on another device", async ({ page, context, browser, baseURL }) => {
  await prefer(context, "en");
  const email = await newAccount(context, baseURL ?? "", "reader");
  await open(page);
  await isSignedIn(page, "en");
  const panel = await tool(page, "en", "tool_reading");
  const root = page.locator("html");
  const size = () => page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize));
  const before = await size();
  const chosen = panel.getByRole("radiogroup", { name: "Size of the text" }).getByRole("radio", { name: "Larger" });
  await tabTo(page, panel.getByRole("radiogroup", { name: "Size of the text" }).getByRole("radio", { name: "Usual" }), 150);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(chosen).toBeChecked();
  expect(await size()).toBeGreaterThan(before * 1.3);
  await panel.getByRole("radio", { name: /dyslexia/ }).check();
  await panel.getByRole("radio", { name: "High" }).check();
  await panel.getByRole("radio", { name: "Narrow" }).check();
  await panel.getByRole("radio", { name: "Much more" }).check();
  expect(await page.evaluate(() => getComputedStyle(document.body).fontFamily)).toContain("Atkinson Hyperlegible");
  await fits(page);
  await axe(page);

  // Another page has them before the app draws anything.
  await expect.poll(async () => JSON.stringify(await (await context.request.get(`${baseURL}/api/account/preferences`)).json())).toContain("contrast=high");
  await intercept(page, "**/main_bg.wasm", (route) => route.abort());
  await page.goto("/courses");
  await expect(root).toHaveAttribute("data-reading-size", "larger");
  await expect(root).toHaveAttribute("data-reading-contrast", "high");

  const device = await browser.newContext({ baseURL, locale: "en-GB" });
  await prefer(device, "en");
  await signIn(device, baseURL ?? "", email);
  const other = await device.newPage();
  await open(other);
  await expect(other.locator("html")).toHaveAttribute("data-reading-typeface", "easy");
  const panelThere = await tool(other, "en", "tool_reading");
  await expect(panelThere.getByRole("radio", { name: "Larger" })).toBeChecked();
  await panelThere.getByRole("button", { name: "Back to the usual settings" }).click();
  await expect(other.locator("html")).toHaveAttribute("data-reading-size", "");
  await device.close();
});

test("the video stands beside the text, and that is remembered", async ({ page, context }) => {
  await prefer(context, "en");
  await open(page);
  const beside = page.getByRole("button", { name: "Video beside the text" });
  const article = page.getByRole("article");
  const video = page.locator("video").first();
  const below = async () => ((await article.boundingBox())?.y ?? 0) - ((await video.boundingBox())?.y ?? 0);
  expect(await below()).toBeGreaterThan(200);
  await press(page, beside);
  await expect(beside).toHaveAttribute("aria-pressed", "true");
  expect(await below()).toBeLessThan(200);
  await fits(page);
  await axe(page);
  await page.reload();
  await expect(beside).toHaveAttribute("aria-pressed", "true");
});

test("the text is read aloud sentence by sentence, in its own language, and stops on the way out", async ({ page, context }) => {
  await prefer(context, "fr");
  await stubSpeech(context);
  await open(page);
  const fr = words("fr", "tools");
  const panel = await tool(page, "fr", "tool_aloud");
  await axe(page);
  await press(page, panel.getByRole("button", { name: fr.play }));
  await expect.poll(async () => (await spoken(page)).length).toBe(1);
  const [first] = await spoken(page);
  expect(first.lang).toBe("fr");
  expect(first.text).toBe("Un navigateur est le programme qui affiche les sites web.");
  const marked = page.locator("[data-aloud]");
  await expect(marked).toContainText("est le programme qui affiche les sites web. Vous en avez");
  expect(await page.evaluate(() => [...(CSS as unknown as { highlights: Map<string, Set<Range>> }).highlights.get("aloud") ?? []].map(String))).toEqual([
    // The meaning of the word is there and not shown; it is not read either.
    expect.stringMatching(/^Un navigateur.* est le programme qui affiche les sites web\.$/),
  ]);
  await endSentence(page);
  await expect.poll(async () => (await spoken(page)).length).toBe(2);

  // Paused, nothing goes on; resumed, the sentence begins again, at the speed that was chosen meanwhile.
  const pause = panel.getByRole("button", { name: fr.pause });
  await press(page, pause);
  await expect(panel.getByRole("button", { name: fr.resume })).toBeVisible();
  await panel.getByRole("combobox", { name: fr.rate }).selectOption("1.5");
  await panel.getByRole("button", { name: fr.resume }).press("Enter");
  await expect.poll(async () => (await spoken(page)).length).toBe(3);
  const [, second, third] = await spoken(page);
  expect(third).toEqual({ ...second, rate: 1.5 });

  await page.getByRole("link", { name: chapterTitle(COURSE, "search-well", "fr") }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: chapterTitle(COURSE, "search-well", "fr") })).toBeFocused();
  expect(await page.evaluate(() => (window as unknown as { isSpeaking: () => boolean }).isSpeaking())).toBe(false);
});

test("a browser without a voice says so", async ({ page, context }) => {
  await prefer(context, "en");
  await stubSpeech(context);
  await open(page);
  const panel = await tool(page, "en", "tool_aloud");
  await panel.getByRole("button", { name: words("en", "tools").play }).click();
  await endSentence(page, "error");
  await expect(panel.getByRole("alert")).toContainText("This browser cannot read aloud in: English");
  await axe(page);
});

for (const language of ["en", "ar"] as Language[]) {
  test(`a word of the glossary opens in place, ${language}`, async ({ page, context }) => {
    await prefer(context, language);
    await open(page);
    const term = page.getByRole("article").getByRole("button", { name: language === "en" ? "browser" : "المتصفح", exact: true });
    await expect(term).toHaveAttribute("aria-expanded", "false");
    await press(page, term);
    await expect(term).toHaveAttribute("aria-expanded", "true");
    await expect(term).toBeFocused();
    const meaning = page.getByText(language === "en" ? "A program that shows websites." : "برنامج يعرض مواقع الويب.");
    await expect(meaning).toBeVisible();
    await axe(page);
    await page.keyboard.press("Escape");
    await expect(meaning).toBeHidden();
    await expect(term).toHaveAttribute("aria-expanded", "false");
  });
}

test("reading goes on where it was left, apart from the video, on another device too", async ({ page, context, browser, baseURL }) => {
  await prefer(context, "en");
  const email = await newAccount(context, baseURL ?? "", "resume");
  await open(page);
  await expect(page.getByRole("button", { name: /^Go on reading/ })).toHaveCount(0);
  const kept = page.waitForResponse((answer) => answer.url().endsWith("/progress") && (answer.request().postData() ?? "").match(/"reading_block":\d/) !== null);
  await page.getByRole("heading", { level: 2, name: "Make it comfortable" }).evaluate((heading) => heading.scrollIntoView());
  const progress = await (await kept).json();
  expect(progress.chapters[0].reading_block).toBeGreaterThan(5);
  expect(progress.chapters[0].position_ms).toBe(0);

  const device = await browser.newContext({ baseURL, locale: "en-GB" });
  await prefer(device, "en");
  await signIn(device, baseURL ?? "", email);
  const other = await device.newPage();
  await open(other);
  const resume = other.getByRole("button", { name: /Go on reading where you left off \(section “(Make it comfortable|Move around.*)”\)/ });
  await expect(resume).toBeVisible();
  await axe(other);
  await press(other, resume);
  await expect(resume).toHaveCount(0);
  expect(await other.evaluate(() => document.activeElement?.closest("#lesson-text") !== null)).toBe(true);
  expect(await other.evaluate(() => window.scrollY)).toBeGreaterThan(200);
  await device.close();
});

for (const language of ["en", "fr", "ar"] as Language[]) {
  test(`a problem is reported from the lesson, ${language}`, async ({ page, context, browser, baseURL }) => {
    await prefer(context, language);
    const report = words(language, "report");
    const text = `${language} ${Date.now()}: the captions cover the picture`;
    await open(page);
    const panel = await tool(page, language, "tool_report");
    await axe(page);
    // Nothing written: the summary names the field, and leads to it.
    await press(page, panel.getByRole("button", { name: report.send }));
    const field = panel.getByRole("textbox", { name: report.text });
    await expect(field).toHaveAttribute("aria-invalid", "true");
    await axe(page);
    // Too much written: it is said, and nothing of it is lost.
    await field.fill("x".repeat(2001));
    await panel.getByRole("button", { name: report.send }).click();
    await expect(panel.getByRole("group", { name: words(language, "shell").error_summary })).toBeFocused();
    await expect(field).toHaveAttribute("aria-invalid", "true");
    await expect(field).toHaveValue("x".repeat(2001));
    await field.fill(text);
    await press(page, panel.getByRole("button", { name: report.send }));
    await expect(panel.getByText(report.sent)).toBeVisible();
    await axe(page);

    const desk = await browser.newContext({ baseURL });
    await signIn(desk, baseURL ?? "", "staff@example.org");
    const kept = await (await desk.request.get(`${baseURL}/api/staff/reports`)).json();
    const mine = kept.items.find((item: { text: string }) => item.text === text);
    expect(mine).toMatchObject({ page: LESSON, course: COURSE, chapter: CHAPTER, second: 0, contact: null, state: "new" });
    await desk.close();
  });
}

for (const language of ["en", "fr"] as const) {
  test(`a report is read and solved by staff, and by nobody else, ${language}`, async ({ page, context, browser, baseURL }) => {
    await prefer(context, language);
    const [reports, shell] = [wordsOf(language, "reports"), wordsOf(language, "shell")];
    const text = `Desk ${language} ${Date.now()}: the menu is not reached with Tab`;
    const sent = await context.request.post(`${baseURL}/api/reports`, {
      data: { text, page: LESSON, course: COURSE, chapter: CHAPTER, second: 12, contact: "ada@example.org", key: `key-${language}-${Date.now()}` },
    });
    expect(sent.status()).toBe(204);
    await page.goto("/staff/reports");
    await expect(page.getByRole("link", { name: shell("sign_in") }).last()).toBeVisible();
    await signIn(context, baseURL ?? "", "staff@example.org");
    await page.goto("/staff/reports?state=new");
    const item = page.getByRole("listitem").filter({ hasText: text });
    await expect(item.getByText("ada@example.org")).toBeVisible();
    await expect(item.getByRole("link", { name: new RegExp(`^${reports("open")}`) })).toHaveAttribute("href", `${LESSON}?t=12`);
    await axe(page);
    await fits(page);
    await item.getByRole("button", { name: new RegExp(`^${reports("mark_solved")}`) }).press("Enter");
    await expect(item.getByText(reports("state_solved"), { exact: true })).toBeVisible();
    await expect(item.getByText("ada@example.org")).toHaveCount(0);
    await expect(item.getByRole("heading", { level: 3 })).toBeFocused();
    await page.getByRole("combobox", { name: reports("state") }).selectOption("solved");
    await expect(page).toHaveURL(/state=solved/);
    await expect(page.getByRole("listitem").filter({ hasText: text })).toBeVisible();
    await axe(page);

    const learner = await browser.newContext({ baseURL, locale: "en-GB" });
    await prefer(learner, language);
    await signIn(learner, baseURL ?? "", "learner@example.org");
    const other = await learner.newPage();
    await other.goto("/staff/reports");
    await expect(other.getByText(reports("staff_only"))).toBeVisible();
    await expect(other.getByText(text)).toHaveCount(0);
    await axe(other);
    await learner.close();
  });
}

test("progress for a chapter that is gone is told once", async ({ page, context }) => {
  await prefer(context, "en");
  await context.addInitScript(() => {
    if (sessionStorage.getItem("seeded")) return;
    sessionStorage.setItem("seeded", "1");
    const item = (chapter: string) => ({ course: "first-steps-online", chapter, position_ms: 5, read: true, answers: [], key: null });
    localStorage.setItem("guest-progress", JSON.stringify([item("the-browser"), item("the-modem")]));
  });
  await page.goto("/sign-up");
  await page.getByRole("textbox", { name: "Name" }).fill("Gone Chapter");
  await page.getByRole("textbox", { name: "E-mail address" }).fill(freshEmail("gone"));
  await page.getByRole("textbox", { name: "Password" }).fill(PASSWORD);
  await page.keyboard.press("Enter");
  await expect(page.getByText("1 chapter that you studied is no longer here")).toBeVisible();
  await expect(page.getByText("the-modem (First steps online)")).toBeVisible();
  await axe(page);
  await press(page, page.getByRole("button", { name: "I have read this" }));
  await expect(page.getByText("no longer here")).toHaveCount(0);
  await page.reload();
  await heading(page);
  await expect(page.getByText("no longer here")).toHaveCount(0);
});
