import type { AppLoadContext } from "@remix-run/node";
import * as z from "zod";

const AuthError = z.object({ code: z.string().optional(), message: z.string().optional() });

export type AuthAnswer =
  | { ok: true; body: unknown; cookies: Headers }
  | { ok: false; status: number; code: string; message: string; retryAfterSeconds: number | null };

/**
 * Posts to an endpoint of the account system as the browser behind `request`, so that its rate limits and checks apply
 * to our own forms as well. `cookies` carries the Set-Cookie headers to pass on.
 */
export async function callAuth(
  { app }: AppLoadContext,
  request: Request,
  call: { path: `/${string}`; body: Record<string, unknown> },
): Promise<AuthAnswer> {
  const headers = new Headers({ "Content-Type": "application/json", Origin: app.config.appUrl });
  for (const name of ["Cookie", "User-Agent", "X-Client-Ip"]) {
    const value = request.headers.get(name);
    if (value) headers.set(name, value);
  }
  const response = await app.auth.handler(
    new Request(`${app.config.appUrl}/api/auth${call.path}`, {
      method: "POST",
      headers,
      body: JSON.stringify(call.body),
    }),
  );
  const body: unknown = await response.json().catch(() => null);
  if (response.ok) return { ok: true, body, cookies: setCookies(response.headers) };
  const error = AuthError.safeParse(body).data ?? {};
  const retryAfter = Number(response.headers.get("X-Retry-After"));
  if (response.status >= 500)
    throw new Error(`The account system failed on ${call.path}: ${response.status}`);
  return {
    ok: false,
    status: response.status,
    code: error.code ?? "",
    message: error.message ?? "",
    retryAfterSeconds: response.status === 429 ? retryAfter : null,
  };
}

function setCookies(from: Headers): Headers {
  const headers = new Headers();
  for (const cookie of from.getSetCookie()) headers.append("Set-Cookie", cookie);
  return headers;
}
