/**
 * The digest by which a page's error boundary knows that the database is away. Next hands on nothing
 * else of what a server has thrown.
 */
export const awayDigest = "database_away";
