import { redirect } from "next/navigation";

const SettingsPage = () => redirect("/settings/stores");

export default SettingsPage;
