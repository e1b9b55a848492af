// Keys: what they do, where they do nothing, and how each is changed or switched off.
import { expect, test } from "@playwright/test";
import { hears, listen, press } from "./learning";
import { axe, prefer, tabTo } from "./support";
import { open, openSettings } from "./watching";

test.use({ viewport: { width: 1280, height: 900 } });

test.beforeEach(async ({ context }) => {
  await prefer(context, "en");
  await listen(context);
});

test("every key does what the list of keys says, and says what it did", async ({ page }) => {
  const { video, button, timeline, media } = await open(page);
  await tabTo(page, button("Captions"), 150);
  await page.keyboard.press("c");
  await expect(button("Captions")).toHaveAttribute("aria-pressed", "false");
  await hears(page, "Captions: off");
  await page.keyboard.press("d");
  await expect(button("Description")).toHaveAttribute("aria-pressed", "true");
  await hears(page, "Description: on");
  await page.keyboard.press("d");
  await page.keyboard.press("m");
  await expect(button("Mute")).toHaveAttribute("aria-pressed", "true");
  await hears(page, "Mute: on");
  await page.keyboard.press("m");
  await page.keyboard.press("ArrowDown");
  await hears(page, "Volume: 90%");
  await page.keyboard.press("ArrowUp");
  await hears(page, "Volume: 100%");
  await page.keyboard.press("ArrowRight");
  await expect(timeline).toHaveValue("5");
  await hears(page, "5 seconds of 54 seconds");
  await page.keyboard.press("ArrowLeft");
  await expect(timeline).toHaveValue("0");
  await page.keyboard.press("n");
  await expect(timeline).toHaveValue("9");
  await hears(page, "The address bar");
  await page.keyboard.press("p");
  await expect(timeline).toHaveValue("0");
  await page.keyboard.press("l");
  await expect.poll(() => media((video) => video.playbackRate)).toBe(1.25);
  await hears(page, /^Speed: 1\.25\s×$/);
  await page.keyboard.press("j");
  await expect.poll(() => media((video) => video.playbackRate)).toBe(1);
  await page.keyboard.press("k");
  await expect(button("Pause")).toBeVisible();
  await hears(page, "Playing");
  await page.keyboard.press("k");
  await expect(button("Play")).toBeVisible();
  await page.keyboard.press("a");
  await hears(page, "The repeated passage starts at");
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => media((video) => video.currentTime)).toBeGreaterThan(4.9);
  // The player knows where it is once the video says that it got there.
  await expect(timeline).toHaveValue(/^[5-9]$/);
  await page.keyboard.press("b");
  await hears(page, /^Repeats from/);
  await page.keyboard.press("x");
  await hears(page, "No passage is repeated.");
  await page.keyboard.press("t");
  await hears(page, /^\d+ seconds? of 54 seconds$/);
  await page.keyboard.press("f");
  await expect(button("Leave full screen")).toBeVisible();
  await page.keyboard.press("f");
  await expect(button("Full screen")).toBeVisible();
  await page.keyboard.press("o");
  await expect(button("Settings")).toHaveAttribute("aria-expanded", "true");
  await page.keyboard.press("?");
  await expect(video.getByRole("dialog", { name: "Keys" })).toBeVisible();
});

test("what keys did is not said where that is switched off", async ({ page }) => {
  const parts = await open(page);
  await openSettings(parts);
  await parts.box("Say what a key did").uncheck();
  await tabTo(page, parts.button("Captions"), 150);
  await page.keyboard.press("m");
  await expect(parts.button("Mute")).toHaveAttribute("aria-pressed", "true");
  await page.waitForTimeout(600);
  const said = await page.evaluate(() => (window as unknown as { said: string[] }).said);
  expect(said.filter((text) => text.includes("Mute"))).toEqual([]);
});

