import { RecordPayment } from "@availability/domain/payment";
import { PageInput } from "../page.ts";
import { procedure, router } from "../trpc.ts";
import { listLatePayments } from "./list-late-payments.ts";
import { ListPayments, listPayments } from "./list-payments.ts";
import { recordPayment } from "./record-payment.ts";

export const paymentRouter = router({
  list: procedure.input(ListPayments).query(({ ctx, input }) => listPayments(ctx, input)),
  late: procedure.input(PageInput).query(({ ctx, input }) => listLatePayments(ctx, input)),
  record: procedure.input(RecordPayment).mutation(({ ctx, input }) => recordPayment(ctx, input)),
});
