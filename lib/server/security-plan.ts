import type { IConstruct } from 'constructs';
import { satisfies } from '../cluster/pod-security-level';
import { SecurityProfile } from '../core/security-profile';
import { tenancyOf } from '../core/tenancy';
import type { Problems } from '../private/problems';
import { show } from '../private/show';
import type { RuntimeFacts } from '../runtimes/runtime-facts';
import type { ModelServerProps } from './server-options';

/** What the pods of a server may do: of its own, the namespace and the ports of its runtime. */
export function securityOf(
  problems: Problems,
  server: IConstruct,
  props: ModelServerProps,
  facts: RuntimeFacts,
): SecurityProfile {
  const security = props.security ?? SecurityProfile.restricted();
  if (!(security instanceof SecurityProfile)) {
    problems.add(
      `security must be made by SecurityProfile.restricted(...), .openShift(...) or .baseline(...), got ${show(props.security)}`,
    );
    return SecurityProfile.restricted();
  }
  security._check(problems);
  const enforced = tenancyOf(server)?.enforcedLevel;
  if (enforced && !satisfies(security.level, enforced)) {
    problems.add(
      `security must keep the level '${enforced}' that the namespace enforces, or no pod is let in, got '${security.level}'; relax the tenant's podSecurity or the image's needs`,
    );
  }
  for (const { role, port } of facts.ports) {
    if (port >= 1024 || security._allowsPort(port)) continue;
    problems.add(
      `the ${role} port must be 1024 or above for a container without root, got ${port}; let it listen on ${port + 8000}, or set security to SecurityProfile.restricted({ unprivilegedPortStart: ${port} })`,
    );
  }
  return security;
}
