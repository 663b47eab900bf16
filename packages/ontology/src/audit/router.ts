import { procedure, router } from "../trpc.ts";
import { ListAuditLog, listAuditLog } from "./list-audit-log.ts";

export const auditRouter = router({
  list: procedure.input(ListAuditLog).query(({ ctx, input }) => listAuditLog(ctx, input)),
});
