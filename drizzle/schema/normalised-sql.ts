/** White space that folding leaves, written out: what a class such as \s holds differs between databases. */
const spaces = "\\t-\\r \\u0085\\u1680\\u2028\\u2029";

/**
 * A folded text (foldSql) as normalisedText has it. `folded` is an expression, and is evaluated up to twice. Most texts have
 * single spaces only, and looking costs a tenth of replacing.
 */
export const normalisedSql = (folded: string): string =>
  `case when ${folded} ~ '^ | $|  |[\\t-\\r\\u0085\\u1680\\u2028\\u2029]' then btrim(regexp_replace(${folded}, '[${spaces}]+', ' ', 'g'), ' ') else ${folded} end`;

type Said = { folded: string; userId: string; agentId: string; appId: string; runId: string };

/**
 * A number that is the same for memories of the same ids and normalised text: what the column `repeat_key` holds. Different ones may
 * share it, if hardly ever: what depends on it compares the texts as well. The ids are in it, as many people have "Yes, please.".
 */
export const repeatKeySql = ({ folded, userId, agentId, appId, runId }: Said): string =>
  [runId, appId, agentId, userId]
    .map((id) => `coalesce(${id}, '')`)
    .concat(normalisedSql(folded))
    .reduce((seed, text) => `hashtextextended(${text}, ${seed})`, "0");
