import { apiDescription } from "@/lib/mem0-api/server/api-description";

/** The API's description (OpenAPI 3.1). Public: it says nothing about stored data. */
export const GET = (): Response => Response.json(apiDescription());
