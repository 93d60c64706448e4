import type { Config } from "tailwindcss";

// Loaded by app/globals.css through @config. Colours are the tokens defined there, so a theme is one set of variables.
const token = (name: string) => `var(--color-${name})`;

export default {
  content: ["./app/**/*.tsx", "./components/**/*.tsx"],
  theme: {
    extend: {
      colors: {
        canvas: token("canvas"),
        surface: token("surface"),
        raised: token("raised"),
        hover: token("hover"),
        selected: token("selected"),
        line: token("line"),
        control: token("control"),
        text: token("text"),
        muted: token("muted"),
        accent: token("accent"),
        "accent-strong": token("accent-strong"),
        "accent-soft": token("accent-soft"),
        "on-accent": token("on-accent"),
        danger: token("danger"),
        "danger-strong": token("danger-strong"),
        "danger-soft": token("danger-soft"),
        "on-danger": token("on-danger"),
        warning: token("warning"),
        "warning-soft": token("warning-soft"),
        success: token("success"),
        "success-soft": token("success-soft"),
      },
      borderRadius: { DEFAULT: "6px", sm: "4px", md: "6px" },
      fontFamily: {
        sans: ['"Inter Tabular Digits"', '"Inter Variable"', '"Inter Fallback"', "system-ui", "sans-serif"],
        mono: ['"JetBrains Mono Variable"', "ui-monospace", "monospace"],
      },
      fontSize: {
        xs: ["12px", "16px"],
        sm: ["13px", "20px"],
        base: ["14px", "20px"],
        lg: ["16px", "24px"],
        xl: ["20px", "28px"],
      },
      transitionDuration: { DEFAULT: "120ms" },
    },
  },
} satisfies Config;
