// What a page can look like.
import type { BrowserContext, Page } from "@playwright/test";
import { type Language, prefer } from "../support";

interface Look {
  language: Language;
  colours: "light" | "dark" | "forced";
  width: number;
}

export const LOOKS: Look[] = [
  { language: "en", colours: "light", width: 1440 },
  { language: "fr", colours: "dark", width: 360 },
  { language: "es", colours: "forced", width: 768 },
  { language: "ar", colours: "light", width: 360 },
];

export const named = ({ language, colours, width }: Look) => `${language}, ${colours}, ${width} px`;

/** Makes the pages of a context look so, from the first on. */
export async function dress(page: Page, context: BrowserContext, { language, colours }: Look) {
  await prefer(context, language, colours === "dark" ? "dark" : "light");
  await page.emulateMedia({ forcedColors: colours === "forced" ? "active" : "none" });
}
