import { createHash, randomUUID } from "node:crypto";
import {
  CLEO,
  type ConsentChoice,
  grantConsent,
  microsoftEndpoints,
  SIMULATOR_MICROSOFT_CLIENT_ID,
  SIMULATOR_MICROSOFT_CLIENT_SECRET,
} from "../index.ts";
import { testSimulator } from "../test-client.ts";

const CALLBACK = "http://app.example/api/oauth/microsoft/callback";
const SCOPES = "offline_access openid email User.Read Calendars.ReadWrite MailboxSettings.Read";
export const TAG = "String {6b3f8f0a-5c55-4a35-9a0b-6a3c1f3f7d10} Name BookingTag";

interface Connecting extends ConsentChoice {
  account?: string;
  ask?: string;
}

/** For tests: where a person consents, and the secret that redeems the code. */
export function authorization(url: string, ask = SCOPES) {
  const verifier = `${randomUUID()}-${randomUUID()}`;
  const target = new URL(`${microsoftEndpoints(url).loginUrl}/common/oauth2/v2.0/authorize`);
  target.search = new URLSearchParams({
    client_id: SIMULATOR_MICROSOFT_CLIENT_ID,
    response_type: "code",
    redirect_uri: CALLBACK,
    response_mode: "query",
    scope: ask,
    state: "some-state",
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
  }).toString();
  return { target, verifier };
}

/** For tests: what the token endpoint answers. */
export async function askToken(url: string, form: Record<string, string>) {
  const response = await fetch(`${microsoftEndpoints(url).loginUrl}/common/oauth2/v2.0/token`, {
    method: "POST",
    body: new URLSearchParams({
      client_id: SIMULATOR_MICROSOFT_CLIENT_ID,
      client_secret: SIMULATOR_MICROSOFT_CLIENT_SECRET,
      ...form,
    }),
  });
  return { status: response.status, body: JSON.parse(await response.text()) };
}

/** For tests: goes through consent and code exchange; the tokens and a way to call Graph with them. */
export async function connect(url: string, { account = CLEO, ask, ...choice }: Connecting = {}) {
  const { target, verifier } = authorization(url, ask);
  const callback = await grantConsent(target, account, choice);
  const code = callback.searchParams.get("code") ?? "";
  const { body: tokens } = await askToken(url, {
    grant_type: "authorization_code",
    code,
    redirect_uri: CALLBACK,
    code_verifier: verifier,
  });
  return { tokens, graph: graphCaller(url, tokens.access_token) };
}

/** For tests: a simulator whose clock stands still, with Cleo connected. */
export async function testGraph() {
  const simulator = await testSimulator();
  return { ...simulator, ...(await connect(simulator.url)) };
}

/** For tests: calls Graph by path or by a whole link; UTC and immutable ids unless `headers` say otherwise. */
function graphCaller(url: string, token: string) {
  return async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const target = path.startsWith("http") ? path : microsoftEndpoints(url).graphUrl + path;
    const response = await fetch(target, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        prefer: 'outlook.timezone="UTC", IdType="ImmutableId"',
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text === "" ? null : JSON.parse(text),
    };
  };
}

/** For tests: an hour's event as Graph takes it. */
export function hour(start: string, more: object = {}) {
  const end = new Date(Date.parse(`${start}Z`) + 3_600_000).toISOString().slice(0, 19);
  return {
    subject: "Booking",
    start: { dateTime: start, timeZone: "UTC" },
    end: { dateTime: end, timeZone: "UTC" },
    ...more,
  };
}
