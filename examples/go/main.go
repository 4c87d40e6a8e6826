// Writes the manifests of a system to dist/: go run . canary
package main

import (
	"fmt"
	"os"

	"github.com/aws/jsii-runtime-go"
	serving "github.com/cdk8s-model-serving/cdk8s-model-serving-go/modelserving"
)

var systems = map[string]func() serving.ServingApp{
	"canary": canary,
	"llm":    llm,
	"server": server,
	"tenant": tenant,
}

func main() {
	name := "server"
	if len(os.Args) > 1 {
		name = os.Args[1]
	}
	os.Exit(run(systems[name]))
}

func run(system func() serving.ServingApp) (code int) {
	// Ends the process of Node.js that runs beside this one.
	defer jsii.Close()
	// The message is for you; the stack is of the runtime between Go and Node.js.
	defer func() {
		if problem := recover(); problem != nil {
			fmt.Fprintln(os.Stderr, problem)
			code = 1
		}
	}()
	system().Synth()
	return 0
}
