// Organization: API keys.
export { authenticateApiKey } from "./authenticate-api-key.ts";
export { createApiKey } from "./create-api-key.ts";
export { listApiKeys, revokeApiKey } from "./list-api-keys.ts";
export { organizationRouter } from "./router.ts";
