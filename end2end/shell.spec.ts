// What stands around every page, with the failures of others that it must not have.
import { type Request, expect, test } from "@playwright/test";
import { intercept } from "./intercept";
import { listen } from "./keyboard";
import { axe, fits, heading, prefer, signIn } from "./support";
import { wordsOf } from "./words";

const AD = "user-researcher-glasgow";

test("a route announces itself once: focus moves to its h1, and the title names it", async ({ page }) => {
  await page.goto("/");
  await heading(page);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Courses" }).click();
  const title = page.getByRole("heading", { level: 1, name: "Courses" });
  await expect(title).toBeFocused();
  await expect(page).toHaveTitle("Courses · Passerelle");
  await expect(page.getByRole("main")).toHaveCount(1);
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
});

test("navigation stands outside main, and the skip link leads into main", async ({ page }) => {
  await page.goto("/courses");
  await heading(page);
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Skip to the content" });
  await expect(skip).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
  await expect(page.getByRole("main").getByRole("navigation", { name: "Main" })).toHaveCount(0);
});

test("the language switches in place, is remembered, and mirrors the page for Arabic", async ({ page }) => {
  await page.goto("/courses?topic=web");
  await heading(page);
  await page.getByText("English", { exact: true }).first().click();
  await page.getByRole("button", { name: "العربية" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "الدورات" })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
  await expect(page.locator("html")).toHaveAttribute("lang", "ar");
  expect(page.url()).toContain("topic=web");
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "الدورات" })).toBeVisible();
});

test("the address can ask for a language", async ({ page }) => {
  await page.goto("/jobs?lang=fr");
  await expect(page.locator("html")).toHaveAttribute("lang", "fr");
});

test("one language is loaded at a time", async ({ page }) => {
  const fetched: string[] = [];
  page.on("request", (request) => {
    const found = /\/i18n\/(..)\/(\w+)\.json/.exec(request.url());
    if (found) fetched.push(`${found[1]}/${found[2]}`);
  });
  await page.goto("/courses");
  await heading(page);
  expect(fetched.every((file) => file.startsWith("en/"))).toBe(true);
  expect(new Set(fetched).size, `each file once: ${fetched}`).toBe(fetched.length);
});

test("the theme is chosen and kept", async ({ page }) => {
  await page.goto("/");
  await heading(page);
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.getByText("Colours", { exact: true }).click();
  await page.getByRole("button", { name: "Light" }).click();
  const light = await paper();
  await page.getByRole("button", { name: "Dark" }).click();
  await expect(page.getByRole("button", { name: "Dark" })).toHaveAttribute("aria-pressed", "true");
  expect(await paper()).not.toBe(light);
  await page.reload();
  await heading(page);
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
});

test("an address that leads nowhere says so", async ({ page }) => {
  await page.goto("/no/such/page/at/all");
  await expect(page.getByRole("heading", { level: 1, name: "This page does not exist" })).toBeVisible();
  await axe(page);
});

test("a course that does not exist is a failure with a way on, not an empty page", async ({ page }) => {
  await page.goto("/courses/no-such-course");
  await expect(page.getByText("We cannot find this")).toBeVisible();
  await expect(page.getByRole("button", { name: "Try again" })).toBeVisible();
});

// The pieces are those of the release build; a debug build is in one piece and fails only for the words.
for (const [missing, address, link] of [
  ["piece", /\/page_\w+\.wasm$/, "Components"],
  ["words", /\/i18n\/en\/about\.json$/, "Accessibility"],
] as const) {
  test(`a page whose ${missing} cannot be fetched offers to try again, and then works`, async ({ page }) => {
    await page.goto("/");
    await heading(page);
    await intercept(page, address, (route) => route.abort());
    await page.getByRole("contentinfo").getByRole("link", { name: link }).click();
    const retry = page.getByRole("button", { name: "Try again" });
    await expect(page.getByRole("heading", { level: 1, name: "We could not reach the server" })).toBeFocused();
    await page.unroute(address);
    await retry.click();
    await expect(page.getByRole("heading", { level: 1, name: link })).toBeFocused();
  });
}

test("a list that cannot be fetched is a failure, never an empty list", async ({ page }) => {
  await intercept(page, "**/api/courses?**", (route) => route.abort());
  await intercept(page, "**/api/courses", (route) => route.abort());
  await page.goto("/courses");
  await expect(page.getByText("We could not reach the server")).toBeVisible();
  await page.unroute("**/api/courses?**");
  await page.unroute("**/api/courses");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("link", { name: /First steps online/ }).first()).toBeVisible();
});

test("what comes after trying again takes focus in place of the button, in English and Arabic", async ({ browser, baseURL }) => {
  for (const language of ["en", "ar"] as const) {
    const context = await browser.newContext({ baseURL });
    await prefer(context, language);
    const page = await context.newPage();
    const again = page.getByRole("button", { name: wordsOf(language, "shell")("retry") });
    await intercept(page, "**/api/courses/first-steps-online?**", (route) => route.abort());
    await page.goto("/courses/first-steps-online");
    await again.press("Enter");
    // It fails once more: focus is where the failure is told.
    await expect(await heading(page)).toBeFocused();
    await page.unroute("**/api/courses/first-steps-online?**");
    await again.press("Enter");
    const title = (await (await page.request.get(`/api/courses/first-steps-online?lang=${language}`)).json()).title;
    await expect(page.getByRole("heading", { level: 1, name: title })).toBeFocused();
    await context.close();
  }
});

