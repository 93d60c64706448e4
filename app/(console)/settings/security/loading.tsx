import { SettingsSkeleton } from "@/components/settings/settings-skeleton";

const Loading = () => <SettingsSkeleton label="Loading security events" widths={["w-32", "w-16", "w-24"]} />;

export default Loading;
