package main

import (
	"github.com/aws/jsii-runtime-go"
	serving "github.com/cdk8s-model-serving/cdk8s-model-serving-go/modelserving"
)

// tenant is a team's namespace: its budget, who may do what in it, and who may call what runs there.
func tenant() serving.ServingApp {
	app := serving.NewServingApp(nil)
	group := func(name string) serving.AccessSubject { return serving.AccessSubject_Group(jsii.String(name)) }
	vision := serving.NewTenantNamespace(app, jsii.String("vision"), &serving.TenantNamespaceProps{
		Quota: &serving.TenantQuota{
			Cpu:    jsii.String("40"),
			Memory: jsii.String("160Gi"),
			Gpus:   jsii.Number(4),
			Pods:   jsii.Number(60),
		},
		Access: &[]serving.TenantAccess{
			serving.TenantAccess_Viewer(group("auditors")),
			serving.TenantAccess_Developer(group("vision-dev")),
			serving.TenantAccess_Operator(serving.AccessSubject_User(jsii.String("ada@example.com")), group("sre")),
			serving.TenantAccess_RolloutRestarter(
				serving.AccessSubject_ServiceAccount(jsii.String("deployer"), jsii.String("ci")),
			).Acknowledged(jsii.String("the pipeline of releases")),
		},
		AllowFrom: &[]serving.INetworkPeer{serving.NamespacePeer_External(jsii.String("frontend"), nil)},
	})

	scorer := serving.NewModelServer(vision, jsii.String("scorer"), &serving.ModelServerProps{
		Image: serving.ContainerImage_Of(jsii.String("registry.example/scorer:2.0.1")),
		Runtime: serving.ServingRuntime_FastApi(&serving.FastApiOptions{
			Port:       jsii.Number(8000),
			HealthPath: jsii.String("/health"),
		}),
		Resources: &serving.ServerResources{Cpu: jsii.String("1"), Memory: jsii.String("2Gi")},
		Replicas:  jsii.Number(3),
		Env:       &map[string]*string{"LOG_LEVEL": jsii.String("info")},
	})
	scorer.ConnectTo(serving.CidrPeer_Of(jsii.String("203.0.113.7/32"), nil), &serving.ConnectOptions{
		Ports: jsii.Numbers(443),
	})
	return app
}
