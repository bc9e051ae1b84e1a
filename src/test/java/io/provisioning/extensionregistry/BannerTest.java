package io.provisioning.extensionregistry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BannerTest {
    private static final String ESCAPE = "\u001B";

    private static final List<Banner.Address> ADDRESSES = List.of(
            new Banner.Address("api", "http://localhost:8082/api/v1", "on every address"),
            new Banner.Address("management", "http://127.0.0.1:9876/observe/health", ""));
    private static final List<Banner.Source> SOURCES = List.of(
            new Banner.Source("gitea", "gitea", "gitea.example.com/prov", Banner.State.GOOD, "reachable", "12 ms"),
            new Banner.Source("gitea-eu", "gitea", "eu.example.com/prov", Banner.State.UNKNOWN, "no answer yet", ""),
            new Banner.Source(
                    "mirror", "file", "backends/mirror.camel.yaml", Banner.State.BAD, "refused", "it is down"),
            new Banner.Source("oci", "oci", "", Banner.State.OFF, "off", "registry.oci.registry is not set"));

    private static Banner banner(List<Banner.Source> sources, List<String> own, List<String> rejected) {
        return new Banner(
                "1.0.0",
                "17.0.15",
                Duration.ofMillis(2440),
                ADDRESSES,
                sources,
                "read-through in data/store, 1.5 GiB of 10 GiB",
                97,
                own,
                rejected);
    }

    @Test
    void itIsShortAndAligned() {
        Banner banner = banner(
                SOURCES,
                List.of("api/latest-version", "backends/mirror"),
                List.of("backends/x.camel.yaml:7: no such step", "backends/y.camel.yaml: no id of a source"));

        assertThat(banner.render(false).lines())
                .containsExactly(
                        "extension-registry 1.0.0, JDK 17.0.15, ready in 2.4 s",
                        "",
                        "  api         http://localhost:8082/api/v1          on every address",
                        "  management  http://127.0.0.1:9876/observe/health",
                        "",
                        "  sources     gitea     gitea  gitea.example.com/prov      reachable      12 ms",
                        "              gitea-eu  gitea  eu.example.com/prov         no answer yet",
                        "              mirror    file   backends/mirror.camel.yaml  refused        it is down",
                        "              oci       oci                                off            registry.oci.registry is"
                                + " not set",
                        "",
                        "  store       read-through in data/store, 1.5 GiB of 10 GiB",
                        "  routes      97, with your own: api/latest-version, backends/mirror",
                        "  rejected    backends/x.camel.yaml:7: no such step",
                        "              backends/y.camel.yaml: no id of a source");
    }

    @Test
    void withoutSourcesAndRoutesOfOnesOwnItIsShorter() {
        assertThat(banner(List.of(), List.of(), List.of()).render(false).lines())
                .contains("  sources     none", "  routes      97")
                .noneMatch(line -> line.contains("rejected"));
    }

    @Test
    void manyFilesAreNotAllNamed() {
        List<String> many =
                IntStream.rangeClosed(1, 9).mapToObj(each -> "api/" + each).toList();

        assertThat(banner(SOURCES, many, List.of()).render(false))
                .contains("  routes      97, with your own: api/1, api/2, api/3, api/4, api/5, api/6 and 3 more");
    }

    @Test
    void coloursChangeNothingElse() {
        Banner banner = banner(SOURCES, List.of("api/own"), List.of("backends/x.camel.yaml:7: no such step"));
        String colourful = banner.render(true);

        assertThat(banner.render(false)).doesNotContain(ESCAPE);
        assertThat(colourful)
                .contains(
                        ESCAPE + "[32mreachable",
                        ESCAPE + "[31mrefused",
                        ESCAPE + "[33mno answer yet",
                        ESCAPE + "[2moff")
                .contains(ESCAPE + "[31mbackends/x.camel.yaml:7: no such step" + ESCAPE + "[0m");
        assertThat(colourful.replaceAll(ESCAPE + "\\[[0-9]*m", "")).isEqualTo(banner.render(false));
    }
}
