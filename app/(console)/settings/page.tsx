import { redirect } from "next/navigation";

const SettingsPage = () => redirect("/settings/account");

export default SettingsPage;
