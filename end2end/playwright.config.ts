import { defineConfig } from "@playwright/test";

// `cargo xtask test end-to-end` starts the real server on a seeded database and says where it is.
const address = process.env.PASSERELLE_URL;
if (!address) throw new Error("PASSERELLE_URL is not set: run `cargo xtask test end-to-end`");

/** Journeys that publish ads. */
const PUBLISHING = ["own-ads.spec.ts", "pipeline.spec.ts", "placement.spec.ts", "posted-again.spec.ts", "posting.spec.ts", "questions.spec.ts", "shared-domain.spec.ts"];

export default defineConfig({
  testDir: ".",
  projects: [
    // Those in folders have configurations of their own.
    { name: "journeys", testMatch: "*.spec.ts", testIgnore: ["screen-reader/**", "browsers/**", "engines/**", ...PUBLISHING] },
    // Ads that come in would change what the others count, so they come in afterwards.
    { name: "publishing", testMatch: PUBLISHING, dependencies: ["journeys"] },
  ],
  // Journeys share one database, as people do; each makes the accounts it changes.
  workers: 2,
  fullyParallel: false,
  // A test that passes only when tried again is broken.
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  use: {
    baseURL: address,
    locale: "en-GB",
    timezoneId: "Europe/Paris",
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--autoplay-policy=no-user-gesture-required",
      ],
    },
  },
});
