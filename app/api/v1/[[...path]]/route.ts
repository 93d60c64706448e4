import { serveMem0 } from "@/lib/mem0-api/server/serve";

/** The part of Mem0's API that stands below /api: organizations, projects and webhooks. */
export const GET = serveMem0;
export const POST = serveMem0;
export const PUT = serveMem0;
export const PATCH = serveMem0;
export const DELETE = serveMem0;
export const OPTIONS = serveMem0;
