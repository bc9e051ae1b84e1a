package io.provisioning.extensionregistry;

import io.provisioning.extensionregistry.config.LogSettings;
import io.provisioning.extensionregistry.config.Settings;
import io.provisioning.extensionregistry.config.SettingsException;
import io.provisioning.extensionregistry.config.SettingsLoader;
import io.provisioning.extensionregistry.http.AccessLog;
import io.provisioning.extensionregistry.logs.LevelsFile;
import io.provisioning.extensionregistry.logs.LogOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The command: loads the settings, runs the service until it is told to stop. */
public final class ExtensionRegistry {
    private static final Logger LOG = LoggerFactory.getLogger(ExtensionRegistry.class);

    private ExtensionRegistry() {}

    /**
     * Exit status 78 if the settings are bad, 1 if the service cannot start.
     *
     * @param arguments {@code health} asks a running service whether it is ready; {@code check routes/} says what is
     *     wrong with a folder of routes; {@code train} lives through what a service does and ends; none runs one
     */
    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length > 0 && arguments[0].equals("train")) {
            System.exit(trained());
        }
        boolean check = arguments.length > 0 && arguments[0].equals("check");
        if (check && arguments.length > 1) {
            System.setProperty("registry.routes", arguments[1]);
        }
        Settings settings;
        try {
            settings = SettingsLoader.load(System.getProperties(), System.getenv(), Path.of(""));
        } catch (SettingsException e) {
            e.lines().forEach(System.err::println);
            System.exit(SettingsException.EXIT_STATUS);
            return;
        }
        if (arguments.length > 0 && arguments[0].equals("health")) {
            System.exit(HealthCommand.run(settings.management()));
        }
        if (check) {
            System.exit(checked(settings));
        }
        beginLog(settings.log());
        settings.warnings().forEach(LOG::warn);
        try {
            Application application = Application.start(settings);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(application), "stop"));
            if (settings.log().json()) {
                LOG.info(application.banner());
            } else {
                System.out.println(application.banner());
            }
        } catch (IOException e) {
            LOG.error("The service cannot start: {}", e.getMessage());
            System.exit(1);
        } catch (Exception e) {
            LOG.error("The service cannot start: {}", e.getMessage(), e);
            System.exit(1);
        }
        new CountDownLatch(1).await();
    }

    private static void stop(Application application) {
        application.close();
        LogOutput.end();
    }

    private static void beginLog(LogSettings settings) {
        LogOutput.begin();
        if (settings.json()) {
            LogOutput.writeJson();
        }
        if (settings.access()) {
            LogOutput.writeAside(AccessLog.LOGGER);
        }
        if (settings.levels() != null) {
            new LevelsFile(settings.levels()).watch();
        }
    }

    private static int trained() {
        try {
            TrainCommand.run();
            return 0;
        } catch (Exception e) {
            LOG.error("The training failed: {}", e.getMessage(), e);
            return 1;
        }
    }

    private static int checked(Settings settings) {
        try {
            return CheckCommand.run(settings.forTrial());
        } catch (Exception e) {
            LOG.error("The routes cannot be checked: {}", e.getMessage(), e);
            return 1;
        }
    }
}
