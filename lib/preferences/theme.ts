export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

/** A cookie, so that the server's first answer already has the right colours. */
export const themeCookie = "lethe-theme";

export const themeFrom = (value: string | undefined): Theme =>
  themes.find((theme) => theme === value) ?? "system";
