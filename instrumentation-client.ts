import { config } from "zod";

// Zod looks whether it may write functions, which the content security policy forbids, and makes browsers report it. Here, as
// this runs before any module of a page is read, and schemas look when they are made.
config({ jitless: true });
