import { defineConfig } from "@playwright/test";

// There is one keyboard, one screen and one screen reader, so one journey is made at a time.
const address = process.env.PASSERELLE_URL;
if (!address) throw new Error("PASSERELLE_URL is not set: run `cargo xtask test screen-reader`");

export default defineConfig({
  testDir: ".",
  workers: 1,
  retries: 0,
  timeout: 120_000,
  forbidOnly: true,
  use: { baseURL: address },
});
