import type { Page } from "@playwright/test";

/** Collects what a page complains about: errors of scripts and of the console, hydration warnings among them. */
export function watchConsole(page: Page): string[] {
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(error.stack ?? error.message));
  page.on("console", (message) => {
    const isRefusal = /status of 4\d\d/.test(message.text());
    if ((message.type() === "error" && !isRefusal) || /hydrat/i.test(message.text())) {
      problems.push(message.text());
    }
  });
  return problems;
}
