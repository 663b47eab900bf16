import type { Simulator } from "../simulator.ts";
import { tokenHash } from "../state/token-hash.ts";
import type { Method } from "./conformance.ts";
import { GoogleError } from "./google-error.ts";

const SCOPE_PREFIX = "https://www.googleapis.com/auth/";
/** They suffice only for calendars of kinds that are not simulated: made by the app, or public. */
const NARROW_SCOPES = ["calendar.app.created", "calendar.events.public.readonly"];

/** The account and scopes behind an Authorization header; null when the token is absent, unknown or expired. */
export function bearerOf(
  simulator: Simulator,
  header: string | undefined,
): { account: string; scopes: string[] } | null {
  const { state } = simulator.store;
  const token = state.accessTokens[tokenHash(/^Bearer (\S+)$/i.exec(header ?? "")?.[1] ?? "")];
  const grant = state.grants[token?.grantId ?? ""];
  if (token === undefined || grant?.provider !== "google" || token.expiresAt <= simulator.now()) return null;
  return { account: grant.account, scopes: token.scopes };
}

/** As bearerOf, but an absent or dead token is the GoogleError 401 that Google sends. */
export function requireBearer(simulator: Simulator, header: string | undefined) {
  const bearer = bearerOf(simulator, header);
  if (bearer !== null) return bearer;
  const missing = header === undefined;
  throw new GoogleError(
    401,
    missing ? "required" : "authError",
    missing ? "Login Required." : "Invalid Credentials",
    {
      locationType: "header",
      location: "Authorization",
      word: "UNAUTHENTICATED",
    },
  );
}

/** 403 insufficientPermissions unless one of the scopes is enough for the method. */
export function requireScope(scopes: string[], name: string, method: Method): void {
  const enough = method.scopes.filter((scope) => !NARROW_SCOPES.includes(scope));
  if (enough.some((scope) => scopes.includes(SCOPE_PREFIX + scope))) return;
  throw new GoogleError(403, "insufficientPermissions", "Request had insufficient authentication scopes.", {
    word: "PERMISSION_DENIED",
    details: [
      {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        reason: "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
        domain: "googleapis.com",
        metadata: { service: "calendar-json.googleapis.com", method: `calendar.v3.${name}` },
      },
    ],
  });
}
