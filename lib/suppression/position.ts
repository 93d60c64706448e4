import { z } from "zod";
import { suppressionIdSchema, type SuppressionPosition } from "./types";

/** How a place in the list stands in an address. */
export const encodeSuppressionPosition = ({ at, id }: SuppressionPosition): string => `${at}~${id}`;

const positionSchema = z
  .string()
  .transform((text) => text.split("~"))
  .pipe(z.tuple([z.iso.datetime(), suppressionIdSchema]))
  .transform(([at, id]): SuppressionPosition => ({ at, id }));

/** Null for the first page, and for what is no place. */
export const suppressionPositionFrom = (text: unknown): SuppressionPosition | null =>
  positionSchema.safeParse(text).data ?? null;
