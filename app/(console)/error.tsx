"use client";

import { PageError, type BoundaryError } from "@/components/layout/page-error";
import { PageHeader } from "@/components/layout/page-header";

/** A page failed, and the frame around it stands. */
const ConsoleError = (props: BoundaryError) => (
  <>
    <PageHeader title="Page not loaded" />
    <PageError {...props} />
  </>
);

export default ConsoleError;
