import type { Explanation } from '../explanation';

export const dnsReachable: Explanation = {
  reason:
    'An egress policy shuts out the DNS service like everything else: every call by name then fails after the timeout of the resolver, though the way to what the name stands for is open. Names are asked for over UDP first, and a port of a policy is TCP where it names no protocol. Which pods call by name is told by literal URLs and by the keys of hosted services among their variables. Pods with a resolver of their own (dnsPolicy None) are not looked at, and a policy that opens UDP 53 to anybody is taken to know where the DNS service is.',
  sources: [
    'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/',
    'https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/#NetworkPolicyPort',
  ],
  example: {
    failing: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: iris, namespace: vision }
spec:
  podSelector: { matchLabels: { app: iris } }
  policyTypes: [Egress]
  egress: [{ to: [{ ipBlock: { cidr: 192.0.2.0/24 } }], ports: [{ port: 5432 }] }]
---
apiVersion: v1
kind: Pod
metadata: { name: iris, namespace: vision, labels: { app: iris } }
spec:
  containers:
    - name: main
      image: registry.example/iris:1.0.0
      env: [{ name: FEATURES, value: postgres://features.example/prod }]`,
    mended: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: iris, namespace: vision }
spec:
  podSelector: { matchLabels: { app: iris } }
  policyTypes: [Egress]
  egress:
    - to: [{ ipBlock: { cidr: 192.0.2.0/24 } }]
      ports: [{ port: 5432 }]
    - to: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } } }]
      ports: [{ port: 53, protocol: UDP }, { port: 53, protocol: TCP }]
---
apiVersion: v1
kind: Pod
metadata: { name: iris, namespace: vision, labels: { app: iris } }
spec:
  containers:
    - name: main
      image: registry.example/iris:1.0.0
      env: [{ name: FEATURES, value: postgres://features.example/prod }]`,
  },
};
