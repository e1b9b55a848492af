// A small WebDriver client over fetch: the same commands drive Chromium, Firefox and WebKit, each by its own driver.
import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

export type Engine = "chromium" | "firefox" | "webkit";

const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

/** How long something may take to appear before its absence is a failure. */
const PATIENCE = 15_000;

/** An element as a driver names it. */
export interface Element {
  [ELEMENT]: string;
}

interface Driver {
  program: string;
  arguments: (port: number) => string[];
  capabilities: (profile: string) => Record<string, unknown>;
}

const DRIVERS: Record<Engine, Driver> = {
  chromium: {
    program: process.env.CHROMEDRIVER ?? "chromedriver",
    arguments: (port) => [`--port=${port}`],
    capabilities: (profile) => ({
      browserName: "chrome",
      "goog:chromeOptions": {
        binary: process.env.CHROMIUM ?? "/usr/bin/chromium",
        // A browser that says it is driven has a bar of its own, which a screen reader would read out.
        excludeSwitches: ["enable-automation"],
        prefs: { "intl.accept_languages": "en-GB", "credentials_enable_service": false },
        args: [
          "--no-sandbox",
          "--disable-gpu",
          "--disable-dev-shm-usage",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--no-first-run",
          "--mute-audio",
          "--force-renderer-accessibility",
          // Without an address bar the keyboard is in the page from the start.
          "--app=data:text/html,",
          "--window-position=0,0",
          "--window-size=1100,900",
          `--user-data-dir=${profile}`,
        ],
      },
    }),
  },
  firefox: {
    program: process.env.GECKODRIVER ?? "geckodriver",
    arguments: (port) => ["--port", String(port), "--websocket-port", "0", "--log", "error"],
    capabilities: () => ({
      browserName: "firefox",
      "moz:firefoxOptions": {
        binary: process.env.FIREFOX ?? "/usr/bin/firefox-esr",
        args: ["--width", "1100", "--height", "900"],
        prefs: { "intl.accept_languages": "en-GB", "accessibility.force_disabled": -1, "media.autoplay.default": 0, "media.volume_scale": "0.0" },
      },
    }),
  },
  webkit: {
    program: process.env.WEBKITDRIVER ?? "WebKitWebDriver",
    arguments: (port) => [`--port=${port}`],
    capabilities: () => ({}),
  },
};

/** One browser with one window, until it is closed. */
export class Browser {
  private constructor(
    readonly engine: Engine,
    private readonly driver: ChildProcess,
    private readonly address: string,
  ) {}

  /** Starts a driver on a free port and a browser behind it. */
  static async start(engine: Engine, profile: string): Promise<Browser> {
    const { program, arguments: given, capabilities } = DRIVERS[engine];
    const port = await freePort();
    const driver = spawn(program, given(port), { stdio: ["ignore", "ignore", process.env.DRIVER_LOG ? "inherit" : "ignore"] });
    const failed = new Promise<never>((_, reject) => driver.once("error", reject));
    const origin = `http://127.0.0.1:${port}`;
    try {
      await Promise.race([failed, until(`${program} listens`, () => fetch(`${origin}/status`).then((answer) => answer.ok, () => false))]);
      const { sessionId } = await ask<{ sessionId: string }>("POST", `${origin}/session`, { capabilities: { alwaysMatch: capabilities(profile) } });
      return new Browser(engine, driver, `${origin}/session/${sessionId}`);
    } catch (error) {
      driver.kill();
      throw error;
    }
  }

  async close() {
    try {
      await ask("DELETE", this.address);
    } finally {
      this.driver.kill();
    }
  }

  async goto(url: string) {
    await this.post("url", { url });
  }

  /** Takes a cookie for the site that it is at, as from an answer of that site. */
  async keep(name: string, value: string) {
    await this.post("cookie", { cookie: { name, value, path: "/", httpOnly: true, secure: true, sameSite: "Lax" } });
  }

  /** Does what a person does with a mouse: moves to the middle of an element and clicks. */
  async click(element: Element) {
    await this.post(`element/${element[ELEMENT]}/click`, {});
  }

