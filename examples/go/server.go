package main

import (
	"github.com/aws/jsii-runtime-go"
	serving "github.com/cdk8s-model-serving/cdk8s-model-serving-go/modelserving"
)

// server is one server in a team's namespace, with what there is no prop for.
func server() serving.ServingApp {
	app := serving.NewServingApp(nil)
	vision := serving.NewTenantNamespace(app, jsii.String("vision"), nil)

	serving.NewModelServer(vision, jsii.String("iris"), &serving.ModelServerProps{
		Image:   serving.ContainerImage_Of(jsii.String("registry.example/iris:0.2.0")),
		Runtime: serving.ServingRuntime_BentoMl(nil),
		Resources: &serving.ServerResources{
			Cpu:    jsii.String("500m"),
			Memory: jsii.String("1Gi"),
		},
		Overrides: &serving.ServerOverrides{
			Deployment: &map[string]interface{}{
				"spec": map[string]interface{}{"revisionHistoryLimit": 3},
			},
			Removals: jsii.Strings("deployment.spec.template.spec.containers['iris'].livenessProbe"),
		},
	})
	return app
}
