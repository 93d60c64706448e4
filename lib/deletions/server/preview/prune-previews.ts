import { sql } from "drizzle-orm";
import type { Database } from "@/lib/database/server/database";
import { deletions } from "@/drizzle/schema/deletions";
import { previewItems, previews } from "@/drizzle/schema/previews";
import { previewHoursMax } from "./find-preview";

/** An hour more than they can be confirmed: a request that has found its preview may be on its way. */
const hoursKept = previewHoursMax + 1;

/** Forgets the previews that cannot be confirmed any more, with their items, but for those of deletions under way. */
export const prunePreviews = async (database: Database): Promise<void> => {
  await database.execute(sql`
    with gone as (
      delete from ${previews} as preview
      where preview.created_at < now() - make_interval(hours => ${hoursKept}) and not exists (
        select 1 from ${deletions} as deletion where deletion.finished_at is null and deletion.preview_id = preview.id)
      returning preview.id
    )
    delete from ${previewItems} as item using gone where item.preview_id = gone.id`);
};
