import { z } from "zod";
import { readDay } from "@/lib/instants/read-day";
import { readMoment } from "@/lib/instants/read-moment";

const written = { anyOf: [{ type: "string" }, { type: "number" }] };

// Messages read on from a name: "start_date is empty".

/** A day or an instant in any form that imports take, too; one without an offset is in UTC. */
export const momentValue = z
  .unknown()
  .transform((value, ctx): string => {
    const read = readMoment(value);
    if (read.ok) return read.moment;
    ctx.addIssue({ code: "custom", message: read.reason });
    return z.NEVER;
  })
  .meta(written);

/** A day likewise. An empty text is refused: it would find other memories. */
export const dayValue = z
  .unknown()
  .transform((value, ctx): string => {
    const read = readDay(value);
    if (read.ok && read.day !== null) return read.day;
    ctx.addIssue({ code: "custom", message: read.ok ? "is empty" : read.reason });
    return z.NEVER;
  })
  .meta(written);
