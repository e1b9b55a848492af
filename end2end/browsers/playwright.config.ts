import { defineConfig } from "@playwright/test";

const address = process.env.PASSERELLE_URL;
if (!address) throw new Error("PASSERELLE_URL is not set: run `cargo xtask test browsers`");

export default defineConfig({
  testDir: ".",
  workers: 1,
  retries: 0,
  timeout: 120_000,
  forbidOnly: true,
  use: { baseURL: address },
});
