package io.provisioning.extensionregistry;

import io.provisioning.extensionregistry.config.LogSettings;
import io.provisioning.extensionregistry.config.Settings;
import io.provisioning.extensionregistry.config.SettingsException;
import io.provisioning.extensionregistry.config.SettingsLoader;
import io.provisioning.extensionregistry.health.SystemAnswers;
import io.provisioning.extensionregistry.http.AccessLog;
import io.provisioning.extensionregistry.logs.LevelsFile;
import io.provisioning.extensionregistry.logs.LogOutput;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The command: loads the settings, runs the service until it is told to stop. */
public final class ExtensionRegistry {
    private static final Logger LOG = LoggerFactory.getLogger(ExtensionRegistry.class);
    private static final int CANNOT_START = 1;
    /** {@code EX_USAGE} of sysexits.h. */
    private static final int WRONG_USAGE = 64;

    private static final String USAGE = """
            Usage: java -jar extension-registry.jar [command]

              (no command)    runs the service
              check [folder]  says what is wrong with a folder of routes, without starting any of them
              health          asks the service that runs here whether it is ready
              train           lives through what a service does, for a JVM that makes a cache of it, and ends
              version         prints the version
              help            prints this

            Settings: -Dregistry.key=value before -jar, environment variables, config.toml, application.properties.
            Exit status: 0 good, 1 not ready, not good or not able to start, 64 wrong usage, 78 bad settings.""";

    private ExtensionRegistry() {}

    /**
     * Exit status 78 if the settings are bad, 64 if the command is, 1 if the service cannot start.
     *
     * @param arguments none runs the service; for the others see the text that {@code help} prints
     */
    public static void main(String[] arguments) throws InterruptedException {
        List<String> command = Arrays.asList(arguments);
        String name = command.isEmpty() ? "" : command.get(0);
        switch (command.size() > (name.equals("check") ? 2 : 1) ? "?" : name) {
            case "" -> run(settings());
            case "check" -> {
                if (command.size() > 1) {
                    System.setProperty("registry.routes", command.get(1));
                }
                System.exit(checked(settings()));
            }
            case "train" -> System.exit(trained());
            case "health" -> System.exit(HealthCommand.run(settings().management()));
            case "version", "--version" -> System.out.println(SystemAnswers.version());
            case "help", "--help", "-h" -> System.out.println(USAGE);
            default -> {
                System.err.println(USAGE);
                System.exit(WRONG_USAGE);
            }
        }
    }

    private static Settings settings() {
        try {
            return SettingsLoader.load(System.getProperties(), System.getenv(), Path.of(""));
        } catch (SettingsException e) {
            e.lines().forEach(System.err::println);
            System.exit(SettingsException.EXIT_STATUS);
            throw new IllegalStateException(e);
        }
    }

    private static void run(Settings settings) throws InterruptedException {
        beginLog(settings.log());
        settings.warnings().forEach(LOG::warn);
        try {
            Application application = Application.start(settings);
            Duration readyAfter =
                    Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(application), "stop"));
            if (settings.log().json()) {
                LOG.info(application.banner(readyAfter, false));
            } else {
                System.out.println(
                        application.banner(readyAfter, Terminal.showsColours(System.getenv(), Terminal.isOne())));
            }
        } catch (Exception e) {
            StartFailure failure = StartFailure.of(e, settings);
            failure.lines().forEach(line -> System.err.println("extension-registry cannot start: " + line));
            if (failure.defect()) {
                LOG.error("The service cannot start", e);
            }
            System.exit(CANNOT_START);
        }
        new CountDownLatch(1).await();
    }

    private static void stop(Application application) {
        LOG.info("Stopping: no new requests, the running ones finish");
        application.close();
        LOG.info("Stopped");
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
            return CANNOT_START;
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
