import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { load } from 'js-yaml';
import { ModelSource, SecretKeyRef } from '../../lib';
import { serve } from './support';

test('the pod that docs/model-sources.md shows is the one that comes out', () => {
  const page = readFileSync(resolve(__dirname, '../../docs/model-sources.md'), 'utf8');
  const shown = /<!-- pod of a source -->\n\n```yaml\n(.*?)```/s.exec(page)?.[1] ?? '';
  const { pod } = serve(
    ModelSource.huggingFace({
      repository: 'meta-llama/Llama-3.1-8B-Instruct',
      revision: '0e9e39f249a16976918f6564b8830bc894c89659',
      token: SecretKeyRef.named('hugging-face', 'token'),
      size: '15Gi',
    }),
  );
  expect(load(shown)).toEqual({ initContainers: pod.initContainers, volumes: pod.volumes });
});
