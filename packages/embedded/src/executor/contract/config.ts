import { inject } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    /** Provided by the testkit's global setup. */
    testDatabaseTemplate: { serverUrl: string; name: string };
  }
}

/** A real Inngest server to run the contract against, instead of the embedded executor. */
export type InngestServer = {
  baseUrl: string;
  /** The host under which that server reaches this process. */
  appHost: string;
  signingKey: string | undefined;
  eventKey: string | undefined;
};

/** URL of a Postgres server on which the tests make databases of their own. */
export function postgresServerUrl(): string {
  return inject("testDatabaseTemplate").serverUrl;
}

/** Set INNGEST_CONTRACT_BASE_URL (say http://127.0.0.1:8288) to hold a real Inngest server to the same contract. */
export function inngestServer(): InngestServer | null {
  const baseUrl = process.env.INNGEST_CONTRACT_BASE_URL;
  if (!baseUrl) return null;
  return {
    baseUrl,
    appHost: process.env.INNGEST_CONTRACT_APP_HOST ?? "127.0.0.1",
    signingKey: process.env.INNGEST_CONTRACT_SIGNING_KEY,
    eventKey: process.env.INNGEST_CONTRACT_EVENT_KEY,
  };
}
