"use client";

import { useRouter } from "next/navigation";
import { UnreadableAddress } from "./load-states";
import { PageHeader } from "./page-header";

/** In place of a page whose address says what cannot be understood; `href` is the page without any of it. */
export const UnreadableLink = ({
  title,
  problem,
  href,
}: {
  title: string;
  problem: string;
  href: string;
}) => {
  const router = useRouter();
  return (
    <>
      <PageHeader title={title} />
      <UnreadableAddress problem={problem} onClear={() => router.replace(href)} />
    </>
  );
};
