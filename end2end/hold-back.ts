// A slow line: what goes to an address waits until it is let go.
import type { Page, Route } from "@playwright/test";

/** Holds back what goes to an address. `waits` comes to its end once something does. */
export async function holdBack(page: Page, address: string | RegExp, holds: (route: Route) => boolean = () => true) {
  let letGo = () => {};
  const free = new Promise<void>((resolve) => (letGo = resolve));
  let came = () => {};
  const waits = new Promise<void>((resolve) => (came = resolve));
  await page.route(address, async (route) => {
    if (holds(route)) {
      came();
      await free;
    }
    // The page may be gone by then.
    await route.continue().catch(() => undefined);
  });
  return { waits, letGo };
}
