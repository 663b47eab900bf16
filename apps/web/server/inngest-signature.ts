import { createHmac } from "node:crypto";

/**
 * The X-Inngest-Signature of a body in canonical JSON (RFC 8785), sent at `seconds` since the epoch; it holds for five
 * minutes. The key's `signkey-<environment>-` is a label and not part of it:
 * https://www.inngest.com/docs/platform/signing-keys
 */
export function inngestSignature(body: string, signingKey: string, seconds: number): string {
  const key = signingKey.replace(/^signkey-\w+-/, "");
  return `t=${seconds}&s=${createHmac("sha256", key).update(`${body}${seconds}`).digest("hex")}`;
}
