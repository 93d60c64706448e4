import { SettingsSkeleton } from "@/components/settings/settings-skeleton";

const Loading = () => <SettingsSkeleton label="Loading API keys" widths={["w-32", "w-16", "w-24"]} />;

export default Loading;
