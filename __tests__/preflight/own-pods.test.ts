import { ModelServer } from '../../lib';
import { declare, failureOf, MINIMAL } from '../support/declare';

test('two servers that adopt the same labels are an error that names both', () => {
  const { app, tenant } = declare({ selector: { app: 'models' } });
  new ModelServer(tenant, 'other', { ...MINIMAL, selector: { app: 'models' } });
  const failure = failureOf(() => app.synthYaml());
  expect(failure).toContain(
    "'vision/iris/Default': its selector app=models matches the pods of 'vision/other/Default' as well",
  );
  expect(failure).toContain(
    "'vision/other/PodDisruptionBudget': selects the pods of 'vision/iris/Default' that 'vision/iris/PodDisruptionBudget' selects already",
  );
});

test('labels of one server that the selector of another asks for are an error', () => {
  const { app, tenant } = declare({ selector: { app: 'models' } });
  new ModelServer(tenant, 'other', { ...MINIMAL, labels: { app: 'models' } });
  expect(failureOf(() => app.synthYaml())).toContain(
    "its selector app=models matches the pods of 'vision/other/Default' as well",
  );
});

test('the same labels in two namespaces, and servers side by side, are fine', () => {
  const { app, tenant } = declare({ selector: { app: 'models' } });
  new ModelServer(tenant, 'other', { ...MINIMAL, labels: { team: 'a' } });
  new ModelServer(tenant, 'third', { ...MINIMAL, labels: { team: 'a' } });
  expect(app.synthYaml()).toContain('name: third');
});
