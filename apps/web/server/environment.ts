import * as z from "zod";

/** The environment variables we know, what each may hold, and what stands in when it is absent. */
export const Environment = z.object({
  HOST: z.string().default("127.0.0.1"),
  PORT: wholeNumber({ from: 1, to: 65_535 }).default(3000),
  APP_URL: webUrl()
    .refine(
      isOrigin,
      "must be the site's root, without a path or query: for example https://book.example.org",
    )
    .optional(),
  TRUSTED_PROXIES: wholeNumber({ from: 0, to: 10 }).default(0),
  DATA_DIR: z.string().default(".data"),
  DATABASE_URL: z
    .string()
    .refine(isPostgresUrl, "must be a Postgres URL: postgres://user:password@host:5432/database")
    .optional(),
  AUTH_SECRET: z
    .string()
    .min(32, "must have at least 32 characters: make one with `openssl rand -base64 32`")
    .optional(),
  ENCRYPTION_KEYS: z.string().transform(parseEncryptionKeys).optional(),
  GOOGLE_OAUTH_CLIENT_ID: z.string().optional(),
  GOOGLE_OAUTH_CLIENT_SECRET: z.string().optional(),
  GOOGLE_AUTH_URL: webUrl().optional(),
  GOOGLE_TOKEN_URL: webUrl().optional(),
  GOOGLE_REVOKE_URL: webUrl().optional(),
  GOOGLE_API_ROOT_URL: webUrl().optional(),
  MICROSOFT_CLIENT_ID: z.string().optional(),
  MICROSOFT_CLIENT_SECRET: z.string().optional(),
  MICROSOFT_TENANT: z
    .string()
    .regex(/^[\w.-]{1,255}$/, "must be common, organizations, or the id or domain of one directory")
    .default("common"),
  MICROSOFT_LOGIN_URL: webUrl().optional(),
  MICROSOFT_GRAPH_URL: webUrl().optional(),
  SIMULATOR_PORT: wholeNumber({ from: 0, to: 65_535 }).default(0),
  INNGEST_BASE_URL: webUrl().optional(),
  INNGEST_EVENT_KEY: z.string().optional(),
  INNGEST_SIGNING_KEY: z
    .string()
    .regex(
      /^(signkey-[a-z]+-)?([0-9a-f]{2})+$/i,
      "must be hexadecimal with an even number of digits, as Inngest shows it",
    )
    .optional(),
  INNGEST_DEV: flag().default(false),
  INNGEST_DASHBOARD_URL: webUrl().optional(),
  API_RATE_LIMIT_PER_MINUTE: wholeNumber({ from: 0, to: 1_000_000 }).default(600),
  DEMO_DATA: flag().optional(),
  WEBHOOKS_ALLOW_PRIVATE: flag().default(false),
  LOG_LEVEL: z
    .enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"], {
      error: "must be one of fatal, error, warn, info, debug, trace, silent",
    })
    .default("info"),
  SHUTDOWN_TIMEOUT_MS: wholeNumber({ from: 100, to: 120_000 }).default(10_000),
});
export type EnvironmentValues = z.output<typeof Environment>;

type Given = Readonly<Record<string, string | undefined>>;

/** Faults between variables: apart from the schema, so that they are listed together with the faults within them. */
export function conflicts(given: Given): string[] {
  return [
    ...bothOrNone(given, "GOOGLE_OAUTH_CLIENT_ID", "GOOGLE_OAUTH_CLIENT_SECRET"),
    ...bothOrNone(given, "MICROSOFT_CLIENT_ID", "MICROSOFT_CLIENT_SECRET"),
    ...(isOn(given.INNGEST_DEV)
      ? devConflicts(given)
      : bothOrNone(given, "INNGEST_EVENT_KEY", "INNGEST_SIGNING_KEY")),
    ...(given.INNGEST_BASE_URL && !isOn(given.INNGEST_DEV) && !given.INNGEST_SIGNING_KEY
      ? [
          "INNGEST_BASE_URL needs INNGEST_EVENT_KEY and INNGEST_SIGNING_KEY beside it, or INNGEST_DEV=1 for a dev server",
        ]
      : []),
  ];
}

function bothOrNone(given: Given, one: string, other: string): string[] {
  if ((given[one] === undefined) === (given[other] === undefined)) return [];
  const [present, absent] = given[one] === undefined ? [other, one] : [one, other];
  return [`${absent} is missing although ${present} is set: set both, or neither`];
}

/** In dev mode the SDK checks no signatures, so nobody but this machine may reach it. */
function devConflicts(given: Given): string[] {
  const host = given.HOST ?? "127.0.0.1";
  if (["127.0.0.1", "localhost", "::1"].includes(host)) return [];
  return [
    `INNGEST_DEV turns off every signature check, so HOST must be 127.0.0.1 and not ${host}: change one of them`,
  ];
}

function wholeNumber({ from, to }: { from: number; to: number }) {
  const message = `must be a whole number from ${from} to ${to}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, message)
    .transform(Number)
    .refine((value) => value >= from && value <= to, message);
}

function flag() {
  return z.enum(["1", "true", "0", "false"], { error: "must be 1 or 0" }).transform(isOn);
}

function isOn(value: string | undefined): boolean {
  return value === "1" || value === "true";
}

function webUrl() {
  return z
    .string()
    .refine((value) => /^https?:$/.test(parseUrl(value)?.protocol ?? ""), "must be an http or https URL")
    .transform((value) => value.replace(/\/+$/, ""));
}

function isOrigin(value: string): boolean {
  return parseUrl(value)?.origin === value;
}

function isPostgresUrl(value: string): boolean {
  const url = parseUrl(value);
  return url !== null && /^postgres(ql)?:$/.test(url.protocol) && url.pathname.length > 1;
}

function parseUrl(value: string): URL | null {
  return URL.canParse(value) ? new URL(value) : null;
}

/** `id:base64-of-32-bytes[,id:…]`; the first is the one that encrypts. */
export function parseEncryptionKeys(value: string, ctx: z.RefinementCtx): { id: string; key: Buffer }[] {
  const keys = value.split(",").map((entry) => {
    const [, id, base64] = /^\s*([\w-]{1,32}):([A-Za-z0-9+/_-]+={0,2})\s*$/.exec(entry) ?? [];
    return { id: id ?? "", key: Buffer.from(base64 ?? "", "base64") };
  });
  // The value itself must not reach the message: it is a secret.
  if (keys.some(({ id, key }) => id === "" || key.length !== 32)) {
    ctx.addIssue(
      "must be id:key[,id:key…], each key 32 bytes in base64: make one with `openssl rand -base64 32`",
    );
  } else if (new Set(keys.map(({ id }) => id)).size !== keys.length) {
    ctx.addIssue("names the same key id twice: give each key its own id");
  }
  return keys;
}
