import { type ActionFunctionArgs, data } from "@remix-run/node";
import { DecidedNotice } from "~/bookings/bulk-bar.tsx";
import { decideMany } from "~/bookings/decide-many.server.ts";
import { useAnswer } from "~/forms/use-answer.ts";
import { requireCaller } from "~/trpc/caller.server.ts";

export async function action({ request, context }: ActionFunctionArgs) {
  const { trpc } = await requireCaller(request, context);
  const result = await decideMany(trpc, await request.formData());
  return data(result, { status: "fault" in result ? 400 : 200 });
}

export default function DecidedBookings() {
  const result = useAnswer<typeof action>();
  return result ? <DecidedNotice result={result} /> : null;
}
