package main

import (
	"github.com/aws/jsii-runtime-go"
	serving "github.com/cdk8s-model-serving/cdk8s-model-serving-go/modelserving"
)

// llm is a large language model on one GPU; its weights come from a hub.
func llm() serving.ServingApp {
	app := serving.NewServingApp(&serving.ServingAppProps{
		Cluster: serving.ClusterProfile_Of(&serving.ClusterProfileOptions{
			NodeLabels: serving.NodeLabelScheme_GKE,
		}),
	})
	language := serving.NewTenantNamespace(app, jsii.String("language"), &serving.TenantNamespaceProps{
		Quota: &serving.TenantQuota{Gpus: jsii.Number(1)},
	})

	serving.NewModelServer(language, jsii.String("chat"), &serving.ModelServerProps{
		Image: serving.ContainerImage_Of(jsii.String("vllm/vllm-openai:v0.33.0")),
		Runtime: serving.ServingRuntime_Vllm(&serving.VllmOptions{
			ServedModelNames: jsii.Strings("qwen-7b"),
			MaxModelLength:   jsii.Number(16384),
		}),
		Source: serving.ModelSource_HuggingFace(&serving.HuggingFaceOptions{
			Repository: jsii.String("Qwen/Qwen2.5-7B-Instruct"),
			Revision:   jsii.String("a09a35458c702b33eeacc393d103063234e8bc28"),
			Size:       jsii.String("15Gi"),
			Token:      serving.SecretKeyRef_Named(jsii.String("hugging-face"), jsii.String("token")),
		}),
		Resources: &serving.ServerResources{
			Cpu:    jsii.String("4"),
			Memory: jsii.String("32Gi"),
			Accelerator: serving.Accelerator_Nvidia(jsii.Number(1), &serving.GpuOptions{
				GpuProduct: serving.GpuProduct_H100_80GB_HBM3(),
			}),
		},
		Replicas: jsii.Number(1),
	})
	return app
}
