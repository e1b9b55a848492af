// What the journeys share: the one screen reader, and a fresh browser for each of them.
import { test as base } from "@playwright/test";
import { Browser, type Engine } from "../browsers/webdriver";
import { type Language, PASSWORD } from "../support";
import { Reader } from "./reader";

/** A page in a browser that the screen reader follows. */
export interface Visit {
  engine?: Engine;
  language?: Language;
  /** The demo account to be signed in with. */
  as?: string;
}

interface Journeys {
  /** Opens a page, and lets the screen reader finish with what it says about it. */
  visit: (path: string, how?: Visit) => Promise<Browser>;
}

export const test = base.extend<Journeys, { reader: Reader }>({
  reader: [
    // Playwright reads what a fixture depends on from its first parameter, which is empty here.
    async ({}, use) => {
      const reader = await Reader.start();
      await use(reader);
      reader.stop();
    },
    { scope: "worker", timeout: 60_000 },
  ],
  visit: async ({ reader, baseURL, playwright }, use, info) => {
    let browser: Browser | undefined;
    await use(async (path, { engine = "chromium", language = "en", as } = {}) => {
      reader.begin();
      browser = await Browser.start(engine, `${reader.folder}/${info.testId}`);
      if (as) {
        // A browser takes a cookie for the place that it is at only. This one is small, and its policy lets no script fetch.
        await browser.goto(`${baseURL}/api/session`);
        const desk = await playwright.request.newContext({ baseURL });
        const answer = await desk.post("/api/session", { data: { email: as, password: PASSWORD } });
        if (!answer.ok()) throw new Error(`sign in as ${as}: ${answer.status()}`);
        const { cookies } = await desk.storageState();
        for (const { name, value } of cookies) await browser.keep(name, value);
        await desk.dispose();
      }
      // Orca may take a page that is there for one that is still loading, and says so; then it is opened once more.
      for (let attempt = 0; attempt === 0 || (!reader.loaded() && attempt < 3); attempt += 1) {
        await browser.goto(`${baseURL}${path}${path.includes("?") ? "&" : "?"}lang=${language}`);
        await browser.until("the heading of the page", () => document.querySelector("main h1:not([aria-busy] *)") !== null);
        await reader.settles(1_200);
      }
      await reader.press("ctrl+Home");
      reader.forget();
      return browser;
    });
    if (info.status !== info.expectedStatus || process.env.TELL) {
      const focus = await browser?.run(() => document.activeElement?.outerHTML.slice(0, 200));
      console.log(`heard:\n${reader.transcript()}\nfocus: ${focus}`);
    }
    await browser?.close();
    await reader.settles();
    reader.forget();
  },
});

export { expect } from "@playwright/test";
