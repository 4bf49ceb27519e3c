package shop;

import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.Vpc;
import software.constructs.Construct;

/** The VPC that everything runs in. */
public final class NetworkStack extends Stack {
    private final IVpc vpc;

    public NetworkStack(final Construct scope, final String id) {
        super(scope, id);
        this.vpc = Vpc.Builder.create(this, "Vpc").maxAzs(2).build();
    }

    public IVpc vpc() {
        return vpc;
    }
}
