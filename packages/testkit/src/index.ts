// What tests share: a migrated database of their own, and a clock they move by hand.
export { type TestClock, testClock } from "./test-clock.ts";
export { createTestDatabase, type TestDatabase } from "./test-database.ts";
