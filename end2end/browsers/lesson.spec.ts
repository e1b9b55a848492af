// Firefox and WebKit play a lesson with captions, description and transcript. Playwright drives neither of Debian's browsers, so
// this goes through WebDriver, which each of them has.
import { expect, test } from "@playwright/test";
import { wordsOf } from "../words";
import { Browser, type Engine } from "./webdriver";

const LESSON = "/courses/first-steps-online/the-browser";
const FIRST = "A browser is the program that lets you visit pages on the web.";
const LATER = "Press the plus sign for a new tab, and the little cross to close one.";
const say = wordsOf("en", "player");

for (const engine of ["firefox", "webkit"] as const satisfies Engine[]) {
  test(`${engine} plays a lesson with captions, description and transcript`, async ({ baseURL }, info) => {
    const browser = await Browser.start(engine, info.outputPath("profile"));
    try {
      await browser.goto(`${baseURL}${LESSON}?lang=en`);
      const line = await browser.byRole("button", new RegExp(FIRST.slice(0, 30)));

      await test.step("it plays, and the captions come and go with what is said", async () => {
        await browser.click(await browser.byRole("button", say("play")));
        await browser.byRole("button", say("pause"));
        await browser.until("the picture moves", moves);
        await browser.click(line);
        await browser.until("the first caption", shows, FIRST, true);
        await browser.click(await browser.byRole("button", say("captions")));
        await browser.until("no caption", shows, FIRST, false);
        await browser.click(await browser.byRole("button", say("captions")));
      });

      await test.step("the description is said where there is no voice: in a live region", async () => {
        await browser.click(await browser.byRole("button", say("descriptions")));
        await browser.click(await browser.byRole("button", "The address bar"));
        const told = await browser.until("a description", described);
        expect(told.length).toBeGreaterThan(3);
      });

      await test.step("a line of the transcript leads to its place, and is marked", async () => {
        await browser.enter(await browser.byRole("button", new RegExp(LATER.slice(0, 30))));
        await browser.until("the line is the current one", current, LATER.slice(0, 30));
        const time = await browser.run(() => document.querySelector("video")?.currentTime ?? 0);
        expect(time).toBeGreaterThan(30);
      });
    } catch (error) {
      // A browser without a window is best seen by what its player holds.
      console.log(await browser.run(() => document.querySelector("video")?.closest("section")?.innerText.slice(0, 2000)));
      throw error;
    } finally {
      await browser.close();
    }
  });
}

function moves() {
  const video = document.querySelector("video");
  return video !== null && !video.paused && video.currentTime > 0.3 && video.videoWidth > 0;
}

/** Whether a caption stands, or stands no more. Its lines are broken where they fit. */
function shows(text: string, wanted: boolean) {
  return [...document.querySelectorAll("p")].some((one) => one.innerText.replace(/\s+/g, " ").includes(text)) === wanted;
}

/** What a region of the player that screen readers listen to holds now. */
function described() {
  const video = document.querySelector("video");
  const player = video?.closest("section");
  return [...(player?.querySelectorAll("[role=status], [aria-live]") ?? [])].map((region) => region.textContent?.trim() ?? "").find((text) => text.length > 3) ?? "";
}

function current(text: string) {
  return [...document.querySelectorAll("[aria-current=true]")].some((line) => line.textContent?.replace(/\s+/g, " ").includes(text));
}
