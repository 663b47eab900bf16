import { existsSync } from "node:fs";
import { chromium, type LaunchOptions } from "@playwright/test";
import packaged from "@sparticuz/chromium";

// Where distributions and vendors put it.
const installed = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** The browser to test in: CHROME_PATH, else an installed one, else the one inside the npm package (Linux x64). */
export async function browserLaunch(): Promise<LaunchOptions> {
  // Chromium's sandbox refuses root.
  const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const path = [process.env.CHROME_PATH, chromium.executablePath(), ...installed].find(
    (candidate) => candidate && existsSync(candidate),
  );
  if (path) return { executablePath: path, args: sandbox };
  packaged.setGraphicsMode = false;
  return {
    executablePath: await packaged.executablePath(),
    args: [...sandbox, "--no-zygote", "--headless=shell"],
  };
}
