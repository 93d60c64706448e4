/**
 * What a page's error boundary is told of an error for which the database's being away is the reason. Next hands on nothing
 * else of what a server has thrown.
 */
export const awayDigest = "database_away";
