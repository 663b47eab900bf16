import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseEnv } from "node:util";
import { conflicts, Environment, type EnvironmentValues } from "./environment.ts";
import { loadSecrets, SecretsFileError } from "./secrets.ts";

const repositoryRoot = fileURLToPath(new URL("../../..", import.meta.url));

export type OAuthCredentials = { clientId: string; clientSecret: string };
type EncryptionKey = { id: string; key: Buffer };

/** Everything the process may be told from outside, checked once. Nothing else reads the environment. */
export type Config = {
  host: string;
  port: number;
  /** Where browsers reach us; no trailing slash. */
  appUrl: URL;
  /** Proxies in front of us whose X-Forwarded-* headers count. */
  trustedProxies: number;
  dataDir: string;
  /** Null: the embedded Postgres. */
  databaseUrl: string | null;
  authSecret: string;
  /** The first encrypts; the others still decrypt. */
  encryptionKeys: readonly EncryptionKey[];
  /** Null: the simulator, or nothing when the other provider is real. */
  google: OAuthCredentials | null;
  googleUrls: { auth?: string; token?: string; revoke?: string; apiRoot?: string };
  /** Null: the simulator, or nothing when the other provider is real. */
  microsoft: OAuthCredentials | null;
  /** Whose people may sign in: `common`, `organizations`, or one directory. */
  microsoftTenant: string;
  microsoftUrls: { login?: string; graph?: string };
  /** 0: any free port. */
  simulatorPort: number;
  /** Null: the embedded executor. */
  inngest: InngestConfig | null;
  /** Where people see the runs of jobs; null on the embedded executor. */
  jobDashboardUrl: string | null;
  /** How many requests an API key may make in a minute; null: as many as it likes. */
  apiRateLimitPerMinute: number | null;
  demoData: boolean;
  /** Webhooks may call this machine and private networks. */
  allowPrivateWebhooks: boolean;
  logLevel: EnvironmentValues["LOG_LEVEL"];
  shutdownTimeoutMs: number;
};

export type InngestConfig = {
  baseUrl: string | null;
  eventKey: string | null;
  signingKey: string | null;
  isDev: boolean;
};

/** A faulty configuration; `problems` holds one line per fault, each naming the variable and the fix. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(
      `The configuration has ${problems.length === 1 ? "a fault" : `${problems.length} faults`}:\n${problems
        .map((problem) => `  - ${problem}`)
        .join("\n")}`,
    );
    this.problems = problems;
  }
}

/** The configuration from the environment, with `.env` in the repository root under it. Throws ConfigError. */
export function loadConfig(): Config {
  return parseConfig({ ...readEnvFile(path.join(repositoryRoot, ".env")), ...process.env });
}

/** The configuration from `env`; empty values count as absent. Creates the secrets file when it needs one. Throws ConfigError. */
export function parseConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  const parsed = Environment.safeParse(given);
  const faults = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);
  const problems = [...new Set([...faults, ...conflicts(given)])];
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);
  return toConfig(parsed.data);
}

function toConfig(values: EnvironmentValues): Config {
  const dataDir = path.resolve(repositoryRoot, values.DATA_DIR);
  const secrets = secretsFor(values, dataDir);
  return {
    host: values.HOST,
    port: values.PORT,
    appUrl: new URL(values.APP_URL ?? `http://${hostForUrl(values.HOST)}:${values.PORT}`),
    trustedProxies: values.TRUSTED_PROXIES,
    dataDir,
    databaseUrl: values.DATABASE_URL ?? null,
    ...secrets,
    google: credentials(values.GOOGLE_OAUTH_CLIENT_ID, values.GOOGLE_OAUTH_CLIENT_SECRET),
    googleUrls: {
      auth: values.GOOGLE_AUTH_URL,
      token: values.GOOGLE_TOKEN_URL,
      revoke: values.GOOGLE_REVOKE_URL,
      apiRoot: values.GOOGLE_API_ROOT_URL,
    },
    microsoft: credentials(values.MICROSOFT_CLIENT_ID, values.MICROSOFT_CLIENT_SECRET),
    microsoftTenant: values.MICROSOFT_TENANT,
    microsoftUrls: { login: values.MICROSOFT_LOGIN_URL, graph: values.MICROSOFT_GRAPH_URL },
    simulatorPort: values.SIMULATOR_PORT,
    inngest: inngestConfig(values),
    jobDashboardUrl: values.INNGEST_DASHBOARD_URL ?? values.INNGEST_BASE_URL ?? null,
    apiRateLimitPerMinute: values.API_RATE_LIMIT_PER_MINUTE || null,
    demoData:
      values.DEMO_DATA ??
      [values.GOOGLE_OAUTH_CLIENT_ID, values.MICROSOFT_CLIENT_ID, values.DATABASE_URL].every(
        (value) => value === undefined,
      ),
    allowPrivateWebhooks: values.WEBHOOKS_ALLOW_PRIVATE,
    logLevel: values.LOG_LEVEL,
    shutdownTimeoutMs: values.SHUTDOWN_TIMEOUT_MS,
  };
}

function secretsFor(
  values: EnvironmentValues,
  dataDir: string,
): Pick<Config, "authSecret" | "encryptionKeys"> {
  if (values.AUTH_SECRET && values.ENCRYPTION_KEYS) {
    return { authSecret: values.AUTH_SECRET, encryptionKeys: values.ENCRYPTION_KEYS };
  }
  try {
    const stored = loadSecrets(path.join(dataDir, "secrets.json"));
    return {
      authSecret: values.AUTH_SECRET ?? stored.authSecret,
      encryptionKeys: values.ENCRYPTION_KEYS ?? stored.encryptionKeys,
    };
  } catch (error) {
    if (error instanceof SecretsFileError) throw new ConfigError([error.message]);
    throw error;
  }
}

function inngestConfig(values: EnvironmentValues): InngestConfig | null {
  const { INNGEST_BASE_URL, INNGEST_EVENT_KEY, INNGEST_SIGNING_KEY, INNGEST_DEV } = values;
  if (!INNGEST_BASE_URL && !INNGEST_EVENT_KEY && !INNGEST_SIGNING_KEY && !INNGEST_DEV) return null;
  return {
    baseUrl: INNGEST_BASE_URL ?? null,
    eventKey: INNGEST_EVENT_KEY ?? null,
    signingKey: INNGEST_SIGNING_KEY ?? null,
    isDev: INNGEST_DEV,
  };
}

function credentials(
  clientId: string | undefined,
  clientSecret: string | undefined,
): OAuthCredentials | null {
  return clientId && clientSecret ? { clientId, clientSecret } : null;
}

/** A listening address as it stands in a URL: wildcard addresses mean this machine, IPv6 needs brackets. */
function hostForUrl(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "localhost";
  return host.includes(":") ? `[${host}]` : host;
}

function readEnvFile(file: string): Record<string, string | undefined> {
  return existsSync(file) ? parseEnv(readFileSync(file, "utf8")) : {};
}
