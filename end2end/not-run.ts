// Adds the tests that were skipped, and why, to the file that EARWORM_NOT_RUN names. xtask prints it at the end.
import type { Reporter, TestCase, TestResult } from "@playwright/test/reporter";
import { appendFileSync } from "node:fs";

export default class NotRun implements Reporter {
  onTestEnd(test: TestCase, { status }: TestResult): void {
    const file = process.env.EARWORM_NOT_RUN;
    if (status !== "skipped" || !file) return;
    const reason = test.annotations.find(({ type }) => type === "skip")?.description ?? "no reason given";
    appendFileSync(file, `${test.titlePath().filter(Boolean).join(" › ")}: ${reason}\n`);
  }
}