test("being offline is said, and gone again when the network is back", async ({ page, context }) => {
  const heard = await listen(page);
  await page.goto("/courses");
  await heading(page);
  await context.setOffline(true);
  await expect(page.getByText("You are offline.", { exact: false })).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByText("You are offline.", { exact: false })).toHaveCount(0);
  await expect.poll(() => heard.filter((words) => words === "You are online again.").length).toBe(1);
});

test("without JavaScript the page says what it needs", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL });
  const page = await context.newPage();
  await page.goto("/");
  // What stands in a noscript element is in no accessibility tree that Playwright asks, so it is found by its element.
  const words = page.getByRole("main").locator("noscript");
  await expect(words).toBeVisible();
  for (const text of ["needs JavaScript", "a besoin de JavaScript", "necesita JavaScript", "جافاسكريبت"]) await expect(words).toContainText(text, { useInnerText: true });
  await context.close();
});

test("the shell paints before the wasm arrives, and says when it cannot arrive", async ({ page, context }) => {
  await prefer(context, "fr");
  await intercept(page, "**/main_bg.wasm", (route) => route.abort());
  await page.goto("/courses");
  await expect(page.getByRole("banner")).toBeVisible();
  await expect(page.getByRole("contentinfo")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, name: "Passerelle n’a pas pu démarrer." })).toBeVisible();
  await expect(page.getByRole("button", { name: "Réessayer" })).toBeVisible();
});

test("the menu of a phone opens and closes with the keyboard", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto("/");
  await heading(page);
  await fits(page);
  const menu = page.getByRole("button", { name: "Menu" });
  await expect(menu).toHaveAttribute("aria-expanded", "false");
  await menu.focus();
  await page.keyboard.press("Enter");
  await expect(menu).toHaveAttribute("aria-expanded", "true");
  await page.getByRole("link", { name: "Jobs", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  await expect(menu).toHaveAttribute("aria-expanded", "false");
});

const BEGINNINGS = [
  ["/", "home"],
  ["/courses", "catalogue"],
  ["/courses?topic=web", "catalogue"],
  ["/courses/first-steps-online", "course"],
  ["/courses/first-steps-online/the-browser", "lesson"],
  ["/jobs", "jobs"],
  ["/jobs?lang=ar", "jobs"],
  ["/jobs?q=web&sort=pay", "jobs"],
  [`/jobs/${AD}`, "job"],
] as const;

for (const who of ["nobody", "candidate"] as const) {
  test(`what a page needs is on its way before the app runs, and nothing else: ${who}`, async ({ page, context, baseURL }) => {
    if (who === "candidate") await signIn(context, baseURL ?? "", "candidate@example.org");
    // What the app itself asks for, however the browser then comes by it.
    await page.addInitScript(() => {
      const kept = window as unknown as { asked: string[] };
      kept.asked = [];
      const real = window.fetch;
      window.fetch = (input, init) => {
        kept.asked.push(new URL(input instanceof Request ? input.url : input, location.href).href);
        return real(input, init);
      };
    });
    for (const [address, piece] of BEGINNINGS) {
      const fetched: string[] = [];
      const note = (request: Request) => fetched.push(request.url());
      page.on("request", note);
      await page.goto(address);
      await heading(page);
      await page.waitForLoadState("networkidle");
      page.off("request", note);
      const early = await page.evaluate(() =>
        [...document.querySelectorAll<HTMLLinkElement>("link[rel=preload]")].map((link) => link.href),
      );
      const used = await page.evaluate(() => [
        ...(window as unknown as { asked: string[] }).asked,
        ...[...document.querySelectorAll<HTMLLinkElement>("link[rel=stylesheet]")].map((link) => link.href),
      ]);
      expect(early.filter((one) => !used.includes(one)), `${address}: fetched early for nothing`).toEqual([]);
      const count = (list: string[], one: string) => list.filter((other) => other === one).length;
      expect(early.filter((one) => count(fetched, one) !== count(used, one)), `${address}: fetched twice`).toEqual([]);
      // Panels come after the page that opens them.
      const pieces = fetched.map((url) => new URL(url).pathname.split("/").pop() ?? "").filter((name) => name.startsWith("page_"));
      expect(pieces.indexOf(`page_${piece}.wasm`), address).toBe(0);
      expect(new Set(pieces).size, `${address}: each piece once: ${pieces}`).toBe(pieces.length);
    }
  });
}

test("the footer of a phone does not jump while a page arrives", async ({ page }) => {
  await page.setViewportSize({ width: 412, height: 823 });
  await page.addInitScript(() => {
    const shifts = window as unknown as { moved: number };
    shifts.moved = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.moved += (entry as unknown as { value: number }).value;
    }).observe({ type: "layout-shift", buffered: true });
  });
  for (const address of ["/", "/courses", "/jobs"]) {
    await page.goto(address);
    await heading(page);
    await page.waitForLoadState("networkidle");
    // The value up to which a page counts as steady.
    expect(await page.evaluate(() => (window as unknown as { moved: number }).moved), address).toBeLessThan(0.1);
  }
});

test("the arrow keys go from tab to tab, and around the end", async ({ page }) => {
  await page.goto("/gallery");
  await heading(page);
  const tabs = page.getByRole("tablist").first().getByRole("tab");
  const count = await tabs.count();
  expect(count).toBeGreaterThan(1);
  await tabs.first().focus();
  await page.keyboard.press("ArrowRight");
  await expect(tabs.nth(1)).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await expect(tabs.nth(count - 1)).toBeFocused();
});
