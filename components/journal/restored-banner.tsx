import Link from "next/link";
import { buttonClasses } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";

/** On every page while the database is an older one that was put back. */
export const RestoredBanner = ({ canReplay }: { canReplay: boolean }) => (
  <div className="px-4 pt-3">
    <Notice look="warning" role="status">
      <p className="font-medium">This database was restored from an older backup</p>
      <p className="max-w-[70ch]">
        {canReplay
          ? "Memories that were erased since may be back. The API and agents are refused, and only admins can reach the built-in store, until what was erased is erased again."
          : "Memories that were erased since may be back, so only admins can reach the built-in store until what was erased is erased again. Ask an admin to do that."}
      </p>
      {canReplay && (
        <Link href="/ledger#journal" className={`mt-2 ${buttonClasses("plain", "small")}`}>
          Open the journal
        </Link>
      )}
    </Notice>
  </div>
);
