// A slow or broken line: what goes to an address is answered by the test, or waits until it is let go.
import { type Page, type Route, expect } from "@playwright/test";

let probes = 0;

/**
 * Has the test answer what goes to an address from now on. Chromium says that it intercepts before the page does: a key that is pressed at
 * once may be handled first, and its request then goes past the test. So this waits until a request of the page's own was seen.
 */
export async function intercept(page: Page, address: string | RegExp, answer: (route: Route) => unknown, options: { times?: number } = {}) {
  await page.route(address, answer, options);
  // A page that was not opened yet has nothing to send.
  if (page.url() === "about:blank") return;
  probes += 1;
  const probe = `/intercepted-${probes}`;
  const seen = `**${probe}`;
  await page.route(seen, (route) => route.fulfill({ status: 204 }));
  const status = () => page.evaluate((probe) => fetch(probe).then((answer) => answer.status), probe);
  await expect.poll(status, "the page's requests are intercepted").toBe(204);
  await page.unroute(seen);
}

/** Holds back what goes to an address. `waits` waits until something does. */
export async function holdBack(page: Page, address: string | RegExp, holds: (route: Route) => boolean = () => true) {
  let letGo = () => {};
  const free = new Promise<void>((resolve) => (letGo = resolve));
  let came = false;
  const waits = () => expect.poll(() => came, { message: `something goes to ${address}`, intervals: [20] }).toBe(true);
  await intercept(page, address, async (route) => {
    if (holds(route)) {
      came = true;
      await free;
    }
    // The page may be gone by then.
    await route.continue().catch(() => undefined);
  });
  return { waits, letGo };
}
