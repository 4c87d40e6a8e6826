import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { load } from 'js-yaml';
import { ModelSource } from '../../lib';
import { serve } from './support';

test('the pod that docs/model-sources.md shows is the one that comes out', () => {
  const page = readFileSync(resolve(__dirname, '../../docs/model-sources.md'), 'utf8');
  const shown = /<!-- pod of a source -->\n\n```yaml\n(.*?)```/s.exec(page)?.[1] ?? '';
  const { pod } = serve(
    ModelSource.huggingFace({
      repository: 'Qwen/Qwen2.5-7B-Instruct',
      revision: 'a09a35458c702b33eeacc393d103063234e8bc28',
      size: '15Gi',
    }),
  );
  expect(load(shown)).toEqual({ initContainers: pod.initContainers, volumes: pod.volumes });
});
