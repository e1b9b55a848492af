// The notices about what was typed beside what is kept, as `src/meanwhile.rs` has them.
import type { Page } from "@playwright/test";
import type { Language } from "./support";
import { wordsOf } from "./words";

/** A page's notices by their kind, and the buttons of the ways on by their message. */
export function notices(page: Page, language: Language) {
  const words = wordsOf(language, "meanwhile");
  return {
    notice: (kind: "overtaken" | "aside" | "unsaved") => page.locator(`#meanwhile-${kind}`),
    wayOn: (key: "see_kept" | "take_place" | "aside_back" | "aside_discard" | "discard") =>
      page.getByRole("button", { name: words(key), exact: true }),
  };
}
