package io.provisioning.extensionregistry.demo;

import io.provisioning.extensionregistry.Application;
import io.provisioning.extensionregistry.config.SettingsLoader;
import io.provisioning.extensionregistry.support.FakeGitea;
import io.provisioning.extensionregistry.support.FakeRegistry;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;

/** Runs the service on an embedded stand-in for a Gitea and one for a registry, and says what to try. */
public final class Demo {
    private Demo() {}

    public static void main(String[] arguments) throws Exception {
        long began = System.nanoTime();
        FakeGitea gitea = FakeGitea.sample();
        gitea.rootUrl(gitea.url());
        FakeRegistry registry = FakeRegistry.sample();
        Properties system = new Properties();
        system.putAll(System.getProperties());
        system.put("registry.server.host", "127.0.0.1");
        system.put("registry.management.host", "127.0.0.1");
        system.put("registry.gitea.url", gitea.url());
        system.put("registry.gitea.organization", "provisioning");
        system.put("registry.oci.registry", registry.url());
        system.put("registry.oci.namespace", "provisioning");
        Application application = Application.start(
                SettingsLoader.load(system, Map.of(), Files.createTempDirectory("extension-registry")));
        Runtime.getRuntime().addShutdownHook(new Thread(application::close));
        String api = "http://127.0.0.1:" + application.port() + "/api/v1";
        System.out.println(application.banner(Duration.ofNanos(System.nanoTime() - began), false));
        System.out.printf("%nTry:%n%n");
        System.out.printf("curl -s '%s/extensions'%n", api);
        System.out.printf("curl -s '%s/extensions/provider/aws/versions'%n", api);
        System.out.printf("curl -s '%s/extensions/provider/aws/latest' --output aws.tar.gz%n", api);
        new CountDownLatch(1).await();
    }
}
