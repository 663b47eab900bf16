// Webhook: telling other systems of changes. Rules: docs/spec/webhook.md.
export * from "./inputs.ts";
export { mostTries, nextTryMs } from "./tries.ts";
export * from "./webhook.ts";
