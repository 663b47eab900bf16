import { CreateApiKey } from "@availability/domain/organization";
import * as z from "zod";
import { procedure, router } from "../trpc.ts";
import { createApiKey } from "./create-api-key.ts";
import { listApiKeys, revokeApiKey } from "./list-api-keys.ts";

export const organizationRouter = router({
  apiKeys: procedure.query(({ ctx }) => listApiKeys(ctx)),
  createApiKey: procedure.input(CreateApiKey).mutation(({ ctx, input }) => createApiKey(ctx, input)),
  revokeApiKey: procedure
    .input(z.object({ apiKeyId: z.uuid() }))
    .mutation(({ ctx, input }) => revokeApiKey(ctx, input)),
});
