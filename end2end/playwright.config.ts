import { defineConfig, devices } from "@playwright/test";
import { existsSync } from "node:fs";
import { resolve } from "node:path";

const root = resolve(__dirname, "..");
const port = Number(process.env.EARWORM_E2E_PORT ?? 3111);
const origin = `http://127.0.0.1:${port}`;
const server = process.env.EARWORM_SERVER_BIN ?? resolve(root, "target/debug/earworm");
const models = process.env.EARWORM_MODELS ?? resolve(root, "models/demo");
const chrome = process.env.CHROME_PATH ?? "/usr/bin/chromium";

const phone = { ...devices["Pixel 7"], viewport: { width: 360, height: 740 } };
const desktop = { ...devices["Desktop Chrome"], viewport: { width: 1280, height: 800 } };

// `update` takes the pictures of tests/pictures.spec.ts, `compare` compares with them; see there.
const pictures = process.env.EARWORM_PICTURES;
const only = pictures ? { testMatch: "pictures.spec.ts" } : {};

// Tests named *.hydrate.spec.ts need JavaScript; *.server.spec.ts need no browser. The tags are in fixtures/index.ts.
const aside = ["**/*.server.spec.ts", ...(pictures ? [] : ["**/pictures.spec.ts"])];
const hydrated = { ...only, testIgnore: aside };
const noJs = { ...only, testIgnore: [...aside, "**/*.hydrate.spec.ts"] };

export default defineConfig({
  testDir: "tests",
  outputDir: "test-results",
  snapshotPathTemplate: "{testDir}/../screenshots/{arg}{ext}",
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  updateSnapshots: pictures === "update" ? "all" : "none",
  workers: 2,
  reporter: [[process.env.CI ? "line" : "list"], ["./not-run.ts"]],
  // Generous: on a busy machine a page takes many times as long as on an idle one.
  timeout: 120_000,
  expect: { timeout: 30_000 },
  use: {
    baseURL: origin,
    trace: "retain-on-failure",
    launchOptions: {
      // Playwright's own browser serves where no other is installed.
      executablePath: existsSync(chrome) ? chrome : undefined,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        // WebGL without a graphics card, for the map.
        "--enable-unsafe-swiftshader",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  webServer: {
    command: `"${server}" serve --models "${models}" --addr 127.0.0.1:${port}`,
    cwd: root,
    url: `${origin}/healthz`,
    timeout: 60_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: "SIGTERM", timeout: 5_000 },
    env: { RUST_LOG: "warn" },
    stdout: "pipe",
  },
  projects: [
    { name: "hydrated", use: desktop, ...hydrated, grepInvert: /@phone/ },
    { name: "hydrated-phone", use: phone, ...hydrated, grepInvert: /@mouse/ },
    { name: "no-js", use: { ...desktop, javaScriptEnabled: false }, ...noJs, grepInvert: /@script|@phone/ },
    { name: "no-js-phone", use: { ...phone, javaScriptEnabled: false }, ...noJs, grepInvert: /@script|@mouse/ },
    ...(pictures ? [] : [{ name: "server", testMatch: "*.server.spec.ts" }]),
  ],
});
