package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/jsii-runtime-go"
)

func main() {
	defer jsii.Close()

	app := awscdk.NewApp(nil)
	network := NewNetworkStack(app, "Network")
	NewShopStack(app, "Shop", network.Vpc)
	app.Synth(nil)
}
