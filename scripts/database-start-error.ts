import { DatabaseError } from "@/lib/database/server/database-error";
import { UnfitDatabaseError } from "@/lib/database/server/unfit-database";
import { DeclarationError } from "@/lib/stores/server/declared-stores";
import { StartError } from "./start-error";

/** What went wrong with the database at a start, as something a person can act on; anything else is a defect, and stays. */
export function databaseStartError(error: unknown): unknown {
  if (error instanceof UnfitDatabaseError || error instanceof DeclarationError) {
    return new StartError(error.message);
  }
  if (error instanceof DatabaseError) {
    return new StartError(
      `The database could not be prepared (${error.code}): check that it is running, and that the role of DATABASE_URL owns the database and all of Lethe's tables.`,
    );
  }
  return error;
}
