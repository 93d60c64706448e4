import { apiDescription } from "@/lib/mem0-api/server/api-description";

/** What is served to applications (OpenAPI 3.1), for anybody: it says nothing of what is stored. */
export const GET = (): Response => Response.json(apiDescription());
