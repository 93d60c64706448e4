import { pgTable, smallint } from "drizzle-orm/pg-core";
import { bytea, instant } from "./column-types.ts";

/** One row: a mark of the LETHE_SECRET that the database was first used with, by which another one is noticed. */
export const secretMarks = pgTable("secret_marks", {
  id: smallint("id").primaryKey().default(1),
  mark: bytea("mark").notNull(),
  notedAt: instant("noted_at").notNull().defaultNow(),
});
