import "./fonts.css";
import "./globals.css";
import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { preload } from "react-dom";
import { Providers } from "@/components/layout/providers";
import { release } from "@/lib/http/server/release";
import { themeCookie, themeFrom } from "@/lib/preferences/theme";

export const metadata: Metadata = {
  title: { default: "Lethe", template: "%s · Lethe" },
  description: "Browse and delete what AI agents remember, and prove that it is gone.",
};
export const viewport: Viewport = { width: "device-width", initialScale: 1 };

const inter = new URL("./fonts/inter.woff2", import.meta.url);

const RootLayout = async ({ children }: { children: ReactNode }) => {
  const theme = themeFrom((await cookies()).get(themeCookie)?.value);
  // Or it is asked for when text is laid out, and all text of the page is laid out twice.
  preload(inter.href, { as: "font", type: "font/woff2", crossOrigin: "anonymous" });
  return (
    <html lang="en" data-theme={theme} data-release={release()} suppressHydrationWarning>
      <body>
        <div id="root">
          <Providers theme={theme}>{children}</Providers>
        </div>
      </body>
    </html>
  );
};

export default RootLayout;
