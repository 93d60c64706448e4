import { serveMem0 } from "@/lib/mem0-api/server/serve";

/** Tickets about somebody, by API: lib/mem0-api/server/operations/tickets.ts. */
export const POST = serveMem0;
