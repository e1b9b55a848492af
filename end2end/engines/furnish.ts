import type { FullConfig } from "@playwright/test";
import { furnish } from "../every-page";

/** Once before all tests, so that every look meets the same pages. */
export default async function ({ projects }: FullConfig) {
  process.env.FURNISHED = JSON.stringify(await furnish(projects[0].use.baseURL ?? ""));
}
