import { expect, test } from "vitest";
import { publicPath } from "./request-log.ts";

test.each([
  ["/invitations/0198-secret", "/invitations/…"],
  ["/Invitations/0198-secret", "/Invitations/…"],
  ["//invitations//0198-secret", "//invitations//…"],
  ["/invitations/0198-secret.data", "/invitations/…"],
  ["/manage/token/cancel", "/manage/…/cancel"],
])("hides the key in %s", (path, shown) => expect(publicPath(path)).toBe(shown));

test.each(["/", "/invitations", "/api/v1/bookings/0198", "/availability"])("shows %s as it is", (path) =>
  expect(publicPath(path)).toBe(path),
);
