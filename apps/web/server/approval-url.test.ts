import { expect, test } from "vitest";
import { approvalUrl } from "./approval-url.ts";

const client = { microsoft: { clientId: "an id" }, microsoftUrls: {} };

test("an administrator approves for the tenant that is configured, or for the one they sign in to", () => {
  expect(approvalUrl({ ...client, microsoftTenant: "common" })).toBe(
    "https://login.microsoftonline.com/organizations/adminconsent?client_id=an+id",
  );
  expect(approvalUrl({ ...client, microsoftTenant: "clinic.example" })).toContain(
    "/clinic.example/adminconsent?",
  );
  expect(approvalUrl({ ...client, microsoft: null, microsoftTenant: "common" })).toBeNull();
});
