package shop;

import software.amazon.awscdk.App;

public final class ShopApp {
    private ShopApp() {
    }

    public static void main(final String[] args) {
        final App app = new App();
        final NetworkStack network = new NetworkStack(app, "Network");
        new ShopStack(app, "Shop", network.vpc());
        app.synth();
    }
}
