import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { addApiObject } from '../core/api-object';
import { peerOf, tcpPorts } from '../core/connections';
import { type JsonObject, sortedMap } from '../private/json';
import type { RoutePlan } from './plan/route-plan';

/** `acmeSolverListenPort` in pkg/issuer/acme/http/http.go of cert-manager/cert-manager. */
const SOLVER_PORT = 8089;

/** On every pod that answers a challenge: pkg/issuer/acme/http/pod.go there. */
const SOLVER_LABELS = { 'acme.cert-manager.io/http01-solver': 'true' };

/**
 * Lets the gateway in to the pods by which cert-manager proves the hosts of a route; everybody where it is not known where
 * the gateway's pods run: what they answer, the authority reads over the internet.
 */
export function openSolvers(route: Construct, plan: RoutePlan): ApiObject[] {
  if (plan.tls?.http01 !== true) return [];
  const peer = plan.gateway._peer;
  const metadata = { name: `${plan.name}-acme-solver`, labels: sortedMap(plan.labels) };
  const spec = (): JsonObject => ({
    ingress: [{ ...(peer && { from: [peerOf(peer)] }), ports: tcpPorts([SOLVER_PORT]) }],
    podSelector: { matchLabels: SOLVER_LABELS },
    policyTypes: ['Ingress'],
  });
  return [
    addApiObject(route, 'AcmeSolver', { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata, spec }),
  ];
}
