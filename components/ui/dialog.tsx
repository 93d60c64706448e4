"use client";

import type { DialogProps } from "./dialog-box";
import { onDemand } from "./on-demand";

const box = onDemand(() => import("./dialog-box"));

/** A modal dialog (see DialogBox), without its code on a page where none was opened yet. */
export const Dialog = (props: DialogProps) => {
  const loaded = box.use(props.isOpen);
  return loaded !== undefined && <loaded.DialogBox {...props} />;
};
