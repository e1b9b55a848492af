// An owner proves that the domain of the organisation's website is its own, by a text in the DNS.
import { expect, test } from "@playwright/test";
import { serveNames } from "./dns";
import { press } from "./keyboard";
import { axe, fits, heading, newAccount, prefer } from "./support";
import { wordsOf } from "./words";

// One test for both languages: the server under test asks one server of names.
test("a text in the DNS proves a domain, with the keyboard, in English and on a phone in Arabic", async ({ browser, baseURL }) => {
  const texts = new Map<string, string>();
  const names = await serveNames(texts);
  for (const [language, width] of [["en", 1280], ["ar", 360]] as const) {
    const own = wordsOf(language, "organisation");
    const context = await browser.newContext({ baseURL, viewport: { width, height: 740 } });
    await prefer(context, language);
    await newAccount(context, baseURL ?? "", "domain");
    const domain = `velo-${language}-${Date.now()}.example`;
    const text = { name: `Velo ${domain}`, about: "Bicycles", lang: "en", size: 3, place: "lyon", website: "", accessible_workplace: false, disability_confident: false };
    const registered = await context.request.post("/api/employers", { data: text, headers: { Origin: baseURL ?? "" } });
    expect(registered.ok(), await registered.text()).toBe(true);
    const page = await context.newPage();
    await page.goto("/employer/organisation");
    await heading(page);
    await expect(page.getByText(own("domain_no_website"))).toBeVisible();

    const changed = await context.request.put("/api/employer", { data: { text: { ...text, website: `https://www.${domain}/` } }, headers: { Origin: baseURL ?? "" } });
    expect(changed.ok(), await changed.text()).toBe(true);
    await page.reload();
    const section = page.getByRole("region", { name: own("domain_title") });
    await expect(section.getByText(`_passerelle.${domain}`)).toBeVisible();
    const published = await section.locator("code").last().textContent();
    expect(published).toMatch(/^passerelle=.{8,}/);
    await axe(page);
    await fits(page);

    const look = section.getByRole("button", { name: own("domain_look") });
    await press(page, look);
    await expect(section.locator("#domain-found")).toBeFocused();
    await expect(section.getByText(own("domain_not_found_next"))).toBeVisible();
    // Twice within ten seconds is too often, which is said with how long to wait.
    await press(page, look);
    await expect(section.getByRole("alert").or(section.locator(".notice")).first()).toBeVisible();
    await axe(page);

    texts.set(`_passerelle.${domain}`, published ?? "");
    await expect(async () => {
      const answer = await context.request.post("/api/employer/domain", { headers: { Origin: baseURL ?? "" } });
      expect(answer.status()).toBe(200);
    }).toPass({ intervals: [2000], timeout: 20_000 });
    await page.reload();
    await expect(section.locator("#domain-found")).toBeVisible();
    await expect(page.getByText(own("verified"))).toBeVisible();
    await axe(page);
    await context.close();
  }
  await names.close();
});
