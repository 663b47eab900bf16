// Database: the client, its types, ids and migrations. The tables are in ./schema.
export {
  type ChangeFeed,
  type ChangeTopic,
  changeTopics,
  notifyChange,
  openChangeFeed,
} from "./change-feed.ts";
export { type Database, type Db, openDatabase, type Queryable, type Transaction } from "./database.ts";
export { newId } from "./id.ts";
export { migrateDatabase } from "./migrate.ts";
export { type PreparedStatement, preparedStatement } from "./prepared-statement.ts";
