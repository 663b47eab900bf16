import { CreateLocation, LocationChange, UpdateLocation } from "@availability/domain/location";
import * as z from "zod";
import { procedure, router } from "../trpc.ts";
import { archiveLocation } from "./archive-location.ts";
import { createLocation } from "./create-location.ts";
import { deleteLocation } from "./delete-location.ts";
import { getLocation } from "./get-location.ts";
import { ListLocations, listLocations } from "./list-locations.ts";
import { restoreLocation } from "./restore-location.ts";
import { updateLocation } from "./update-location.ts";

export const locationRouter = router({
  list: procedure.input(ListLocations).query(({ ctx, input }) => listLocations(ctx, input)),
  get: procedure.input(z.object({ locationId: z.uuid() })).query(({ ctx, input }) => getLocation(ctx, input)),
  create: procedure.input(CreateLocation).mutation(({ ctx, input }) => createLocation(ctx, input)),
  update: procedure.input(UpdateLocation).mutation(({ ctx, input }) => updateLocation(ctx, input)),
  archive: procedure.input(LocationChange).mutation(({ ctx, input }) => archiveLocation(ctx, input)),
  restore: procedure.input(LocationChange).mutation(({ ctx, input }) => restoreLocation(ctx, input)),
  delete: procedure.input(LocationChange).mutation(({ ctx, input }) => deleteLocation(ctx, input)),
});
