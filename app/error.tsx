"use client";

import { PageError, type BoundaryError } from "@/components/layout/page-error";

/** The frame around the pages failed, or a page without one. The member is not known here. */
const RootError = (props: BoundaryError) => (
  <main>
    <PageError {...props} />
  </main>
);

export default RootError;
