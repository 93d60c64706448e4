import { z } from "zod";
import { holdIdSchema, type HoldPosition } from "./types";

/** How a place in the list stands in an address. */
export const encodeHoldPosition = ({ at, id }: HoldPosition): string => `${at}~${id}`;

const positionSchema = z
  .string()
  .transform((text) => text.split("~"))
  .pipe(z.tuple([z.iso.datetime(), holdIdSchema]))
  .transform(([at, id]): HoldPosition => ({ at, id }));

/** Null for the first page, and for what is no place. */
export const holdPositionFrom = (text: unknown): HoldPosition | null =>
  positionSchema.safeParse(text).data ?? null;
