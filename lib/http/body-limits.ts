/** What a member may send to a page, in bytes: a server action with its arguments. */
export const memberBytesMax = 64 * 1024;

/** Of those who have no session: what signs in, sets up or accepts an invitation. */
export const anonymousBytesMax = 16 * 1024;
