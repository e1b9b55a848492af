// From the first search to a certificate that anybody can check, with the keyboard alone, and then on another device.
import { type Page, expect, test } from "@playwright/test";
import { caption, chapterTitle, courseTitle, hears, listen, pass, player, press, questions, right, takeQuiz, type, wrong } from "./learning";
import { PASSWORD, axe, fits, freshEmail, heading, prefer, tabTo } from "./support";

const COURSE = "accessible-html";
const [FIRST, SECOND, ...OTHERS] = ["why-semantics", "headings-and-landmarks", "images-and-links", "forms-that-help"];
const LINE = "The second is made of a button element, and everyone can use it.";
const NAME = "Ada Keys";

test.use({ viewport: { width: 1440, height: 900 } });

test("a learner goes from a search to a certificate with the keyboard alone", async ({ page, context, browser, baseURL }) => {
  test.slow();
  await prefer(context, "en");
  await listen(context);
  const email = freshEmail("keys");
  const main = page.getByRole("main");
  const title = (name: string) => page.getByRole("heading", { level: 1, name });

  await test.step("finds the course: the count is announced, and the address holds the search", async () => {
    await page.goto("/courses");
    await heading(page);
    const every = await found(page, "");
    await expect(page.getByRole("heading", { level: 2, name: every })).toBeVisible();
    await type(page, page.getByRole("searchbox", { name: "Search courses" }), "HTML");
    await page.keyboard.press("Enter");
    const words = await found(page, "?q=HTML");
    expect(words).not.toBe(every);
    await hears(page, words);
    await expect(page.getByRole("heading", { level: 2, name: words })).toBeVisible();
    await expect(page).toHaveURL(/\/courses\?q=HTML$/);

    const topics = page.getByRole("radiogroup", { name: "Topic" });
    await tabTo(page, topics.getByRole("radio", { name: "All topics" }), 150);
    await page.keyboard.press("ArrowDown");
    await expect(topics.getByRole("radio", { name: "Digital basics" })).toBeFocused();
    await page.keyboard.press("ArrowDown");
    await expect(topics.getByRole("radio", { name: "Web", exact: true })).toBeFocused();
    await expect(topics.getByRole("radio", { name: "Web", exact: true })).toBeChecked();
    await expect(page).toHaveURL(/\/courses\?q=HTML&topic=web$/);
    await expect(page.getByRole("button", { name: "Remove filter: Web" })).toBeVisible();
    await expect(page.getByRole("heading", { level: 2, name: await found(page, "?q=HTML&topic=web") })).toBeVisible();
    await axe(page);
    await page.reload();
    await expect(page.getByRole("searchbox", { name: "Search courses" })).toHaveValue("HTML");
    await expect(topics.getByRole("radio", { name: "Web", exact: true })).toBeChecked();
  });

  await test.step("starts it without an account", async () => {
    await press(page, main.getByRole("link", { name: courseTitle(COURSE, "en"), exact: true }));
    await expect(title(courseTitle(COURSE, "en"))).toBeFocused();
    await fits(page);
    await axe(page);
    await press(page, main.getByRole("link", { name: "Start the course" }));
    await expect(title(chapterTitle(COURSE, FIRST, "en"))).toBeFocused();
    await expect(page.getByText("You are learning without an account")).toBeVisible();
  });

  await test.step("watches the video: plays, reads captions, goes to a line", async () => {
    const video = player(page, "en", "Why semantic HTML matters");
    await press(page, video.getByRole("button", { name: "Play", exact: true }));
    const pause = video.getByRole("button", { name: "Pause", exact: true });
    await expect(pause).toBeFocused();
    await expect(caption(page, "On the screen these two buttons look the same")).toBeVisible();
    await page.keyboard.press("Space");
    await expect(video.getByRole("button", { name: "Play", exact: true })).toBeFocused();

    const lines = video.getByRole("button", { name: /On the screen these two buttons/ });
    await tabTo(page, lines, 150);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    const line = video.getByRole("button", { name: LINE });
    await expect(line).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(line).toHaveAttribute("aria-current", "true");
    await expect(video.getByRole("slider", { name: "Position in the video" })).toHaveValue("8");
    await expect(caption(page, LINE)).toBeVisible();
    await axe(page);
  });

  await test.step("says that it is read", async () => {
    const box = main.getByRole("checkbox", { name: "I have read this chapter" });
    await press(page, box, "Space");
    await expect(box).toBeChecked();
    await hears(page, "Saved.");
    await press(page, main.getByRole("link", { name: "Take the quiz" }));
    await expect(title(`Quiz: ${chapterTitle(COURSE, FIRST, "en")}`)).toBeFocused();
  });

  await test.step("fails the quiz, reads why, and passes it", async () => {
    const asked = questions(COURSE, FIRST);
    const missed = asked.filter((question) => ["q1", "q3"].includes(question.id));
    await takeQuiz(page, asked, (question) => (missed.includes(question) ? wrong(question) : right(question)), "en");
    await expect(page.getByRole("heading", { level: 2, name: "Not passed yet" })).toBeFocused();
    await expect(page.getByText("2 of 4 right (50%). To pass, you need 75%.")).toBeVisible();
    for (const question of missed) {
      const part = main.getByRole("listitem").filter({ has: page.getByRole("heading", { level: 4, name: question.text.en }) });
      await expect(part.getByText("Wrong", { exact: true })).toBeVisible();
      await expect(part.getByText(wrong(question)[0].feedback.en)).toBeVisible();
    }
    await axe(page);
    await press(page, page.getByRole("button", { name: "Try again" }));
    await takeQuiz(page, asked, right, "en");
    await expect(page.getByRole("heading", { level: 2, name: "You passed" })).toBeFocused();
    await expect(page.getByText("4 of 4 right (100%). To pass, you need 75%.")).toBeVisible();
    await axe(page);
  });

  await test.step("signs up, and the progress comes along", async () => {
    await press(page, main.getByRole("link", { name: "Sign up, free" }));
    await expect(title("Create your free account")).toBeFocused();
    await expect(page.getByText("What you learned here so far comes along.")).toBeVisible();
    await type(page, page.getByRole("textbox", { name: "Name" }), NAME);
    await type(page, page.getByRole("textbox", { name: "E-mail address" }), email);
    await type(page, page.getByRole("textbox", { name: "Password" }), PASSWORD);
    await page.keyboard.press("Enter");
    await expect(title(`Quiz: ${chapterTitle(COURSE, FIRST, "en")}`)).toBeVisible();
    await page.goto(`/courses/${COURSE}`);
    await expect(page.getByText("Quiz passed: 100%")).toBeVisible();
    await expect(main.getByRole("link", { name: `Go on: ${chapterTitle(COURSE, SECOND, "en")}` })).toBeVisible();
  });

  await test.step("leaves the second video in the middle", async () => {
    await press(page, main.getByRole("link", { name: /^Go on: / }));
    await expect(title(chapterTitle(COURSE, SECOND, "en"))).toBeFocused();
    const video = player(page, "en", "Headings and landmarks");
    await press(page, video.getByRole("button", { name: "Landmarks", exact: true }));
    await expect(video.getByRole("slider", { name: "Position in the video" })).toHaveValue("22");
    const kept = page.waitForResponse((answer) => answer.url().endsWith(`/${SECOND}/progress`) && answer.ok());
    await press(page, video.getByRole("button", { name: "Play", exact: true }));
    await expect(video.getByRole("button", { name: "Pause", exact: true })).toBeFocused();
    await page.keyboard.press("Enter");
    await kept;
  });

  const device = await browser.newContext({ baseURL, locale: "en-GB" });
  await prefer(device, "en", "dark");
  const other = await device.newPage();

  await test.step("goes on from there on another device", async () => {
    await other.goto("/sign-in");
    await heading(other);
    await type(other, other.getByRole("textbox", { name: "E-mail address" }), email);
    await type(other, other.getByRole("textbox", { name: "Password" }), PASSWORD);
    await other.keyboard.press("Enter");
    await expect(other.getByRole("heading", { level: 1, name: "My learning" })).toBeFocused();
    await expect(other.getByText("1 of 4 chapters done")).toBeVisible();
    await axe(other);
    await press(other, other.getByRole("link", { name: /^Go on/ }));
    await expect(other.getByRole("heading", { level: 1, name: chapterTitle(COURSE, SECOND, "en") })).toBeFocused();
    const video = player(other, "en", "Headings and landmarks");
    await expect(video.getByRole("slider", { name: "Position in the video" })).toHaveValue(/^2[2-9]$/);
    await expect(video.getByRole("button", { name: "Play", exact: true })).toBeVisible();
  });

  await test.step("passes the other quizzes and gets the certificate", async () => {
    for (const chapter of [SECOND, ...OTHERS]) await pass(device.request, COURSE, chapter);
    await other.goto(`/courses/${COURSE}`);
    await press(other, other.getByRole("button", { name: "Get your certificate" }));
    await expect(other.getByRole("heading", { level: 1, name: courseTitle(COURSE, "en") })).toBeFocused();
    await expect(other.getByText("This is your certificate")).toBeVisible();
    await axe(other);
  });

  await test.step("shows it to somebody without an account", async () => {
    const stranger = await browser.newContext({ baseURL, locale: "en-GB" });
    const shown = await stranger.newPage();
    await shown.goto(new URL(other.url()).pathname);
    await expect(shown.getByRole("heading", { level: 1, name: courseTitle(COURSE, "en") })).toBeVisible();
    await expect(shown.getByText("Genuine and unchanged", { exact: true })).toBeVisible();
    await expect(shown.getByText(NAME)).toBeVisible();
    await expect(shown.getByText("This is your certificate")).toHaveCount(0);
    await expect(shown.getByRole("main")).toMatchAriaSnapshot(`
      - main:
        - paragraph: Genuine and unchanged
        - article:
          - paragraph: Certificate
          - paragraph: This certifies that
          - paragraph: ${NAME}
          - paragraph: passed every quiz of the course
          - heading "Accessible HTML" [level=1]
        - button "Copy the link"
        - link "See the course"
        - region "How to check it"
        - region "Check another certificate"
    `);
    await axe(shown);
    await stranger.close();
  });
  await device.close();
});

/** How the page says how many courses the server finds. */
async function found(page: Page, query: string) {
  const list = await (await page.request.get(`/api/courses${query}`)).json();
  expect(list.total).toBeGreaterThan(0);
  return list.total === 1 ? "1 course found" : `${list.total} courses found`;
}
