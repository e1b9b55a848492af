// The player and its lesson by every engine, in each state that a learner meets, found by role and name.
import { readFileSync } from "node:fs";
import { type Page, expect, test } from "@playwright/test";
import { player, words } from "../learning";
import { type Language, heading } from "../support";
import { judge } from "./engines";
import { LOOKS, dress, named } from "./looks";

const LESSON = "/courses/first-steps-online/the-browser";
const TITLES: Record<Language, string> = JSON.parse(readFileSync(new URL("../../content/media/browser-tour/media.json", import.meta.url), "utf8")).title;
const MEDIA = /\/media\/[^/]+\/[^/]+\.(webm|mp4)(\?.*)?$/;

for (const look of LOOKS) {
  test.describe(named(look), () => {
    test.use({ viewport: { width: look.width, height: 900 } });

    test.beforeEach(({ page, context }) => dress(page, context, look));

    test("paused, playing with captions and description, and with its settings open", async ({ page }) => {
      const { video, button } = await open(page, look.language);
      await judge(page, `paused, ${named(look)}`);
      await button("descriptions").click();
      await button("play").click();
      await expect(button("pause")).toBeVisible();
      await judge(page, `playing, ${named(look)}`);
      await button("pause").click();
      await button("settings").click();
      await expect(video.getByRole("combobox").first()).toBeVisible();
      await judge(page, `settings, ${named(look)}`);
    });

    test("broken, with the transcript in its place", async ({ page }) => {
      await page.route(MEDIA, (route) => route.abort());
      const { video } = await open(page, look.language);
      await expect(video.getByRole("alert")).toBeVisible();
      await judge(page, `broken, ${named(look)}`);
    });
  });
}

async function open(page: Page, language: Language) {
  await page.goto(LESSON);
  await heading(page);
  const say = words(language, "player");
  const video = player(page, language, TITLES[language]);
  const button = (key: string) => video.getByRole("button", { name: say[key], exact: true });
  await expect(button("play")).toBeVisible();
  return { video, button };
}
