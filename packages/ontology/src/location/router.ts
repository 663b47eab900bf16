import { CreateLocation } from "@availability/domain/location";
import { procedure, router } from "../trpc.ts";
import { createLocation } from "./create-location.ts";
import { listLocations } from "./list-locations.ts";

export const locationRouter = router({
  list: procedure.query(({ ctx }) => listLocations(ctx)),
  create: procedure.input(CreateLocation).mutation(({ ctx, input }) => createLocation(ctx, input)),
});
