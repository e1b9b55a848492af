// The way to a passed quiz and an account in French and in Arabic, on a phone, with the keyboard alone.
import { expect, test } from "@playwright/test";
import { caption, chapterTitle, courseTitle, fill, hears, listen, player, press, questions, right, takeQuiz, type, words } from "./learning";
import { PASSWORD, axe, fits, freshEmail, heading, prefer } from "./support";

const COURSE = "first-steps-online";
const CHAPTER = "the-browser";

const READERS = [
  { language: "fr", dir: "ltr", search: "navigateur", video: "Le tour du navigateur", said: "Un navigateur est le programme" },
  { language: "ar", dir: "rtl", search: "الإنترنت", video: "جولة في المتصفح", said: "المتصفح هو البرنامج" },
] as const;

test.use({ viewport: { width: 360, height: 740 } });

for (const { language, dir, search, video, said } of READERS) {
  test(`a learner passes a quiz and signs up in ${language} on a phone with the keyboard alone`, async ({ page, context }) => {
    test.slow();
    await prefer(context, language);
    await listen(context);
    const [shell, catalogue, lesson, quiz, account, desk] = ["shell", "catalogue", "lesson", "quiz", "account", "desk"].map((name) => words(language, name));
    const controls = words(language, "player");
    const main = page.getByRole("main");
    const title = (name: string | RegExp) => page.getByRole("heading", { level: 1, name });
    const chapter = chapterTitle(COURSE, CHAPTER, language);

    await test.step("opens the catalogue by the menu", async () => {
      await page.goto("/");
      await heading(page);
      await expect(page.locator("html")).toHaveAttribute("dir", dir);
      await press(page, page.getByRole("button", { name: shell.menu }));
      await press(page, page.getByRole("navigation", { name: shell.main_navigation }).getByRole("link", { name: shell.courses }));
      await expect(title(catalogue.title)).toBeFocused();
      await fits(page);
    });

    await test.step("searches, and narrows in the dialog of a small screen", async () => {
      await type(page, page.getByRole("searchbox", { name: catalogue.search }), search);
      await page.keyboard.press("Enter");
      await expect(page).toHaveURL(new RegExp(`q=${encodeURIComponent(search)}$`));
      const course = main.getByRole("link", { name: courseTitle(COURSE, language), exact: true });
      await expect(course).toBeVisible();
      await press(page, main.getByRole("button", { name: fill(catalogue.filters_count, { number: "1" }) }));
      const dialog = page.getByRole("dialog", { name: shell.filters });
      await expect(dialog).toBeVisible();
      await press(page, dialog.getByRole("radio", { name: catalogue.length_any }), "ArrowDown");
      await page.keyboard.press("ArrowDown");
      await expect(page).toHaveURL(/&length=medium$/);
      await axe(page);
      await page.keyboard.press("Escape");
      await expect(dialog).toBeHidden();
      await expect(main.getByRole("button", { name: fill(catalogue.filters_count, { number: "2" }) })).toBeFocused();
      await press(page, course);
      await expect(title(courseTitle(COURSE, language))).toBeFocused();
      await fits(page);
      await axe(page);
    });

    await test.step("watches and reads the first lesson", async () => {
      await press(page, main.getByRole("link", { name: catalogue.start }));
      await expect(title(chapter)).toBeFocused();
      await fits(page);
      const region = player(page, language, video);
      await press(page, region.getByRole("button", { name: controls.play, exact: true }));
      await expect(caption(page, said).first()).toBeVisible();
      await page.keyboard.press("Enter");
      await expect(region.getByRole("button", { name: controls.play, exact: true })).toBeFocused();
      await press(page, main.getByRole("checkbox", { name: lesson.read }), "Space");
      await hears(page, lesson.read_saved);
      await axe(page);
      await press(page, main.getByRole("link", { name: lesson.to_quiz }));
    });

    await test.step("passes the quiz", async () => {
      await expect(title(fill(quiz.title, { title: chapter }))).toBeFocused();
      await takeQuiz(page, questions(COURSE, CHAPTER), right, language);
      await expect(page.getByRole("heading", { level: 2, name: quiz.passed })).toBeFocused();
      await expect(page.getByText(quiz.passed_next)).toBeVisible();
      await fits(page);
      await axe(page);
    });

    await test.step("signs up and finds the course on the desk", async () => {
      await press(page, main.getByRole("link", { name: quiz.sign_up }));
      await expect(title(account.sign_up_title)).toBeFocused();
      await type(page, page.getByRole("textbox", { name: account.name, exact: true }), "ليلى Dupont");
      await type(page, page.getByRole("textbox", { name: account.email }), freshEmail(language));
      await type(page, page.getByRole("textbox", { name: account.password }), PASSWORD);
      await page.keyboard.press("Enter");
      await expect(title(fill(quiz.title, { title: chapter }))).toBeVisible();
      await page.goto("/desk");
      await expect(title(desk.title)).toBeVisible();
      await expect(main.getByRole("link", { name: new RegExp(`^${desk.go_on}`) })).toBeVisible();
      await expect(main.getByRole("link", { name: courseTitle(COURSE, language), exact: true })).toBeVisible();
      await fits(page);
      await axe(page);
    });
  });
}
