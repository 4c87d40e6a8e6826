package main

import (
	"github.com/aws/jsii-runtime-go"
	serving "github.com/cdk8s-model-serving/cdk8s-model-serving-go/modelserving"
)

// canary is a release that a tenth of the requests go to, behind a route of Traefik.
func canary() serving.ServingApp {
	app := serving.NewServingApp(&serving.ServingAppProps{
		Cluster: serving.ClusterProfile_Of(&serving.ClusterProfileOptions{
			KubernetesVersion: jsii.String("1.32"),
			Gateway:           serving.GatewayFacts_Traefik(nil),
		}),
	})
	search := serving.NewTenantNamespace(app, jsii.String("search"), nil)

	ranker := serving.NewCanary(search, jsii.String("ranker"), &serving.CanaryProps{
		Server: &serving.ServerOptions{
			Runtime: serving.ServingRuntime_FastApi(&serving.FastApiOptions{
				Port:       jsii.Number(8000),
				HealthPath: jsii.String("/health"),
			}),
			Resources: &serving.ServerResources{Cpu: jsii.String("1"), Memory: jsii.String("2Gi")},
		},
		Stable: &serving.VersionOptions{
			Image: serving.ContainerImage_Of(jsii.String("registry.example/ranker:1.4")),
		},
		Canary: &serving.VersionOptions{
			Image: serving.ContainerImage_Of(jsii.String("registry.example/ranker:1.5")),
			Env:   &map[string]*string{"EXPLAIN": jsii.String("true")},
		},
		Replicas: jsii.Number(10),
		Steps:    jsii.Numbers(10, 30, 50),
		Stage:    serving.CanaryStage_Weight(jsii.Number(10)),
		Split:    serving.TrafficSplit_ByRoute(nil),
	})

	serving.NewIngressRoute(search, jsii.String("public-route"), &serving.IngressRouteProps{
		Host:  jsii.String("models.example.com"),
		Rules: &[]serving.RouteRule{serving.RouteRule_PathPrefix(jsii.String("/rank"), ranker, nil)},
	})
	return app
}
