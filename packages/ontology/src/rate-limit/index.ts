// Rate limit: how many requests a caller may make, counted for all processes together.
export {
  createRateLimiter,
  type RateLimiter,
  type RateLimiterOptions,
  type Verdict,
} from "./create-rate-limiter.ts";
export { pruneRateLimits } from "./prune-rate-limits.ts";
