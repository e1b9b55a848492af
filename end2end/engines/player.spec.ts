// The player and its lesson by every engine, in each state that a learner meets, found by role and name.
import { readFileSync } from "node:fs";
import { type Page, expect, test } from "@playwright/test";
import { player, words } from "../learning";
import { type Language, heading } from "../support";
import { LESSON, MEDIA, withVideo } from "../watching";
import { bends, judge } from "./engines";
import { LOOKS, dress, named } from "./looks";

const TITLES: Record<Language, string> = JSON.parse(readFileSync(new URL("../../content/media/browser-tour/media.json", import.meta.url), "utf8")).title;

for (const look of LOOKS) {
  test.describe(named(look), () => {
    test.use({ viewport: { width: look.width, height: 900 } });

    test.beforeEach(({ page, context }) => dress(page, context, look));

    test("paused, playing with captions and description, and with its settings open", async ({ page }) => {
      const { video, button } = await open(page, look.language);
      await judge(page, `paused, ${named(look)}`);
      await bends(page);
      await button("descriptions").click();
      // It must not end before three engines have judged it.
      await page.locator("video").first().evaluate((film) => ((film as HTMLVideoElement).loop = true));
      await button("play").click();
      await expect(button("pause")).toBeVisible();
      await judge(page, `playing, ${named(look)}`);
      await button("pause").click();
      await button("settings").click();
      await expect(video.getByRole("combobox").first()).toBeVisible();
      await judge(page, `settings, ${named(look)}`);
    });

    test("with a signer, with the list of its keys open, and over", async ({ page }) => {
      // No demo course has a signer, so that the server's answer is given one.
      await withVideo(page, (video) => {
        video.signed = video.renditions.filter((one) => JSON.stringify(one).includes("small.webm"));
      });
      const { say, video, button } = await open(page, look.language);
      await button("sign").click();
      await expect(video.getByRole("group", { name: say.sign })).toBeVisible();
      await judge(page, `signed, ${named(look)}`);
      await button("keys").click();
      const keys = video.getByRole("dialog", { name: say.keys });
      await expect(keys).toBeVisible();
      await judge(page, `keys, ${named(look)}`);
      await page.keyboard.press("Escape");
      await expect(keys).toBeHidden();
      await video.getByRole("slider", { name: say.timeline }).fill("53");
      await button("play").click();
      await expect(video.getByText(say.ended)).toBeVisible();
      await judge(page, `over, ${named(look)}`);
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
  return { say, video, button };
}
