import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { must } from "@availability/domain/errors";
import type { Ctx } from "../../src/index.ts";
import { Answer, type Command, type Message, type Outcome, type Settings } from "./messages.ts";

const processes = 4;
const script = fileURLToPath(new URL("./worker.ts", import.meta.url));

export type Result = {
  outcomes: (Outcome & { command: Command })[];
  /** Transactions that a verb began again by itself. */
  retries: number;
};

export type Crew = {
  /** Spreads the commands over the processes and has all of them run at one signal. */
  race(ctx: Ctx, commands: readonly Command[]): Promise<Result>;
  [Symbol.asyncDispose](): Promise<void>;
};

/** Several processes that run commands against one database, each over connections of its own. */
export async function startCrew(settings: Settings): Promise<Crew> {
  const workers = await Promise.all(Array.from({ length: processes }, () => start(settings)));
  return {
    async race(ctx, commands) {
      const { organizationId } = ctx.actor;
      const shares = workers.map((worker, place) => ({
        worker,
        share: commands.filter((_, index) => index % processes === place),
      }));
      await Promise.all(
        shares.map(({ worker, share }) =>
          ask(worker, { kind: "prepare", organizationId, now: ctx.now(), commands: share }),
        ),
      );
      const answers = await Promise.all(shares.map(({ worker }) => ask(worker, { kind: "go" })));
      const outcomes = answers.flatMap((answer, place) =>
        answer.kind === "done"
          ? answer.outcomes.map((outcome, index) => ({
              ...outcome,
              command: must(shares[place]?.share[index], "an answer has the commands of its worker"),
            }))
          : [],
      );
      const begun = answers.reduce((sum, one) => sum + (one.kind === "done" ? one.transactions : 0), 0);
      // The transactions of the sweep are not counted.
      const expected = commands.filter(({ verb }) => verb !== "expire").length;
      return { outcomes, retries: begun - expected };
    },
    async [Symbol.asyncDispose]() {
      const running = workers.splice(0);
      const exits = running.map((worker) => once(worker, "exit"));
      for (const worker of running) worker.disconnect();
      await Promise.all(exits);
    },
  };
}

async function start(settings: Settings): Promise<ChildProcess> {
  const worker = spawn(process.execPath, ["--import", "tsx", script, JSON.stringify(settings)], {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  await answerOf(worker);
  return worker;
}

async function ask(worker: ChildProcess, message: Message): Promise<Answer> {
  const answer = answerOf(worker);
  worker.send(message);
  return answer;
}

function answerOf(worker: ChildProcess): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`A worker ended with ${code}`));
    worker.once("exit", ended);
    worker.once("message", (message) => {
      worker.off("exit", ended);
      resolve(Answer.parse(message));
    });
  });
}