  /** Does what a person does with the keyboard who has come to an element: presses Enter. */
  async enter(element: Element) {
    await this.run((found: unknown) => (found as HTMLElement).focus(), element as unknown);
    const enter = "\uE007";
    await this.post("actions", { actions: [{ type: "key", id: "keyboard", actions: [{ type: "keyDown", value: enter }, { type: "keyUp", value: enter }] }] });
  }

  /** Runs a function in the page; it sees its arguments only. */
  async run<Given extends unknown[], Result>(script: (...given: Given) => Result, ...given: Given): Promise<Awaited<Result>> {
    return this.post("execute/sync", { script: `return (${script}).apply(null, arguments)`, args: given });
  }

  /** The element with a role and a name, both as the browser itself computes them for assistive technology. */
  async byRole(role: string, name: string | RegExp): Promise<Element> {
    let seen: string[] = [];
    const find = async () => {
      seen = [];
      const likely = await this.run(candidates, role, typeof name === "string" ? name : "");
      for (const element of likely as unknown as Element[]) {
        const id = element[ELEMENT];
        const told = await Promise.all([this.get<string>(`element/${id}/computedrole`), this.get<string>(`element/${id}/computedlabel`)]).catch((error: Error) => {
          // What was drawn anew since it was listed is looked for again.
          if (error.message.includes("stale element")) return undefined;
          throw error;
        });
        if (told === undefined) return undefined;
        const [itsRole, itsName] = told;
        seen.push(`${itsRole} "${itsName}"`);
        if (sameRole(itsRole, role) && (typeof name === "string" ? itsName === name : name.test(itsName))) return element;
      }
      return undefined;
    };
    return until(`${role} "${name}"`, find, () => `seen: ${seen.slice(0, 20).join(", ")}`);
  }

  /** Waits until a function of the page gives something. */
  async until<Given extends unknown[], Result>(what: string, script: (...given: Given) => Result, ...given: Given) {
    return until(what, () => this.run(script, ...given));
  }

  private get<Result>(path: string): Promise<Result> {
    return ask<Result>("GET", `${this.address}/${path}`);
  }

  private post<Result>(path: string, body: unknown): Promise<Result> {
    return ask<Result>("POST", `${this.address}/${path}`, body);
  }
}

/** Elements that may have a role, those first whose words hold the name. Runs in the page. */
function candidates(role: string, name: string): unknown {
  const native: Record<string, string> = {
    button: "button, summary",
    link: "a[href]",
    heading: "h1, h2, h3, h4",
    slider: "input[type=range]",
    checkbox: "input[type=checkbox]",
    combobox: "select",
    region: "section",
    textbox: "input, textarea",
  };
  const found = [...document.querySelectorAll<HTMLElement>(`${native[role] ?? "main"}, [role=${role}]`)];
  const near = (element: HTMLElement) => `${element.textContent} ${element.getAttribute("aria-label")} ${element.title}`.includes(name) || element.hasAttribute("aria-labelledby") || element.matches("input, select, textarea");
  return found.filter((element) => element.checkVisibility?.() !== false && near(element));
}

/** WebKit's name for a role may be that of an older draft. */
function sameRole(computed: string, wanted: string) {
  return computed.toLowerCase() === wanted || (wanted === "combobox" && computed === "listbox");
}

/** Asks again until there is an answer, or fails with what was awaited. */
export async function until<Result>(what: string, attempt: () => Result | Promise<Result>, detail?: () => string): Promise<NonNullable<Awaited<Result>>> {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const result = await attempt();
    if (result) return result as NonNullable<Awaited<Result>>;
    if (Date.now() > end) throw new Error(`waited in vain for ${what}${detail ? `; ${detail()}` : ""}`);
    await pause(50);
  }
}

async function ask<Result>(method: string, url: string, body?: unknown): Promise<Result> {
  const answer = await fetch(url, { method, body: body === undefined ? undefined : JSON.stringify(body), headers: { "content-type": "application/json" } });
  const { value } = (await answer.json()) as { value: Result & { error?: string; message?: string } };
  if (!answer.ok) throw new Error(`${method} ${new URL(url).pathname.replace(/\/session\/[^/]+/, "")}: ${value?.error}: ${value?.message}`);
  return value;
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => (typeof address === "object" && address ? resolve(address.port) : reject(new Error("no free port"))));
    });
  });
}
