import { z } from "zod";
import { densities, preferencesDefault, type TablePreferences } from "./table-preferences";

const widthMax = 2_000;
const schema = z.object({
  order: z.array(z.string().max(64)).max(64),
  hidden: z.array(z.string().max(64)).max(64),
  widths: z.record(z.string().max(64), z.number().int().positive().max(widthMax)),
  density: z.enum(densities),
});

/** Reads preferences from the decoded value of a cookie; the default when there are none, or they are of another time. */
export const preferencesFrom = (value: string | undefined): TablePreferences => {
  if (value === undefined) return preferencesDefault;
  try {
    const parsed = schema.safeParse(JSON.parse(value));
    return parsed.success ? parsed.data : preferencesDefault;
  } catch {
    return preferencesDefault;
  }
};
