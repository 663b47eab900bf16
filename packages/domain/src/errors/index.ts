// Errors: the closed list of expected refusals, and the assertions for what cannot happen.
export { assert, must, unreachable } from "./assert.ts";
export { DomainError, type DomainErrorCode, type FieldError, isDomainError } from "./domain-error.ts";
export { isProviderError, ProviderError, type ProviderErrorKind } from "./provider-error.ts";
