// The ads that were found on a map, which says the same as a list of places, with the keyboard alone.
import { expect, test } from "@playwright/test";
import { press } from "./keyboard";
import { axe, fits, heading, prefer } from "./support";
import { wordsOf } from "./words";

for (const [language, width] of [["en", 1280], ["fr", 1280], ["ar", 360]] as const) {
  test(`a circle and a line of the list lead to the ads of a place, in ${language}`, async ({ page, context }) => {
    await prefer(context, language);
    await page.setViewportSize({ width, height: 900 });
    const [jobs, map] = [wordsOf(language, "jobs"), wordsOf(language, "map")];
    await page.goto("/jobs?contract=apprenticeship");
    await heading(page);
    await press(page, page.getByRole("button", { name: jobs("map_show") }));
    const region = page.getByRole("region", { name: map("title") });
    await expect(region).toBeVisible();
    const places = await (await context.request.get(`/api/job-places?contract=apprenticeship&lang=${language}`)).json();
    const total = places.reduce((sum: number, place: { count: number }) => sum + place.count, 0);
    expect(total).toBe((await (await context.request.get("/api/jobs?contract=apprenticeship")).json()).total);

    // What the circles add up to is what the list says, place by place.
    const list = region.getByRole("list", { name: map("title") });
    await expect(list.getByRole("listitem")).toHaveCount(places.length);
    for (const { place, count } of places) {
      await expect(list.getByRole("link", { name: map("one", { place: place.name, ads: jobs("found", count) }), exact: true })).toBeVisible();
    }
    const circles = region.getByRole("group").getByRole("link");
    const drawn = await circles.locator(".map-count").allTextContents();
    const numbers = drawn.map((text) => Number([...text].map((sign) => ("٠١٢٣٤٥٦٧٨٩".includes(sign) ? "٠١٢٣٤٥٦٧٨٩".indexOf(sign) : sign)).join("")));
    expect(numbers.reduce((sum, each) => sum + each, 0)).toBe(total);
    const box = await circles.first().locator("circle").boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(width > 400 ? 44 : 40);
    await axe(page);
    await fits(page);

    await press(page, circles.first());
    await expect(page).toHaveURL(/[?&]place=/);
    await expect(page).toHaveURL(/contract=apprenticeship/);
    await expect(page.locator("#job-count")).toBeFocused();
    await expect(region).toBeVisible();
    await axe(page);

    await page.goto("/jobs");
    await heading(page);
    await press(page, page.getByRole("button", { name: jobs("map_show") }));
    const line = list.getByRole("link").first();
    await expect(line).toBeVisible();
    await press(page, line);
    await expect(page).toHaveURL(/place=[^&]+&radius=1(#|$)/);
    const [{ count }] = await (await context.request.get(`/api/job-places?lang=${language}`)).json();
    await expect(page.locator("#job-count"), "the link finds what it says").toHaveText(jobs("found", count));
    await press(page, page.getByRole("button", { name: jobs("map_hide") }));
    await expect(region).toHaveCount(0);
  });
}

test("a search that finds nothing says so on the map too", async ({ page, context }) => {
  await prefer(context, "en");
  await page.goto("/jobs?q=zzzz");
  await heading(page);
  await press(page, page.getByRole("button", { name: "Show on a map" }));
  await expect(page.getByText("No ad here to put on a map.")).toBeVisible();
  await axe(page);
});
