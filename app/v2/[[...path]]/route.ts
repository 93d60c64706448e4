import { serveMem0 } from "@/lib/mem0-api/server/serve";

/** Mem0's API: which operations there are, lib/mem0-api/server/operations.ts says. */
export const GET = serveMem0;
export const POST = serveMem0;
export const PUT = serveMem0;
export const PATCH = serveMem0;
export const DELETE = serveMem0;
export const OPTIONS = serveMem0;
