// A server with a database of its own, for what takes many people or many months: in the common one it would change what the other
// journeys count.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { type APIRequestContext, expect, request } from "@playwright/test";
import { PASSWORD } from "./support";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** The content of the demo, and so many people who learned here more than six months ago: `graduate-1@example.org` and on. */
export async function ownServer({ graduates = 0 } = {}) {
  const program = process.env.PASSERELLE_SERVER;
  if (!program) throw new Error("PASSERELLE_SERVER is not set: run `cargo xtask test end-to-end`");
  const folder = mkdtempSync(join(tmpdir(), "passerelle-own-"));
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    DATABASE_URL: `sqlite://${join(folder, "passerelle.db")}`,
    PASSERELLE_LISTEN: "127.0.0.1:0",
    PASSERELLE_FILES: join(folder, "files"),
    PASSERELLE_INDEX: join(folder, "index"),
    PASSERELLE_STATIC: join(ROOT, "dist"),
    PASSERELLE_MEDIA: join(ROOT, "content/media"),
    PASSERELLE_CONTENT: join(ROOT, "content"),
    RUST_LOG: "warn",
  };
  execFileSync(program, ["demo", "--graduates", String(graduates)], { env, stdio: ["ignore", "ignore", "inherit"] });

  const start = async () => {
    const child = spawn(program, ["serve"], { env, stdio: ["ignore", "pipe", "inherit"] });
    const address = await new Promise<string>((resolve, reject) => {
      createInterface({ input: child.stdout }).on("line", (line) => {
        const said = line.split("listening on ")[1];
        if (said) resolve(said.trim());
      });
      child.once("error", reject);
      child.once("exit", (code) => reject(new Error(`the server ended with ${code} before it listened`)));
    });
    return { child, address };
  };
  const end = async (child: ChildProcess) => {
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  };
  const { child, address } = await start();
  return {
    address,
    stop: async () => {
      await end(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Asks the API as an account, which is signed in. */
export async function asking(baseURL: string, email: string) {
  const api = await request.newContext({ baseURL });
  const answer = await api.post("/api/session", { data: { email, password: PASSWORD } });
  expect(answer.ok(), `sign in as ${email}`).toBe(true);
  return api;
}

/** Sends something, which succeeds. */
export async function sends(api: APIRequestContext, method: "post" | "put", path: string, data: object) {
  const answer = await api[method](path, { data });
  expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true);
  return answer.status() === 204 ? null : answer.json();
}
