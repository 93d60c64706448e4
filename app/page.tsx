import { redirect } from "next/navigation";

const HomePage = () => redirect("/memories");

export default HomePage;
