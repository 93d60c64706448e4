import type { OpenApiDocument } from "@/lib/mem0-api/open-api-types";
import { openApiDocument } from "./open-api";
import { operations } from "./operations";

/** Raised with every change that a client could notice. */
const apiVersion = "1.3.0";

let made: OpenApiDocument | undefined;

/** The description of everything that is served, made once. */
export const apiDescription = (): OpenApiDocument => (made ??= openApiDocument(operations, apiVersion));
