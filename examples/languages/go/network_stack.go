package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsec2"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
)

// NetworkStack has the VPC that everything runs in.
type NetworkStack struct {
	awscdk.Stack
	Vpc awsec2.IVpc
}

func NewNetworkStack(scope constructs.Construct, id string) *NetworkStack {
	stack := awscdk.NewStack(scope, &id, nil)
	vpc := awsec2.NewVpc(stack, jsii.String("Vpc"), &awsec2.VpcProps{MaxAzs: jsii.Number(2)})
	return &NetworkStack{stack, vpc}
}
