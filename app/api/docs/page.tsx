import type { Metadata } from "next";
import { ApiDocs } from "@/components/api-docs/api-docs";
import { apiDescription } from "@/lib/mem0-api/server/api-description";

export const metadata: Metadata = { title: "API" };

const ApiDocsPage = () => <ApiDocs description={apiDescription()} />;

export default ApiDocsPage;
