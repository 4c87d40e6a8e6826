import type { PlannedRule } from '../../plan/route-plan';

/** Whether a branch is for a GRPCRoute. */
export function isGrpc({ rule }: { readonly rule: PlannedRule }): boolean {
  return rule.match.grpc !== undefined;
}

/** Whether a branch is for an HTTPRoute. */
export function isHttp(branch: { readonly rule: PlannedRule }): boolean {
  return !isGrpc(branch);
}
