"""A control plane of AWS on this machine: CloudFormation that skips nothing, over moto's APIs. See docs/local-deploy.md."""
