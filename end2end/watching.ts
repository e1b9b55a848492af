// What the tests of the player share: opening the lesson, its parts by role and name, and what the media element itself says.
import { type BrowserContext, type Page, type Route, expect } from "@playwright/test";
import { player } from "./learning";
import { heading } from "./support";

export const LESSON = "/courses/first-steps-online/the-browser";
export const TITLE = "A tour of the browser";
export const FIRST = "A browser is the program that lets you visit pages on the web.";
export const SECOND = "Its window is like the window of a train: the frame stays, the view changes.";
export const MEDIA = /\/media\/[^/]+\/[^/]+\.(webm|mp4)$/;
const SHOW_LESSON = /\/api\/courses\/[^/]+\/chapters\/[^/?]+(\?.*)?$/;

/** Opens the lesson and gives its parts. */
export async function open(page: Page, query = "") {
  await page.goto(LESSON + query);
  await heading(page);
  const video = player(page, "en", TITLE);
  await expect(video.getByRole("button", { name: "Play", exact: true }).or(video.getByRole("button", { name: "Pause", exact: true }))).toBeVisible();
  const button = (name: string) => video.getByRole("button", { name, exact: true });
  const transcript = video.getByRole("region", { name: "Transcript" });
  return {
    video,
    button,
    transcript,
    setting: (name: string) => video.getByRole("combobox", { name, exact: true }),
    slider: (name: string) => video.getByRole("slider", { name, exact: true }),
    box: (name: string) => video.getByRole("checkbox", { name, exact: true }),
    line: (text: string) => transcript.getByRole("button", { name: text }),
    timeline: video.getByRole("slider", { name: "Position in the video" }),
    media: (read: (video: HTMLVideoElement) => unknown) => video.getByLabel(TITLE, { exact: true }).evaluate(read as (element: HTMLElement | SVGElement) => unknown),
  };
}

/** Opens the settings, which are fetched then. */
export async function openSettings(parts: Awaited<ReturnType<typeof open>>) {
  await parts.button("Settings").click();
  await expect(parts.setting("Speed")).toBeVisible();
}

/** Changes what the server says of the video, to have forms of it that no demo course has. */
export async function withVideo(page: Page, change: (video: { renditions: object[]; described: object[]; signed: object[]; tracks: object[] }) => void) {
  await page.route(SHOW_LESSON, async (route: Route) => {
    const response = await route.fetch();
    const lesson = await response.json();
    change(lesson.video);
    await route.fulfill({ response, json: lesson });
  });
}

export interface Spoken {
  text: string;
  lang: string;
  rate: number;
  voice: string;
}

/** A voice that takes its time, since browsers under test have none. What was said, and what was cut off, stands in `window.spoken`. */
export async function voice(context: BrowserContext, msPerCharacter: number) {
  await context.addInitScript((pace) => {
    const spoken: Spoken[] = [];
    let timer = 0;
    let current: { onend?: () => void; onerror?: () => void } | undefined;
    class Utterance {
      lang = "";
      rate = 1;
      voice: { name: string } | null = null;
      onend?: () => void;
      onerror?: () => void;
      constructor(public text: string) {}
    }
    const synthesis = {
      getVoices: () => [
        { name: "Test one", lang: "en-GB" },
        { name: "Test two", lang: "en-US" },
        { name: "Essai", lang: "fr-FR" },
      ],
      speak: (one: Utterance) => {
        spoken.push({ text: one.text, lang: one.lang, rate: one.rate, voice: one.voice?.name ?? "" });
        current = one;
        timer = window.setTimeout(() => one.onend?.(), (one.text.length * pace) / one.rate);
      },
      cancel: () => {
        window.clearTimeout(timer);
        current?.onerror?.();
        current = undefined;
      },
    };
    Object.assign(window, { spoken, SpeechSynthesisUtterance: Utterance });
    Object.defineProperty(window, "speechSynthesis", { value: synthesis });
    type Spoken = { text: string; lang: string; rate: number; voice: string };
  }, msPerCharacter);
}

export const spoken = (page: Page): Promise<Spoken[]> => page.evaluate(() => (window as unknown as { spoken: Spoken[] }).spoken);