test("the list of keys is a dialog in which each can be changed or switched off", async ({ page }) => {
  const { video, button, media } = await open(page);
  await press(page, button("Keys"));
  const dialog = video.getByRole("dialog", { name: "Keys" });
  await expect(dialog).toHaveAccessibleDescription(/^Keys work while focus is on the player/);
  await expect(dialog.getByRole("listitem")).toHaveCount(22);
  await axe(page);

  // Another key, which another shortcut had.
  await dialog.getByRole("button", { name: "Change: Play or pause", exact: true }).click();
  await expect(dialog.getByText("Press a key")).toBeVisible();
  await page.keyboard.press("m");
  await hears(page, "M: Play or pause. It was the key of: Mute, which has none now.");
  // A key that belongs to the browser or a screen reader is refused.
  await dialog.getByRole("button", { name: "Change: Mute", exact: true }).click();
  await page.keyboard.press("Insert");
  await hears(page, "The key Insert belongs to the browser or to screen readers. Press another one.");
  await page.keyboard.press("Escape");
  await expect(dialog.getByText("Press a key")).toHaveCount(0);
  await expect(dialog).toBeVisible();
  // And one is switched off.
  await dialog.getByRole("button", { name: "Switch off: Captions", exact: true }).click();
  await expect(dialog.getByRole("button", { name: "Switch on: Captions", exact: true })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(button("Keys")).toBeFocused();

  const holds = async () => {
    await tabTo(page, button("Captions"), 150);
    await page.keyboard.press("c");
    await page.keyboard.press("k");
    await page.keyboard.press("m");
    await expect(button("Pause")).toBeVisible();
    await page.keyboard.press("m");
    await expect(button("Play")).toBeVisible();
    await expect(button("Captions")).toHaveAttribute("aria-pressed", "true");
    expect(await media((video) => video.muted)).toBe(false);
  };
  await holds();
  await page.reload();
  await expect(button("Play")).toBeVisible();
  await holds();
  await button("Keys").click();
  await dialog.getByRole("button", { name: "Put all keys back" }).click();
  await hears(page, "All keys are as they were at first.");
  await page.keyboard.press("Escape");
  await tabTo(page, button("Captions"), 150);
  await page.keyboard.press("c");
  await expect(button("Captions")).toHaveAttribute("aria-pressed", "false");
});

test("single letters are switched off by one switch, and arrows stay", async ({ page }) => {
  const { video, button, timeline } = await open(page);
  await button("Keys").click();
  await video.getByRole("checkbox", { name: "Use single letters as shortcuts" }).uncheck();
  await page.keyboard.press("Escape");
  await tabTo(page, button("Captions"), 150);
  await page.keyboard.press("c");
  await page.keyboard.press("ArrowRight");
  await expect(timeline).toHaveValue("5");
  await expect(button("Captions")).toHaveAttribute("aria-pressed", "true");
});

test("no key is taken from a text field, from a slider, or together with Ctrl, Alt or Meta", async ({ page }) => {
  const { video, button, timeline, media } = await open(page);
  await button("Search and download").click();
  const field = video.getByRole("searchbox", { name: "Search in the transcript" });
  await field.click();
  await page.keyboard.type("mkcd ");
  await expect(field).toHaveValue("mkcd ");
  await expect(button("Captions")).toHaveAttribute("aria-pressed", "true");
  await expect(button("Play")).toBeVisible();

  await tabTo(page, timeline, 150);
  await page.keyboard.press("ArrowUp");
  await expect(timeline).toHaveValue("1");
  expect(await media((video) => video.volume)).toBe(1);

  await tabTo(page, button("Captions"), 150);
  const kept = await page.evaluate(() => {
    const taken: string[] = [];
    for (const key of ["c", "k", "ArrowRight"]) {
      for (const modifier of ["ctrlKey", "altKey", "metaKey"]) {
        const event = new KeyboardEvent("keydown", { key, [modifier]: true, bubbles: true, cancelable: true });
        if (!document.activeElement?.dispatchEvent(event)) taken.push(`${modifier} ${key}`);
      }
    }
    for (const key of ["Insert", "CapsLock", "Escape", "Tab", "Home", "End", "PageDown", "F7", "Enter"]) {
      const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
      if (!document.activeElement?.dispatchEvent(event)) taken.push(key);
    }
    return taken;
  });
  expect(kept).toEqual([]);
  await expect(button("Captions")).toHaveAttribute("aria-pressed", "true");
});
