/** Resampling as the sample was drawn: clusters within their stratum, where a survey names strata. */

/** Stratum of each row, the first that its cluster was seen in, as an option of the cluster bootstrap; empty without strata. */
export function strataOf(stratum: readonly string[] | null, clusters: ArrayLike<string>): { readonly strata?: readonly string[] } {
  if (stratum === null) return {};
  const first = new Map<string, string>();
  stratum.forEach((name, i) => {
    if (!first.has(clusters[i])) first.set(clusters[i], name);
  });
  return { strata: Array.from(clusters, (cluster) => first.get(cluster) as string) };
}
