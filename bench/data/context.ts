import { randomBytes } from "node:crypto";
import { type Database, newId } from "@availability/db";
import { rolePermissions } from "@availability/domain/organization";
import type { Ctx } from "@availability/ontology";
import { createCipher } from "@availability/ontology/calendar";

/** The context in which a key of the organisation that may do anything calls a verb. */
export function contextOf({ db }: Database, organizationId: string): Ctx {
  return {
    db,
    now: Date.now,
    providers: {},
    cipher: createCipher([{ id: "bench", key: randomBytes(32) }]),
    installationId: newId(),
    publish: () => undefined,
    actor: { kind: "api_key", apiKeyId: newId(), organizationId, permissions: rolePermissions.owner },
  };
}
