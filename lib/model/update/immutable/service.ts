import { asList, fieldAt, isUnset, ownField } from '../fields/fields';
import type { UpdateRefusal } from '../verdict';
import { cannotChange, differencesAt, fixed, type ImmutableRule, type Versions } from './rule';

const ADDRESS_FIX =
  'keep the address; else make a Service under another name and move clients over, or delete the live one first';
const CLASS_FIX =
  'delete the Service first, or change its type to ExternalName and back: either gives it a new address';

/**
 * What the API server has handed out to a Service, or taken over from it, stays.
 *
 * Source: `ValidateServiceUpdate` of
 * https://github.com/kubernetes/kubernetes/blob/v1.36.2/pkg/apis/core/validation/validation.go
 */
export const serviceRule: ImmutableRule = function* (versions) {
  const types = [versions.before, versions.after].map((version) => fieldAt(version, 'spec', 'type'));
  if (types.includes('ExternalName')) return;
  yield* address(versions);
  yield* family(versions);
  if (types.every((type) => type === 'LoadBalancer')) {
    yield* fixed(['spec', 'loadBalancerClass'], CLASS_FIX)(versions);
    yield* healthCheck(versions);
  }
};

/** An address that was not given was handed out, and is not known here: whatever is given now is another one. */
function* address(versions: Versions): Generator<UpdateRefusal> {
  const found = differencesAt(versions, ['spec', 'clusterIP']);
  if (found.length > 0) yield cannotChange(versions, ['spec', 'clusterIP'], found, ADDRESS_FIX);
  const type = fieldAt(versions.after, 'spec', 'type');
  if (found.length > 0 || fieldAt(versions.before, 'spec', 'clusterIP') !== 'None' || type === 'ClusterIP') return;
  yield {
    at: '/spec/type',
    immutable: true,
    message: `spec.clusterIP of a live Service cannot change: it is 'None' and stays so, which a ${String(type)} cannot have`,
    fix: ADDRESS_FIX,
  };
}

/** The first family stays; which one the cluster chose is known only where it was given. */
function* family(versions: Versions): Generator<UpdateRefusal> {
  const path = ['spec', 'ipFamilies'];
  if (isUnset(fieldAt(versions.given, ...path))) return;
  const [old, now] = [versions.before, versions.after].map((version) => asList(fieldAt(version, ...path))[0]);
  if (old === now) return;
  yield cannotChange(versions, path, differencesAt(versions, path), ADDRESS_FIX);
}

function* healthCheck(versions: Versions): Generator<UpdateRefusal> {
  const specs = [versions.before, versions.after].map((version) => fieldAt(version, 'spec'));
  if (!specs.every((spec) => ownField(spec, 'externalTrafficPolicy') === 'Local')) return;
  if (specs.some((spec) => isUnset(ownField(spec, 'healthCheckNodePort')))) return;
  yield* fixed(['spec', 'healthCheckNodePort'], ADDRESS_FIX)(versions);
}
