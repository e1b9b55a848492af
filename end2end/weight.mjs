// node weight.mjs ADDRESS ROUTE ...
// Loads each route in a browser that has nothing cached, and prints as JSON how many bytes came over the wire, media left out.
// With LIST=1 each request is listed as well, largest first.
import { chromium } from "@playwright/test";

const [address, ...routes] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"],
});
const weights = {};
for (const route of routes) {
  const context = await browser.newContext({ locale: "fr-FR" });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  const media = new Set();
  const addressOf = new Map();
  const listed = [];
  let bytes = 0;
  await devtools.send("Network.enable");
  devtools.on("Network.responseReceived", ({ requestId, response, type }) => {
    addressOf.set(requestId, response.url);
    // The picture and the tracks of a video are media too.
    if (type === "Media" || new URL(response.url).pathname.startsWith("/media/")) media.add(requestId);
  });
  devtools.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (media.has(requestId)) return;
    bytes += encodedDataLength;
    listed.push([encodedDataLength, addressOf.get(requestId)]);
  });
  await page.goto(address + route);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.waitForLoadState("networkidle");
  weights[route] = bytes;
  if (process.env.LIST) console.error(route, bytes, listed.sort((a, b) => b[0] - a[0]).map(([size, url]) => `\n  ${size} ${url}`).join(""));
  await context.close();
}
await browser.close();
console.log(JSON.stringify(weights));
