/** Resources of Kubernetes that live in a namespace, by API group (1.28 to 1.36). */
const KUBERNETES: { readonly [group: string]: string } = {
  '': 'bindings configmaps endpoints events limitranges persistentvolumeclaims pods podtemplates replicationcontrollers resourcequotas secrets serviceaccounts services',
  apps: 'controllerrevisions daemonsets deployments replicasets statefulsets',
  'authorization.k8s.io': 'localsubjectaccessreviews',
  autoscaling: 'horizontalpodautoscalers',
  batch: 'cronjobs jobs',
  'certificates.k8s.io': 'podcertificaterequests',
  'coordination.k8s.io': 'leasecandidates leases',
  'discovery.k8s.io': 'endpointslices',
  'events.k8s.io': 'events',
  'metrics.k8s.io': 'pods',
  'networking.k8s.io': 'ingresses networkpolicies',
  policy: 'poddisruptionbudgets',
  'rbac.authorization.k8s.io': 'rolebindings roles',
  'resource.k8s.io': 'resourceclaims resourceclaimtemplates',
  'scheduling.k8s.io': 'podgroups workloads',
  'storage.k8s.io': 'csistoragecapacities',
};

/** Resources that stand beside model servers. Their groups may have others that are not in this list. */
const CUSTOM: { readonly [group: string]: string } = {
  'argoproj.io':
    'analysisruns analysistemplates applications applicationsets appprojects cronworkflows experiments rollouts workflows workflowtemplates',
  'cert-manager.io': 'certificaterequests certificates issuers',
  'cilium.io': 'ciliumnetworkpolicies',
  'external-secrets.io': 'externalsecrets secretstores',
  'flagger.app': 'alertproviders canaries metrictemplates',
  'gateway.networking.k8s.io': 'backendtlspolicies gateways grpcroutes httproutes referencegrants tcproutes tlsroutes',
  'keda.sh': 'scaledjobs scaledobjects triggerauthentications',
  'monitoring.coreos.com': 'podmonitors prometheusrules servicemonitors',
  'serving.kserve.io': 'inferencegraphs inferenceservices servingruntimes trainedmodels',
  'traefik.io':
    'ingressroutes ingressroutetcps ingressrouteudps middlewares middlewaretcps serverstransports serverstransporttcps tlsoptions tlsstores traefikservices',
};

/** Resources that live in no namespace: a Role grants nothing of them. */
const CLUSTER_SCOPED: { readonly [group: string]: string } = {
  '': 'componentstatuses nodes persistentvolumes',
  'admissionregistration.k8s.io':
    'mutatingadmissionpolicies mutatingadmissionpolicybindings mutatingwebhookconfigurations validatingadmissionpolicies validatingadmissionpolicybindings validatingwebhookconfigurations',
  'apiextensions.k8s.io': 'customresourcedefinitions',
  'apiregistration.k8s.io': 'apiservices',
  'argoproj.io': 'clusteranalysistemplates clusterworkflowtemplates',
  'authentication.k8s.io': 'selfsubjectreviews tokenreviews',
  'authorization.k8s.io': 'selfsubjectaccessreviews selfsubjectrulesreviews subjectaccessreviews',
  'cert-manager.io': 'clusterissuers',
  'certificates.k8s.io': 'certificatesigningrequests clustertrustbundles signers',
  'flowcontrol.apiserver.k8s.io': 'flowschemas prioritylevelconfigurations',
  'gateway.networking.k8s.io': 'gatewayclasses',
  'metrics.k8s.io': 'nodes',
  'networking.k8s.io': 'ingressclasses ipaddresses servicecidrs',
  'node.k8s.io': 'runtimeclasses',
  'rbac.authorization.k8s.io': 'clusterrolebindings clusterroles',
  'resource.k8s.io': 'deviceclasses devicetaintrules resourceslices',
  'scheduling.k8s.io': 'priorityclasses',
  'storage.k8s.io': 'csidrivers csinodes storageclasses volumeattachments volumeattributesclasses',
};

const listed = (table: { readonly [key: string]: string }, key: string): readonly string[] =>
  Object.hasOwn(table, key) ? table[key].split(' ') : [];

/** API groups that are known, Kubernetes' own and others. */
export const KNOWN_GROUPS: readonly string[] = [
  ...new Set([...Object.keys(KUBERNETES), ...Object.keys(CUSTOM), ...Object.keys(CLUSTER_SCOPED)]),
];

/** Whether all resources of a group are known: no custom resource can be in it. */
export function isKubernetesGroup(group: string): boolean {
  return !Object.hasOwn(CUSTOM, group) && KNOWN_GROUPS.includes(group);
}

/** The resources that are known of a group and live in a namespace. */
export function namespacedResources(group: string): readonly string[] {
  return [...listed(KUBERNETES, group), ...listed(CUSTOM, group)];
}

/** Whether objects of a resource live in no namespace. */
export function isClusterScoped(group: string, resource: string): boolean {
  return listed(CLUSTER_SCOPED, group).includes(resource);
}
