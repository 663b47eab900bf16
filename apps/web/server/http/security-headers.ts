import type { RequestHandler } from "express";

export type SecurityOptions = {
  isHttps: boolean;
  isDevelopment: boolean;
  /** Origins a form of ours may lead to by redirect: the providers' consent pages. */
  formTargets: readonly string[];
};

/** The headers that every answer carries. The nonce is the one of `requestIdentity`. */
export function securityHeaders(options: SecurityOptions): RequestHandler {
  return (_request, response, next) => {
    response.setHeader("Content-Security-Policy", contentSecurityPolicy(response.locals.cspNonce, options));
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("X-Frame-Options", "DENY");
    response.setHeader("Referrer-Policy", "strict-origin-when-cross-origin");
    response.setHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()");
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    if (options.isHttps) response.setHeader("Strict-Transport-Security", "max-age=31536000");
    next();
  };
}

function contentSecurityPolicy(
  nonce: string,
  { isDevelopment, isHttps, formTargets }: SecurityOptions,
): string {
  return [
    "default-src 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
    // Browsers apply form-action to the redirect that answers a form, too.
    `form-action 'self' ${formTargets.join(" ")}`.trim(),
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    // Mantine sizes its parts by style attributes.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    `connect-src 'self'${isDevelopment ? " ws:" : ""}`,
    ...(isHttps ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}
