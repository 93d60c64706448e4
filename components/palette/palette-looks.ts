export const paletteFrameClasses =
  "fixed inset-x-2 top-[12dvh] z-50 mx-auto max-w-lg overflow-hidden rounded-md border bg-raised shadow-xl";

export const paletteInputClasses = "h-11 w-full border-b bg-transparent px-4 text-base outline-none";

export const palettePlaceholder = "Find a page, action, entity, ticket or ID";
