"use client";

import type { ReactNode } from "react";
import { useHydrated } from "@/components/ui/use-hydrated";

/**
 * Blocks share what they read, and are taken over one after the other: what one has read anew by then would not be what the server
 * has written for the next. So the server writes its place, and the browser its contents, of which the first are there at once.
 */
export const OnceHydrated = ({ place, children }: { place: ReactNode; children: ReactNode }) =>
  useHydrated() ? children : place;
