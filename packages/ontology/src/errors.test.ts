import { TRPCError } from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import { expect, test } from "vitest";
import { errorTable } from "./errors.ts";

test.each(Object.entries(errorTable))(
  "%s has one status, whichever door it leaves by",
  (_code, { trpc, http }) => {
    expect(getHTTPStatusCodeFromError(new TRPCError({ code: trpc }))).toBe(http);
  },
);
