package io.provisioning.extensionregistry.upstream;

import io.provisioning.extensionregistry.config.SourceSettings;
import java.time.Clock;
import java.util.Map;

/** What the routes of one source call, by bean name; every source has its own. */
public final class SourceBeans {
    private SourceBeans() {}

    /**
     * The beans; whoever asks for them closes the client.
     *
     * @param clock of the circuit breaker and of waiting
     */
    public static Map<String, Object> of(SourceSettings settings, Clock clock) {
        String id = settings.id();
        return Map.of(
                id + ".settings",
                settings,
                id + ".httpClient",
                SourceHttpClient.create(settings),
                id + ".breaker",
                Breakers.create(settings, clock),
                id + ".admission",
                new Admission(settings, clock));
    }
}
