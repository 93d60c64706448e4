import { SettingsSkeleton } from "@/components/settings/settings-skeleton";

const Loading = () => <SettingsSkeleton label="Loading members" widths={["w-48", "w-16", "w-16"]} />;

export default Loading;
