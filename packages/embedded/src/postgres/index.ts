// The database that runs when DATABASE_URL is not set: Postgres from the npm binaries, under a launcher of our own.
export { EmbeddedPostgresError } from "./error.ts";
export { removePostgres } from "./remove-postgres.ts";
export {
  type EmbeddedPostgres,
  type PostgresExit,
  type PostgresOptions,
  startPostgres,
} from "./start-postgres.ts";
