package io.provisioning.extensionregistry.demo;

import io.provisioning.extensionregistry.support.FakeGitea;
import io.provisioning.extensionregistry.support.FakeRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * Runs a stand-in for a Gitea and one for a registry, for a service in a process of its own: the folder that is named
 * gets its {@code config.toml}. The webhooks of both have the secret that stands beside it.
 */
public final class StandIns {
    private StandIns() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Path.of(arguments[0]).toAbsolutePath();
        FakeGitea gitea = FakeGitea.sample();
        gitea.rootUrl(gitea.url());
        FakeRegistry registry = FakeRegistry.sample();
        Path secret = folder.resolve("webhook-secret");
        Files.writeString(secret, "secret\n");
        Files.writeString(folder.resolve("config.toml"), """
                [gitea]
                url = "%s"
                organization = "provisioning"
                webhook_secret_path = "%s"

                [oci]
                registry = "%s"
                namespace = "provisioning"
                webhook_secret_path = "%s"
                """.formatted(gitea.url(), secret, registry.url(), secret));
        System.out.println("config.toml is in " + folder);
        new CountDownLatch(1).await();
    }
}
