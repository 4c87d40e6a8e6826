import { KServeModel } from '../../lib/controllers/kserve/kserve-model';
import { SeldonModel } from '../../lib/controllers/seldon/seldon-model';
import { PodSecurityLevel } from '../../lib/cluster/pod-security-level';
import { CidrPeer } from '../../lib/core/network-peer';
import { ClusterProfile } from '../../lib/core/cluster-profile';
import { ServingApp } from '../../lib/synth/serving-app';
import { TenantNamespace } from '../../lib/tenant/tenant-namespace';
import { MINIMAL } from './declare';
import type { WayIn } from './ways-in';

const tenant = () =>
  new TenantNamespace(
    new ServingApp({ cluster: ClusterProfile.of({ kserve: { version: '0.20' }, seldon: { version: '1.18' } }) }),
    'vision',
    { podSecurity: { enforce: PodSecurityLevel.BASELINE } },
  );
// Seldon's executor listens on 8000.
const SELDON = { ...MINIMAL, executor: false, drain: { hasSleepCommand: true } };

/** The ways of structs into models that controllers serve. */
export const WAYS_IN_OF_CONTROLLERS: { readonly [place: string]: WayIn } = {
  'new KServeModel(props)': { fine: MINIMAL, use: (value) => new KServeModel(tenant(), 'iris', value) },
  'OperatedModel.connectTo(options)': {
    fine: {},
    use: (value) => {
      new KServeModel(tenant(), 'iris', MINIMAL).connectTo(CidrPeer.internet(), value);
    },
  },
  'new SeldonModel(props)': { fine: SELDON, use: (value) => new SeldonModel(tenant(), 'iris', value) },
};
