/** Of the name that a pod is generated from so much is kept, before five characters of chance (names/generate.go of kubernetes/apiserver). */
const KEPT = 58;
const CHANCE = '[0-9a-z]{5}';
/** A ReplicaSet's hash: a 32-bit number in safe letters. */
const LONGEST_HASH = 10;

/**
 * A regular expression, anchored as PromQL does, of the names of the pods of a Deployment and of none whose name begins
 * with that of this one.
 */
export function podNamePattern(deploymentName: string): string {
  if (deploymentName.length + LONGEST_HASH + 2 <= KEPT) return `${deploymentName}-[0-9a-z]+-${CHANCE}`;
  // Of long names the hash is cut short, or is not there at all.
  if (deploymentName.length < KEPT) return `${deploymentName}-[0-9a-z]*-?${CHANCE}`;
  return deploymentName.slice(0, KEPT) + CHANCE;
}
