/** What a member is told of a one-time password or recovery code that was refused, at sign-in and when asked again. */
export const wrongCodeWords = "This code is not right. A recovery code works once.";
/** Ever so often a code is typed twice within its half minute; else somebody has seen it. */
export const usedCodeWords = "This code was already used. Wait for the next one.";
