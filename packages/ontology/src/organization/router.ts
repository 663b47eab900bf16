import { CreateApiKey, UpdateOrganization } from "@availability/domain/organization";
import * as z from "zod";
import { PageInput } from "../page.ts";
import { procedure, router } from "../trpc.ts";
import { createApiKey } from "./create-api-key.ts";
import { getOrganization } from "./get-organization.ts";
import { listApiKeys } from "./list-api-keys.ts";
import { revokeApiKey } from "./revoke-api-key.ts";
import { updateOrganization } from "./update-organization.ts";

export const organizationRouter = router({
  get: procedure.query(({ ctx }) => getOrganization(ctx)),
  update: procedure.input(UpdateOrganization).mutation(({ ctx, input }) => updateOrganization(ctx, input)),
  apiKeys: procedure.input(PageInput).query(({ ctx, input }) => listApiKeys(ctx, input)),
  createApiKey: procedure.input(CreateApiKey).mutation(({ ctx, input }) => createApiKey(ctx, input)),
  revokeApiKey: procedure
    .input(z.object({ apiKeyId: z.uuid() }))
    .mutation(({ ctx, input }) => revokeApiKey(ctx, input)),
});
