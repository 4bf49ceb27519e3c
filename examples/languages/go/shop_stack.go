package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsec2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsecr"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsecs"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsroute53"
	"github.com/aws/aws-cdk-go/awscdk/v2/awss3"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssecretsmanager"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	blueprints "github.com/cdk-ecs-blueprints/cdk-ecs-blueprints-go/ecsblueprints"
)

// NewShopStack makes a website, the API that it calls over a mesh, and a worker for its orders, on one cluster.
func NewShopStack(scope constructs.Construct, id string, vpc awsec2.IVpc) awscdk.Stack {
	stack := awscdk.NewStack(scope, &id, nil)

	cluster := blueprints.NewFargateSpotCluster(stack, jsii.String("Platform"), &blueprints.FargateSpotClusterProps{Vpc: vpc}).Cluster()
	hostedZone := awsroute53.HostedZone_FromHostedZoneAttributes(stack, jsii.String("Zone"), &awsroute53.HostedZoneAttributes{
		HostedZoneId: jsii.String("Z0123456789EXAMPLE"),
		ZoneName:     jsii.String("example.com"),
	})
	password := awssecretsmanager.Secret_FromSecretNameV2(stack, jsii.String("Password"), jsii.String("shop/database"))
	pictures := awss3.NewBucket(stack, jsii.String("Pictures"), &awss3.BucketProps{EnforceSSL: jsii.Bool(true)})

	web := blueprints.NewFargateSpotService(stack, jsii.String("Web"), &blueprints.FargateSpotServiceProps{
		Cluster: cluster,
		Task: blueprints.TaskBlueprint_Container(&blueprints.SingleContainerOptions{
			Image: image(stack, "web"),
			Size:  blueprints.FargateSize_Of(jsii.Number(1024), jsii.Number(2048), nil),
			Port:  jsii.Number(8080),
			HealthCheck: blueprints.ContainerHealth_Curl(jsii.String("/health"), &blueprints.HttpHealthOptions{
				Interval: awscdk.Duration_Seconds(jsii.Number(15)),
			}),
			Environment: &map[string]*string{"APP_ENV": jsii.String("production")},
		}),
		Spot: &blueprints.SpotSplit{
			OnDemandBase:   jsii.Number(2),
			OnDemandWeight: jsii.Number(1),
			SpotWeight:     jsii.Number(2),
		},
		Scaling: blueprints.TaskScaling_Between(jsii.Number(4), jsii.Number(20), &blueprints.TaskScalingOptions{
			CpuPercent:        jsii.Number(60),
			RequestsPerTarget: jsii.Number(1000),
		}),
		Rollout: blueprints.Rollout_Rolling(&blueprints.RollingOptions{
			RollbackOn: blueprints.RollbackAlarms_Standard(nil),
		}),
		Traffic: blueprints.TrafficSource_LoadBalancer(&blueprints.LoadBalancerOptions{
			DomainName: jsii.String("www.example.com"),
			HostedZone: hostedZone,
		}),
	})
	pictures.GrantRead(web, nil)

	api := blueprints.NewFargateSpotService(stack, jsii.String("Api"), &blueprints.FargateSpotServiceProps{
		Cluster: cluster,
		Task: blueprints.TaskBlueprint_Container(&blueprints.SingleContainerOptions{
			Image:       image(stack, "api"),
			Size:        blueprints.FargateSize_Of(jsii.Number(512), jsii.Number(1024), nil),
			Port:        jsii.Number(8080),
			HealthCheck: blueprints.ContainerHealth_Curl(jsii.String("/health"), nil),
			Secrets: &map[string]awsecs.Secret{
				"DB_PASSWORD": awsecs.Secret_FromSecretsManager(password, jsii.String("password")),
			},
		}),
		Scaling: blueprints.TaskScaling_Exactly(jsii.Number(2)),
	})
	pictures.GrantReadWrite(api, nil)

	mesh := blueprints.NewServiceConnectMesh(stack, jsii.String("Mesh"), &blueprints.ServiceConnectMeshProps{
		Namespace: blueprints.CloudMapNamespace_Http(jsii.String("shop")),
	})
	endpoint := mesh.AddServer(jsii.String("Api"), &blueprints.MeshServerOptions{
		Service:   api,
		AliasPort: jsii.Number(80),
		Timeouts:  &blueprints.MeshTimeouts{PerRequest: awscdk.Duration_Seconds(jsii.Number(5))},
	})
	mesh.AddClient(jsii.String("Web"), &blueprints.MeshClientOptions{Service: web})
	mesh.Connect(web, endpoint, &blueprints.MeshConnectOptions{EnvironmentVariable: jsii.String("API_URL")})

	blueprints.NewQueueWorker(stack, jsii.String("Orders"), &blueprints.QueueWorkerProps{
		Cluster: cluster,
		Task: blueprints.TaskBlueprint_Container(&blueprints.SingleContainerOptions{
			Image:   image(stack, "orders"),
			Command: jsii.Strings("work", "--queue", "orders"),
		}),
		Tasks:             &blueprints.TaskRange{Min: jsii.Number(0), Max: jsii.Number(20)},
		AcceptableLatency: awscdk.Duration_Minutes(jsii.Number(2)),
		MessageDuration:   awscdk.Duration_Seconds(jsii.Number(5)),
	})
	return stack
}

func image(scope constructs.Construct, name string) awsecs.ContainerImage {
	repository := awsecr.Repository_FromRepositoryName(scope, jsii.String(name+"-repository"), jsii.String("shop/"+name))
	return awsecs.ContainerImage_FromEcrRepository(repository, jsii.String("v1.4.0"))
}
