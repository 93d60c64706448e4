/** After a change that ended one's own session: a full load, which leads to the sign-in page. */
export const leaveConsole = (): void => window.location.reload();
