// Organization: what it has decided, and its API keys.
export { authenticateApiKey } from "./authenticate-api-key.ts";
export { type CreatedApiKey, createApiKey } from "./create-api-key.ts";
export { getOrganization, type Organization } from "./get-organization.ts";
export { type ApiKey, listApiKeys } from "./list-api-keys.ts";
export { revokeApiKey } from "./revoke-api-key.ts";
export { organizationRouter } from "./router.ts";
export { updateOrganization } from "./update-organization.ts";
