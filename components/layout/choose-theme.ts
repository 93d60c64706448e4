import { themeCookie, type Theme } from "@/lib/preferences/theme";

const yearSeconds = 31_536_000;

export const themeOptions = [
  { value: "system", label: "System" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
] as const satisfies readonly { value: Theme; label: string }[];

/** Changes the colours of this page at once, and of every page from now on. */
export const chooseTheme = (theme: Theme): void => {
  document.documentElement.dataset.theme = theme;
  document.cookie = `${themeCookie}=${theme}; path=/; max-age=${yearSeconds}; samesite=lax`;
};
