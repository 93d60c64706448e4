import { noteNavigation } from "@/components/layout/leaving";

// Zod looks whether it may write functions, which the content security policy forbids, and makes browsers report it. Here, as
// this runs before any module of a page is read, and schemas look when they are made. By the name under which zod keeps its
// settings: importing it would bring it to pages that have no use for it (e2e/content-security.spec.ts would tell of another name).
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });

export const onRouterTransitionStart = noteNavigation;
