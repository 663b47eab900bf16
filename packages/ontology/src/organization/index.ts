// Organization: API keys.
export { authenticateApiKey } from "./authenticate-api-key.ts";
export { type CreatedApiKey, createApiKey } from "./create-api-key.ts";
export { type ApiKey, listApiKeys, revokeApiKey } from "./list-api-keys.ts";
export { organizationRouter } from "./router.ts";
