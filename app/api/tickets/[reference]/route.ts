import { serveMem0 } from "@/lib/mem0-api/server/serve";

/** A ticket by API: lib/mem0-api/server/operations/tickets.ts. */
export const GET = serveMem0;
