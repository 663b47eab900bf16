// Idempotency: what was answered to a request under a key, so that sending it again does nothing twice.
export type { Attempt, Json } from "./attempt.ts";
export { beginRequest, type KeptAnswer, type RequestState } from "./begin-request.ts";
export { finishRequest } from "./finish-request.ts";
export { pruneIdempotencyKeys } from "./prune-idempotency-keys.ts";
