import type { ChangeFeed, Db } from "@availability/db";
import type { CalendarProviders } from "@availability/domain/calendar";
import type { Permission, Role } from "@availability/domain/organization";
import type { Cipher } from "./calendar/cipher.ts";
import type { Attempt } from "./idempotency/attempt.ts";

/** Who acts. Every actor belongs to one organisation and sees nothing of another. */
export type Actor =
  | { kind: "member"; userId: string; organizationId: string; role: Role; permissions: readonly Permission[] }
  | { kind: "api_key"; apiKeyId: string; organizationId: string; permissions: readonly Permission[] }
  | { kind: "system"; organizationId: string };

/** What is the same for every call of this process. */
export type Environment = {
  db: Db;
  /** epoch ms */
  now: () => number;
  providers: CalendarProviders;
  cipher: Cipher;
  /** Names this installation in the tags on events we write. */
  installationId: string;
  /** What tells of changes as they commit; absent where nobody listens. */
  changes?: ChangeFeed;
  /** The job engine's dashboard; absent on the embedded one. May say with `{runId}` where the id of a run goes. */
  jobDashboardUrl?: string;
  /** Webhooks may call private addresses and plain http there: for tests and development alone. */
  allowPrivateWebhooks?: boolean;
  /** Where providers reach us, without a slash at the end; null or absent: no notifications, and the cron alone finds changes. */
  notificationBaseUrl?: string | null;
  /** Called after a commit that wrote outbox rows: have them sent soon. A sweep sends what this call lost. */
  publish: () => void;
};

export type Ctx = Environment & {
  actor: Actor;
  /** Of a request that came under an Idempotency-Key. */
  attempt?: Attempt;
};
