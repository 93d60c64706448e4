"use server";

import { databaseNow } from "@/lib/database/server/database-clock";
import { serverDatabase } from "@/lib/database/server/server-database";
import { anonymousAction } from "@/lib/actions/server/member-action";
import { setUpSchema } from "./schema";
import { setUpFirstMember } from "./server/create-first-member";

export const setUpAction = anonymousAction("setUp")
  .inputSchema(setUpSchema)
  .action(async ({ parsedInput }) => {
    await setUpFirstMember(serverDatabase(), parsedInput, databaseNow());
  });
