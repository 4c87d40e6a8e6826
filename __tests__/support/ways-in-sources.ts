import { ContainerImage, EgressProxy, ModelCache, ModelSource, ServingApp, TenantNamespace } from '../../lib';
import { ClusterProfile } from '../../lib/core/cluster-profile';
import { declare } from './declare';
import type { WayIn } from './ways-in';

const HUB = { repository: 'org/llama', revision: 'a'.repeat(40) };
const source = (fine: object, make: (options: never) => ModelSource): WayIn => ({
  fine,
  use: (value) => declare({ source: make(value) }, { cluster: { kubernetesVersion: '1.36' } }),
});

/** The ways in of sources of weights and of what they need. */
export const WAYS_IN_OF_SOURCES: { readonly [place: string]: WayIn } = {
  'EgressProxy.of(options)': {
    fine: { url: 'http://10.0.0.9:3128' },
    use: (value) => ClusterProfile.of({ egressProxy: EgressProxy.of(value) }),
  },
  'ModelSource.huggingFace(options)': source(HUB, (value) => ModelSource.huggingFace(value)),
  'ModelSource.s3(options)': source({ uri: 's3://models/llama' }, (value) => ModelSource.s3(value)),
  'ModelSource.gcs(options)': source({ uri: 'gs://models/llama' }, (value) => ModelSource.gcs(value)),
  'ModelSource.azureBlob(options)': source({ url: 'https://account.blob.core.windows.net/models/llama' }, (value) =>
    ModelSource.azureBlob(value),
  ),
  'ModelSource.http(options)': source({ url: 'https://example.com/a.gguf', sha256: 'a'.repeat(64) }, (value) =>
    ModelSource.http(value),
  ),
  'ModelSource.claim(options)': source({ name: 'llama' }, (value) => ModelSource.claim(value)),
  'ModelSource.image(options)': source({ image: ContainerImage.of('registry.example/llama:8b') }, (value) =>
    ModelSource.image(value),
  ),
  'ModelSource.inImage(options)': source({ path: '/opt/llama' }, (value) => ModelSource.inImage(value)),
  'new ModelCache(props)': {
    fine: { source: ModelSource.huggingFace(HUB), size: '40Gi' },
    use: (value) => new ModelCache(new TenantNamespace(new ServingApp(), 'vision'), 'llama', value),
  },
};
