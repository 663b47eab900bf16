import { randomUUID } from "node:crypto";
import { auth, calendar, type calendar_v3 } from "googleapis/build/src/apis/calendar/index.js";
import { onTestFinished } from "vitest";
import {
  ANN,
  type ConsentChoice,
  googleEndpoints,
  grantConsent,
  SIMULATOR_CLIENT_ID,
  SIMULATOR_CLIENT_SECRET,
  type SimulatorOptions,
  startSimulator,
} from "./index.ts";

export const CALLBACK = "http://app.example/api/oauth/google/callback";
export const SCOPES = {
  events: "https://www.googleapis.com/auth/calendar.events",
  list: "https://www.googleapis.com/auth/calendar.calendarlist.readonly",
  readonly: "https://www.googleapis.com/auth/calendar.readonly",
  freeBusy: "https://www.googleapis.com/auth/calendar.events.freebusy",
} as const;
/** A Tuesday noon in Berlin, in winter time. */
export const START = Date.parse("2026-11-24T11:00:00Z");

/** A simulator of the test's own on a free port, stopped when the test ends; its clock stands still at START. */
export async function testSimulator(options: Partial<SimulatorOptions> = {}) {
  const simulator = await startSimulator({ port: 0, statePath: null, now: () => START, ...options });
  onTestFinished(() => simulator.stop());
  return { ...simulator, control: control(simulator.url) };
}

/** Sends JSON to the control door and returns status and parsed answer. */
function control(url: string) {
  return async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${url}/__sim/${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    });
    const text = await response.text();
    return { status: response.status, body: text === "" ? null : JSON.parse(text) };
  };
}

/** Google's own OAuth client, pointed at the simulator. */
export function oauthClient(url: string) {
  const { authUrl, tokenUrl, revokeUrl } = googleEndpoints(url);
  return new auth.OAuth2({
    clientId: SIMULATOR_CLIENT_ID,
    clientSecret: SIMULATOR_CLIENT_SECRET,
    redirectUri: CALLBACK,
    endpoints: { oauth2AuthBaseUrl: authUrl, oauth2TokenUrl: tokenUrl, oauth2RevokeUrl: revokeUrl },
  });
}

interface Connecting extends ConsentChoice {
  account?: string;
  ask?: string[];
}

/** Goes through consent and code exchange; the tokens and a Calendar client that uses them. */
export async function connect(url: string, { account = ANN, ask, ...choice }: Connecting = {}) {
  const client = oauthClient(url);
  const state = randomUUID();
  const { codeVerifier, codeChallenge } = await client.generateCodeVerifierAsync();
  const authorization = new URL(
    client.generateAuthUrl({
      access_type: "offline",
      prompt: "consent",
      scope: ["openid", "email", ...(ask ?? [SCOPES.events, SCOPES.list])],
      state,
      ...(codeChallenge === undefined ? {} : { code_challenge: codeChallenge }),
      // The library's own enum is not exported from this entry point; its value is the word itself.
      ...({ code_challenge_method: "S256" } as object),
    }),
  );
  const callback = await grantConsent(authorization, account, choice);
  const { tokens } = await client.getToken({ code: callback.searchParams.get("code") ?? "", codeVerifier });
  return { tokens, callback, state, api: calendarClient(url, tokens.access_token ?? "") };
}

/**
 * The real Calendar client without retries of its own. Its `rootUrl` for all calls keeps the host and loses the path
 * (googleapis-common 8, apirequest.js), so the address is changed on the way out.
 */
export function calendarClient(url: string, accessToken: string): calendar_v3.Calendar {
  const client = oauthClient(url);
  client.setCredentials({ access_token: accessToken });
  client.transporter.interceptors.request.add({
    resolved: async (config) => {
      config.url = new URL(
        config.url.href.replace("https://www.googleapis.com/", googleEndpoints(url).apiRootUrl),
      );
      return config;
    },
  });
  return calendar({ version: "v3", auth: client, retry: false });
}

/** What a refused call says: its status and Google's reason. */
export async function refusal(
  call: Promise<unknown>,
): Promise<{ status: number; reason: string; message: string }> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof Error) || !("response" in error)) throw error;
    const { status, data } = error.response as {
      status: number;
      data: { error: { errors: { reason: string; message: string }[] } };
    };
    return {
      status,
      reason: data.error.errors[0]?.reason ?? "",
      message: data.error.errors[0]?.message ?? "",
    };
  }
  throw new Error("The call was not refused.");
}
