import { z } from "zod";
import operations from "./mem0-operations.json" with { type: "json" };
import { reducedSchema, type ReducedOperation } from "./reduce-description";

/**
 * The operations of Mem0's published API description (https://docs.mem0.ai/openapi.json, August 2026), reduced to their names by
 * `reduceDescription`.
 */
export const readMem0Operations = (): ReducedOperation[] => z.array(reducedSchema).parse(operations);
