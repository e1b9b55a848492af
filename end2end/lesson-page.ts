// What the tests of a lesson share: its address, opening it, and its tools.
import { type Page, expect } from "@playwright/test";
import { press, words } from "./learning";
import { type Language, heading } from "./support";

export const COURSE = "first-steps-online";
export const CHAPTER = "the-browser";
export const LESSON = `/courses/${COURSE}/${CHAPTER}`;

/** Opens the lesson, or another page. */
export async function open(page: Page, path = LESSON) {
  await page.goto(path);
  await heading(page);
}

/** Opens a tool of the lesson with the keyboard and gives its panel. */
export async function tool(page: Page, language: Language, key: string) {
  const name = words(language, "lesson")[key];
  const button = page.getByRole("button", { name, exact: true });
  await press(page, button);
  await expect(button).toHaveAttribute("aria-expanded", "true");
  const panel = page.getByRole("region", { name, exact: true });
  await expect(panel).toBeVisible();
  return panel;
}
