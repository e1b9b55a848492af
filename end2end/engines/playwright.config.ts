import base from "../playwright.config";

// A page takes three engines some seconds, and both processors are busy with them the whole time: each of two workers takes what is
// left, rather than a file of its own. Nothing here waits for anything but the page, and nothing changes what another test looks at.
export default { ...base, projects: [{ name: "engines" }], testDir: ".", testMatch: "*.spec.ts", globalSetup: "./furnish.ts", fullyParallel: true, timeout: 180_000 };
