// What every journey needs: a language and a theme before the first paint, fresh accounts, and axe.
import { AxeBuilder } from "@axe-core/playwright";
import { type BrowserContext, type Page, expect } from "@playwright/test";
import { wordsOf } from "./words";

export type Language = "en" | "fr" | "es" | "ar";

/** Opens every page of a context in a language and a theme. */
export async function prefer(context: BrowserContext, language: Language, theme: "light" | "dark" = "light") {
  await context.addInitScript(
    ([language, theme]) => {
      // A language chosen during the journey wins over the one it began with.
      if (!localStorage.getItem("language")) localStorage.setItem("language", language);
      if (!localStorage.getItem("theme")) localStorage.setItem("theme", theme);
    },
    [language, theme],
  );
}

/** Results that axe cannot decide by itself, each with the reason why it is not a fault here. */
const UNDECIDED: Record<string, string> = {
  "color-contrast": "text over a picture or a gradient; both are drawn with tokens whose contrast is computed in style/tokens.css",
  "video-caption": "axe cannot know whether a track of kind captions holds all that is said; the content's tests do",
};

/**
 * Waits until nothing on the page is on its way to another colour or place; what goes on for ever is let be. In what the browser does
 * not draw, since it is far from what is seen, time stands still, so that it is taken to its end.
 */
export async function rests(page: Page) {
  await page.evaluate(async () => {
    const ends = (animation: Animation) => Number.isFinite(Number(animation.effect?.getComputedTiming().endTime));
    const drawn = ({ effect }: Animation) =>
      effect instanceof KeyframeEffect && effect.target?.checkVisibility({ contentVisibilityAuto: true } as CheckVisibilityOptions);
    for (;;) {
      const running = document.getAnimations().filter((animation) => ends(animation) && animation.playState !== "finished");
      if (running.length === 0) return;
      running.filter((animation) => !drawn(animation)).forEach((animation) => animation.finish());
      await new Promise(requestAnimationFrame);
    }
  });
}

/** What axe finds. In its usual mode it would open a page of its own for every look, which is for frames of other sites; there are none. */
export async function axeResults(page: Page) {
  const results = await new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations", "incomplete"] }).analyze();
  expect(results.passes.length, "axe found something to check").toBeGreaterThan(5);
  return results;
}

/** Runs axe on the page as it rests, and fails on violations and on anything undecided without a reason. */
export async function axe(page: Page) {
  await rests(page);
  const results = await axeResults(page);
  const told = results.violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => `${node.target} ${node.failureSummary}`).join(" | ")}`);
  expect(told, `axe on ${page.url()}`).toEqual([]);
  const undecided = results.incomplete.filter((result) => !(result.id in UNDECIDED));
  expect(
    undecided.map((result) => `${result.id}: ${result.nodes.map((node) => node.target).join(" | ")}`),
    `axe, undecided, on ${page.url()}`,
  ).toEqual([]);
}

/** The page does not scroll sideways. */
export async function fits(page: Page) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(over, `${page.url()} scrolls sideways`).toBeLessThanOrEqual(0);
}

let count = 0;
const run = Date.now().toString(36);

/** An address that no account has yet. */
export function freshEmail(who: string) {
  count += 1;
  return `${who}-${run}-${process.pid}-${count}@example.org`;
}

export const PASSWORD = "passerelle-demo";

/** Signs a demo or fresh account in, without the form. */
export async function signIn(context: BrowserContext, baseURL: string, email: string) {
  const answer = await context.request.post(`${baseURL}/api/session`, { data: { email, password: PASSWORD } });
  expect(answer.ok(), `sign in as ${email}`).toBe(true);
}

/** Makes an account, signed in, without the form. Each comes from an address of its own, as only so many are opened from one. */
export async function newAccount(context: BrowserContext, baseURL: string, who: string) {
  const email = freshEmail(who);
  const data = { name: `Test ${who}`, email, password: PASSWORD, language: null };
  const headers = { "X-Forwarded-For": `10.${(process.pid >> 8) & 255}.${process.pid & 255}.${count & 255}` };
  const answer = await context.request.post(`${baseURL}/api/accounts`, { data, headers });
  expect(answer.ok(), `sign up as ${email}`).toBe(true);
  return email;
}

/** Waits until the page's one h1 stands. */
export async function heading(page: Page) {
  const heading = page.getByRole("heading", { level: 1 });
  await expect(heading).toHaveCount(1);
  return heading;
}

/** Waits until the page knows that somebody is signed in; on a phone the link that says so is folded away. */
export async function isSignedIn(page: Page, language: Language) {
  const name = new RegExp(`^${wordsOf(language, "shell")("account")}`);
  await expect(page.getByRole("banner").getByRole("link", { name, includeHidden: true })).toHaveCount(1);
}

/** Presses Tab until an element has focus: it can be reached with the keyboard alone. */
export async function tabTo(page: Page, locator: ReturnType<Page["getByRole"]>, most = 60) {
  for (let step = 0; step < most; step += 1) {
    if (await locator.evaluate((element) => element === document.activeElement).catch(() => false)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`not reached with Tab: ${locator}`);
}
