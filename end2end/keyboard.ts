// A page as it is used without a mouse: what cannot be reached with Tab cannot be used here.
import { type Locator, type Page, expect } from "@playwright/test";
import { tabTo } from "./support";

/** The smallest file that is a PDF: a header, one empty page, and where its objects stand. */
export const PDF = Buffer.from(
  "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n" +
    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\nxref\n0 4\n0000000000 65535 f \n0000000009 00000 n \n" +
    "0000000052 00000 n \n0000000101 00000 n \ntrailer<</Size 4/Root 1 0 R>>\nstartxref\n164\n%%EOF\n",
);

/** Reaches a control with Tab and presses a key on it. */
export async function press(page: Page, locator: Locator, key = "Enter") {
  await expect(locator).toBeVisible();
  await tabTo(page, locator, 120);
  await page.keyboard.press(key);
}

/** Reaches a field with Tab and writes into it, in place of what stood there. */
export async function write(page: Page, locator: Locator, text: string) {
  await expect(locator).toBeVisible();
  await tabTo(page, locator, 120);
  await page.keyboard.press("Control+A");
  await page.keyboard.type(text);
}

/** Reaches the line of a disclosure, which has no role of its own, and opens it. */
export async function unfold(page: Page, summary: Locator) {
  await expect(summary).toBeVisible();
  for (let step = 0; step < 120; step += 1) {
    if (await summary.evaluate((element) => element.closest("summary") === document.activeElement)) return page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
  }
  throw new Error(`not reached with Tab: ${summary}`);
}

/**
 * Goes through the options of a list until it stands at a value; the list must keep focus while the page searches. It may show the choice
 * before for a moment, and have gone past the value by the next key.
 */
export async function choose(page: Page, locator: Locator, value: string) {
  await expect(locator).toBeVisible();
  await tabTo(page, locator, 120);
  const ahead = () =>
    locator.evaluate((list, value) => {
      const { options, selectedIndex } = list as HTMLSelectElement;
      return [...options].findIndex((option) => option.value === value) - selectedIndex;
    }, value);
  for (let step = 0; step < 60; step += 1) {
    const steps = await ahead();
    if (steps === 0) break;
    await page.keyboard.press(steps > 0 ? "ArrowDown" : "ArrowUp");
  }
  await expect(locator).toHaveValue(value);
  await expect(locator).toBeFocused();
}

/** Opens the browser's own dialog from a field for files, and chooses one there. */
export async function chooseFile(page: Page, field: Locator, name: string, buffer: Buffer) {
  const chooser = page.waitForEvent("filechooser");
  await press(page, field);
  await (await chooser).setFiles({ name, mimeType: "application/pdf", buffer });
}

/** Writes down what live regions say, as a screen reader would hear it. */
export async function listen(page: Page) {
  const heard: string[] = [];
  await page.exposeFunction("passerelleHeard", (text: string) => heard.push(text));
  await page.addInitScript(() => {
    const tell = (node: Node) => {
      const region = (node instanceof Element ? node : node.parentElement)?.closest("[aria-live], [role=status]");
      const text = region?.textContent?.trim();
      if (text) (window as unknown as { passerelleHeard(text: string): void }).passerelleHeard(text);
    };
    new MutationObserver((changes) => changes.forEach((change) => tell(change.target))).observe(document, { subtree: true, childList: true, characterData: true });
  });
  return heard;
}

/** Ticks a box or chooses an option with the space bar. Its label lies over the box itself, which a mouse would hit instead. */
export async function tick(option: Locator) {
  await option.press("Space");
  await expect(option).toBeChecked();
}
