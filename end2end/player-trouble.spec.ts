// What goes wrong with a video: each time it says what happened, and offers what still works, the transcript first.
import { expect, test } from "@playwright/test";
import { intercept } from "./intercept";
import { caption, hears, listen, press } from "./learning";
import { axe, prefer } from "./support";
import { FIRST, MEDIA, open, withVideo } from "./watching";

test.use({ viewport: { width: 1280, height: 900 } });

test.beforeEach(async ({ context }) => {
  await prefer(context, "en");
  await listen(context);
});

test("a video that cannot be fetched says so, offers the transcript, and loads again", async ({ page }) => {
  await intercept(page, MEDIA, (route) => route.abort());
  const { video, button, timeline } = await open(page);
  const alert = video.getByRole("alert");
  await expect(alert.getByText("The video could not be loaded")).toBeVisible();
  await hears(page, "Everything that is said is also in the transcript.");
  await axe(page);
  await press(page, alert.getByRole("link", { name: "Go to the transcript" }));
  await expect(video.getByRole("heading", { name: "Transcript" })).toBeFocused();
  await page.unroute(MEDIA);
  await alert.getByRole("button", { name: "Load the video again" }).click();
  await expect(alert).toHaveCount(0);
  await button("Play").click();
  await expect(button("Pause")).toBeVisible();
  await expect(timeline).not.toHaveValue("0");
});

test("a rendition that is missing is followed by the next one", async ({ page }) => {
  await intercept(page, /large\.webm$/, (route) => route.fulfill({ status: 404, body: "" }));
  const { video, button, media } = await open(page);
  await expect.poll(() => media((video) => video.readyState)).toBeGreaterThan(0);
  expect(await media((video) => video.currentSrc)).not.toMatch(/large\.webm$/);
  await expect(video.getByRole("alert")).toHaveCount(0);
  await button("Play").click();
  await expect.poll(() => media((video) => video.currentTime)).toBeGreaterThan(0.5);
});

test("a browser that plays none of the forms says so, and the transcript is there", async ({ page }) => {
  await withVideo(page, (video) => {
    video.renditions = video.renditions.map((one) => ({ ...one, mime: 'video/x-unheard-of; codecs="none"' }));
  });
  const { video, line } = await open(page);
  const alert = video.getByRole("alert");
  await expect(alert.getByText("This browser plays none of the forms of this video")).toBeVisible();
  await expect(alert.getByRole("button")).toHaveCount(0);
  await expect(alert.getByRole("link", { name: "Go to the transcript" })).toBeVisible();
  await expect(line(FIRST)).toBeVisible();
  await axe(page);
});

test("a file that cannot be decoded says so when nothing else is left", async ({ page }) => {
  await intercept(page, MEDIA, (route) => route.fulfill({ status: 200, contentType: "video/webm", body: "this is no video" }));
  const { video } = await open(page);
  await expect(video.getByRole("alert").getByText(/^(The video could not be loaded|This browser cannot play the video)$/)).toBeVisible();
});

test("a stalled line is told, and the transcript and a smaller picture are offered", async ({ page }) => {
  const waiting: (() => void)[] = [];
  let stall = false;
  await intercept(page, /large\.(webm|mp4)$/, async (route) => {
    if (stall) await new Promise<void>((resolve) => waiting.push(resolve));
    await route.continue().catch(() => undefined);
  });
  stall = true;
  const { video, button, media } = await open(page);
  await button("Play").click();
  await expect(video.getByText("Loading the rest of the video")).toBeVisible();
  await hears(page, "Loading the rest of the video");
  await expect(button("Pause")).toBeVisible();
  await expect(video.getByText("The video does not arrive")).toBeVisible({ timeout: 20_000 });
  await hears(page, "Everything that is said is also in the transcript.");
  await expect(video.getByRole("link", { name: "Go to the transcript" })).toBeVisible();
  await axe(page);
  await button("Play a smaller picture").click();
  await expect.poll(() => media((video) => video.currentSrc)).toMatch(/small\.webm$/);
  await expect.poll(() => media((video) => video.currentTime)).toBeGreaterThan(0.3);
  await expect(video.getByText("The video does not arrive")).toHaveCount(0);
  waiting.forEach((go) => go());
});

test("a jump that takes its time says so, and then where it led and nothing else", async ({ page }) => {
  let arrive = () => {};
  const held = new Promise<void>((resolve) => (arrive = resolve));
  await intercept(page, MEDIA, async (route) => {
    await held;
    await route.continue().catch(() => undefined);
  });
  const { button, timeline } = await open(page);
  await press(page, button("Forward 5 s"));
  // The patience with the first jump ends while the second one is under way.
  await page.waitForTimeout(1_000);
  await press(page, button("Next chapter"));
  await hears(page, "Loading the rest of the video");
  arrive();
  await hears(page, "The address bar");
  await expect(timeline).toHaveAttribute("aria-valuetext", /^(9|1\d) seconds of 54 seconds$/);
  const said = await page.evaluate(() => (window as unknown as { said: string[] }).said);
  expect(said.filter((words) => words === "The window")).toEqual([]);
});

for (const [what, answer] of [
  ["missing", { status: 404, body: "" }],
  ["broken", { status: 200, contentType: "text/vtt", body: "<html>not captions</html>" }],
] as const) {
  test(`a caption file that is ${what} says so, and other languages and another try are offered`, async ({ page }) => {
    await intercept(page, /captions\.en\.vtt/, (route) => route.fulfill(answer));
    const { transcript, button, line, media } = await open(page);
    await expect(transcript.getByText("The captions of this video cannot be read")).toBeVisible();
    await axe(page);
    await button("Play").click();
    await expect.poll(() => media((video) => video.currentTime)).toBeGreaterThan(0.3);
    await button("Read it in: French").click();
    await expect(line("Un navigateur est le programme")).toBeVisible();

    await page.unroute(/captions\.en\.vtt/);
    await page.evaluate(() => localStorage.removeItem("preference-player"));
    await intercept(page, /captions\.en\.vtt$/, (route) => route.fulfill(answer));
    await page.reload();
    await button("Load the transcript again").click();
    await expect(line(FIRST)).toBeVisible();
    await line(FIRST).click();
    await expect(caption(page, FIRST)).toBeVisible();
  });
}

test("a part that cannot be fetched says so, and is fetched when asked again", async ({ page }) => {
  const { video, button, setting } = await open(page);
  await intercept(page, /\.wasm$/, (route) => route.abort());
  await intercept(page, /player_settings\.json$/, (route) => route.abort());
  await button("Settings").click();
  const again = video.getByRole("button", { name: "Try again" });
  await expect(again).toBeVisible();
  await page.unroute(/\.wasm$/);
  await page.unroute(/player_settings\.json$/);
  await again.click();
  await expect(setting("Speed")).toBeVisible();
});
