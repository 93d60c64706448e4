import { redirect } from "next/navigation";

const SettingsPage = () => redirect("/settings/api-keys");

export default SettingsPage;
