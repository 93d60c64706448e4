import { SettingsFrame } from "@/components/settings/settings-frame";
import { Skeleton } from "@/components/ui/skeleton";

/** Stands where a table of the settings is loading; `widths` are the classes of what its rows begin with. */
export const SettingsSkeleton = ({ label, widths }: { label: string; widths: readonly string[] }) => (
  <SettingsFrame>
    <div role="status" aria-busy className="grid gap-4 py-4">
      <span className="sr-only">{label}</span>
      <div className="grid gap-2 px-4">
        <Skeleton className="w-full max-w-[60ch]" />
      </div>
      <div className="min-w-0 border-y">
        {Array.from({ length: 6 }, (_, row) => (
          <div
            key={row}
            className="flex h-9 items-center gap-8 overflow-hidden border-t px-4 first:border-t-0"
          >
            {widths.map((width, column) => (
              <Skeleton key={column} className={width} />
            ))}
          </div>
        ))}
      </div>
    </div>
  </SettingsFrame>
);
