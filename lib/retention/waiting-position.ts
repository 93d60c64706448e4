import { z } from "zod";
import type { WaitingPosition } from "./types";

const instantSchema = z.iso.datetime();

/** The place in a waiting list that an address names: an instant and an id, with a space between; null for none. */
export const waitingPositionFrom = (value: string | string[] | undefined): WaitingPosition | null => {
  if (typeof value !== "string") return null;
  const space = value.indexOf(" ");
  const dueAt = instantSchema.safeParse(value.slice(0, space));
  return space < 0 || !dueAt.success ? null : { dueAt: dueAt.data, memoryId: value.slice(space + 1) };
};
