// The ads that were found on a map, which says the same as a list of places, with the keyboard alone.
import { expect, test } from "@playwright/test";
import { choose, press } from "./keyboard";
import { axe, fits, heading, prefer } from "./support";
import { wordsOf } from "./words";

/** The number that a text says, in the digits of whichever language. */
const numberOf = (text: string | null) => Number([...(text ?? "")].map((sign) => ("٠١٢٣٤٥٦٧٨٩".includes(sign) ? "٠١٢٣٤٥٦٧٨٩".indexOf(sign) : sign)).join(""));

for (const [language, width] of [["en", 1280], ["fr", 1280], ["ar", 360]] as const) {
  test(`circles and lines of the list lead to as many ads as they say, in ${language}`, async ({ page, context }) => {
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

    // What the circles add up to is what the list says, place by place; what shares a circle stands together there.
    const list = region.getByRole("list", { name: map("title") });
    const line = ({ place, count }: { place: { name: string }; count: number }) => map("one", { place: place.name, ads: jobs("found", count) });
    for (const item of places) await expect(list.getByRole("link", { name: line(item), exact: true })).toBeVisible();
    const circles = region.getByRole("group").getByRole("link");
    const [several, single] = [circles.filter({ hasText: "+" }), circles.filter({ hasNotText: "+" })];
    const drawn = await circles.locator(".map-count").allTextContents();
    expect(drawn.reduce((sum, each) => sum + numberOf(each), 0)).toBe(total);
    await expect(list.getByRole("listitem")).toHaveCount(places.length + (await several.count()));
    const box = await circles.first().locator("circle").boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(width > 400 ? 44 : 40);
    await axe(page);
    await fits(page);

    // One that stands for several places leads to these in the list, each with its own ads.
    const together = (await several.first().locator(".map-name").textContent()) ?? "";
    const says = numberOf(await several.first().locator(".map-count").textContent());
    await press(page, several.first());
    const name = map("one", { place: together, ads: jobs("found", says) });
    await expect(region.getByRole("heading", { level: 4, name, exact: true })).toBeFocused();
    await expect(region).toBeVisible();
    const inside = list.getByRole("list", { name, exact: true });
    await expect(inside.getByRole("link")).toHaveCount(1 + numberOf(together.split("+")[1]));
    const lines = await inside.getByRole("link").allTextContents();
    const of = places.filter((item: { place: { name: string }; count: number }) => lines.includes(line(item)));
    expect(of.reduce((sum: number, { count }: { count: number }) => sum + count, 0), "its places have what it says").toBe(says);
    await axe(page);
    await press(page, inside.getByRole("link").first());
    await expect(page).toHaveURL(/contract=apprenticeship/);
    await expect(page.locator("#job-count")).toHaveText(jobs("found", of[0].count));
    await expect(page.locator("#job-count")).toBeFocused();
    await expect(region).toBeVisible();
    await axe(page);

    // One of a single place leads to its ads.
    await page.goto("/jobs?contract=apprenticeship#map");
    await heading(page);
    await expect(circles.first()).toBeVisible();
    const alone = numberOf(await single.first().locator(".map-count").textContent());
    await press(page, single.first());
    await expect(page).toHaveURL(/[?&]place=/);
    await expect(page.locator("#job-count")).toHaveText(jobs("found", alone));
    await expect(page.locator("#job-count")).toBeFocused();
    await expect(region).toBeVisible();

    await page.goto("/jobs");
    await heading(page);
    await press(page, page.getByRole("button", { name: jobs("map_show") }));
    const first = list.getByRole("link").first();
    await expect(first).toBeVisible();
    await press(page, first);
    await expect(page).toHaveURL(/place=[^&]+&radius=0(#|$)/);
    const [{ count }] = await (await context.request.get(`/api/job-places?lang=${language}`)).json();
    await expect(page.locator("#job-count"), "the link finds what it says").toHaveText(jobs("found", count));
    // Pressed once more it leads to the same ads, and a filter keeps its focus afterwards.
    await expect(page.locator("#job-count")).toBeFocused();
    await press(page, list.getByRole("link").first());
    await expect(page.locator("#job-count")).toBeFocused();
    await choose(page, page.getByRole("combobox", { name: jobs("order") }), "pay");
    await expect(page).toHaveURL(/sort=pay/);
    await page.waitForTimeout(500);
    await expect(page.getByRole("combobox", { name: jobs("order") })).toBeFocused();
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
