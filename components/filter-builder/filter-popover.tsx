"use client";

import type { ComponentProps } from "react";
import { Popover } from "@/components/ui/popover";

/** A panel of fixed width without padding of its own; as wide as the screen allows on a phone. */
export const FilterPopover = (props: Omit<ComponentProps<typeof Popover>, "align" | "look">) => (
  <Popover look="fixed" {...props} />
);
