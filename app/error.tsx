"use client";

import { PageError, type BoundaryError } from "@/components/layout/page-error";

/** The frame around the pages failed, or a page that has none: nobody knows who asks. */
const RootError = (props: BoundaryError) => (
  <main>
    <PageError {...props} />
  </main>
);

export default RootError;
