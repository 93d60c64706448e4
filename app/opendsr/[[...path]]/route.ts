import { serveMem0 } from "@/lib/mem0-api/server/serve";

/** OpenDSR: lib/mem0-api/server/operations/open-dsr.ts. */
export const GET = serveMem0;
export const POST = serveMem0;
export const DELETE = serveMem0;
