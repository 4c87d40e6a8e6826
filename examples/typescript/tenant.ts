import {
  AccessSubject,
  CidrPeer,
  ContainerImage,
  ModelServer,
  NamespacePeer,
  ServingApp,
  ServingRuntime,
  TenantAccess,
  TenantNamespace,
} from 'cdk8s-model-serving';

/** A team's namespace: its budget, who may do what in it, and who may call what runs there. */
export function tenant(): ServingApp {
  const app = new ServingApp();
  const vision = new TenantNamespace(app, 'vision', {
    quota: { cpu: '40', memory: '160Gi', gpus: 4, pods: 60 },
    access: [
      TenantAccess.viewer(AccessSubject.group('auditors')),
      TenantAccess.developer(AccessSubject.group('vision-dev')),
      TenantAccess.operator(AccessSubject.user('ada@example.com'), AccessSubject.group('sre')),
      TenantAccess.rolloutRestarter(AccessSubject.serviceAccount('deployer', 'ci')).acknowledged(
        'the pipeline of releases',
      ),
    ],
    allowFrom: [NamespacePeer.external('frontend')],
  });

  const scorer = new ModelServer(vision, 'scorer', {
    image: ContainerImage.of('registry.example/scorer:2.0.1'),
    runtime: ServingRuntime.fastApi({ port: 8000, healthPath: '/health' }),
    resources: { cpu: '1', memory: '2Gi' },
    replicas: 3,
    env: { LOG_LEVEL: 'info' },
  });
  scorer.connectTo(CidrPeer.of('203.0.113.7/32'), { ports: [443] });
  return app;
}
