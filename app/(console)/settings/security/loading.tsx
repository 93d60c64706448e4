import { SettingsFrame } from "@/components/settings/settings-frame";
import { Skeleton } from "@/components/ui/skeleton";

const Loading = () => (
  <SettingsFrame>
    <div role="status" aria-busy className="grid gap-4 py-4">
      <span className="sr-only">Loading security events</span>
      <div className="grid gap-2 px-4">
        <Skeleton className="w-full max-w-[60ch]" />
      </div>
      <div className="border-y">
        {Array.from({ length: 6 }, (_, row) => (
          <div key={row} className="flex h-9 items-center gap-8 border-t px-4 first:border-t-0">
            <Skeleton className="w-32" />
            <Skeleton className="w-16" />
            <Skeleton className="w-24" />
          </div>
        ))}
      </div>
    </div>
  </SettingsFrame>
);

export default Loading;
