package io.provisioning.extensionregistry.house;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who may know whom, and how files look. A new package says here what it may know. */
class HouseRulesTest {
    /** What each package may know of our own. The root, which puts everything together, may know all. */
    private static final Map<String, Set<String>> MAY_KNOW = Map.ofEntries(
            Map.entry("model", Set.of()),
            Map.entry("dropins", Set.of()),
            Map.entry("config", Set.of()),
            Map.entry("logs", Set.of()),
            Map.entry("tracing", Set.of()),
            Map.entry("http", Set.of("model", "config")),
            Map.entry("upstream", Set.of("model", "config")),
            Map.entry("gitea", Set.of("model", "config", "upstream")),
            Map.entry("oci", Set.of("model", "config", "upstream")),
            Map.entry("store", Set.of("model")),
            Map.entry("training", Set.of("model")),
            Map.entry("catalog", Set.of("model", "http", "upstream", "store")),
            Map.entry("cache", Set.of("model", "catalog", "upstream")),
            Map.entry("distribution", Set.of("model", "http", "upstream", "catalog", "store")),
            Map.entry("health", Set.of("model", "http", "upstream", "catalog", "cache", "store")),
            Map.entry("webhooks", Set.of("model", "http", "config", "upstream")),
            Map.entry("metrics", Set.of("model", "http", "upstream", "cache", "health", "webhooks", "store")));

    /** Where only some types of another package may be known. */
    private static final Map<String, Set<String>> ONLY_THESE = Map.ofEntries(
            Map.entry(
                    "http > config", Set.of("RateLimit", "ServerLimits", "ServerSettings", "TlsFiles", "TlsIdentity")),
            Map.entry("gitea > config", Set.of("SourceSettings")),
            Map.entry("oci > config", Set.of("SourceSettings")),
            Map.entry("upstream > config", Set.of("SourceSettings", "PemFile", "Turn")),
            Map.entry(
                    "catalog > upstream",
                    Set.of(
                            "AbsenceException",
                            "FailedAnswer",
                            "Failures",
                            "Json",
                            "LinkHeader",
                            "SourceException",
                            "SourceReply",
                            "SourceRequest")),
            Map.entry("cache > upstream", Set.of("FailedAnswer")),
            Map.entry("distribution > upstream", Set.of("Failures", "Json", "SourceException", "SourceReply")),
            Map.entry("health > catalog", Set.of("Legs")),
            Map.entry("health > upstream", Set.of("RateBudget", "SourceGuards")),
            Map.entry("metrics > upstream", Set.of("Failures", "RateBudget", "SourceGuards")),
            Map.entry("webhooks > config", Set.of("SourceSettings")),
            Map.entry("webhooks > upstream", Set.of("Json", "SecretFile", "SourceException")),
            Map.entry("metrics > webhooks", Set.of("WebhookOutcome", "WebhookVerdict")),
            Map.entry("metrics > cache", Set.of("CacheCounts", "CacheName", "CacheStats", "Caches", "DigestLedger")));

    /** The edge to Camel. Everything else is Java that any program could call. */
    private static final Set<String> KNOW_CAMEL = Set.of(
            "Application",
            "CamelSettings",
            "CheckCommand",
            "DropInSettings",
            "LiveSources",
            "SourceParts",
            "Distribution",
            "SourceRoutes",
            "SourceSetup",
            "Storage",
            "Telemetry",
            "Upkeep",
            "Wiring",
            "cache.LoadRoute",
            "catalog.CollectAnswers",
            "catalog.Downloads",
            "catalog.StoredDownloads",
            "catalog.TakeAnswer",
            "config.Threads",
            "dropins.FailedRoute",
            "dropins.RouteCheck",
            "dropins.RouteExchange",
            "dropins.ServiceBeans",
            "distribution.Blobs",
            "distribution.HashRoute",
            "http.AsyncConsumer",
            "http.ErrorAnswer",
            "http.HttpServer",
            "http.OpenApiDocument",
            "http.OutgoingHeaders",
            "http.RegistryEngine",
            "http.LogContext",
            "http.ResponseWriter",
            "http.SendAnswer",
            "metrics.RouteMetrics",
            "logs.LevelsFile",
            "tracing.SourceCallSpan",
            "tracing.SourceSpans",
            "tracing.TlsSourceCallSpan",
            "tracing.Tracing",
            "upstream.Failures",
            "upstream.Reading",
            "upstream.ReplyReader",
            "upstream.RequestHeaders",
            "upstream.Retries",
            "upstream.RouteHttp");

    private final List<JavaFile> main = JavaFile.below(JavaFile.MAIN);
    private final List<JavaFile> tests = JavaFile.below(JavaFile.TEST);

    @Test
    void everyPackageHasItsRule() {
        assertThat(main.stream().map(JavaFile::room).filter(room -> !room.isEmpty()))
                .allSatisfy(room -> assertThat(MAY_KNOW).containsKey(room));
    }

    @TestFactory
    Stream<DynamicTest> packagesKnowOnlyWhatTheyMay() {
        return MAY_KNOW.entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(rule.getKey(), () -> assertThat(in(rule.getKey()))
                        .isNotEmpty()
                        .allSatisfy(
                                file -> assertThat(file.rooms()).as("%s", file).isSubsetOf(rule.getValue()))));
    }

    @Test
    void everythingThatAPackageMayKnowIsKnownBySomebodyInIt() {
        MAY_KNOW.forEach((room, known) -> assertThat(
                        in(room).stream().flatMap(file -> file.rooms().stream()).collect(toSet()))
                .as(room)
                .containsAll(known));
    }

    @Test
    void someTypesAreOpenToNeighboursAndNoOthers() {
        ONLY_THESE.forEach((edge, types) -> {
            String[] fromTo = edge.split(" > ");
            assertThat(in(fromTo[0]))
                    .allSatisfy(file ->
                            assertThat(file.typesOf(fromTo[1])).as("%s", file).isSubsetOf(types));
        });
    }

    @Test
    void noPackageKnowsOneThatKnowsIt() {
        MAY_KNOW.keySet().forEach(room -> assertThat(reachable(room)).as(room).doesNotContain(room));
    }

    @Test
    void camelIsKnownAtTheEdgeOnly() {
        assertThat(main.stream()
                        .filter(file -> file.text().contains("org.apache.camel"))
                        .map(JavaFile::toString))
                .containsExactlyInAnyOrderElementsOf(KNOW_CAMEL);
    }

    @Test
    void namesComeFromTheDomain() {
        assertThat(main)
                .allSatisfy(file -> assertThat(file.name()).doesNotMatch(".*(Service|Impl|Utils?|Manager|Helper)"));
    }

    @Test
    void aFileHoldsOneType() {
        assertThat(main)
                .filteredOn(file -> !file.name().equals("package-info"))
                .allSatisfy(file -> assertThat(file.types()).containsExactly(file.name()));
    }

    @Test
    void filesAreShort() {
        assertThat(main)
                .allSatisfy(file -> assertThat(file.lines()).as("%s", file).isLessThanOrEqualTo(200));
        assertThat(tests)
                .allSatisfy(file -> assertThat(file.lines()).as("%s", file).isLessThanOrEqualTo(300));
    }

    @Test
    void metricNamesAreInOneClass() {
        Pattern literal = Pattern.compile("(?:counter|timer|gauge|summary|builder)\\(\\s*\"");
        assertThat(main)
                .allSatisfy(file -> assertThat(file.text()).as("%s", file).doesNotContainPattern(literal));
    }

    @Test
    void eachHeaderOfOurOwnIsNamedInOneClass() {
        Pattern ours = Pattern.compile("\"(X-Registry-[A-Za-z-]+|X-Cache|X-Total-Count|X-Request-Id)\"");
        Map<String, List<String>> places = main.stream()
                .filter(file -> !file.room().equals("gitea"))
                .flatMap(file ->
                        ours.matcher(file.text()).results().map(match -> Map.entry(match.group(1), file.toString())))
                .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
        assertThat(places).hasSizeGreaterThan(3).allSatisfy((header, files) -> assertThat(files)
                .hasSize(1));
    }

    @Test
    void noTestSleepsOrIsSwitchedOff() {
        Pattern forbidden = Pattern.compile("Thread\\s*\\.sleep\\(|TimeUnit\\.\\w+\\.sleep\\(|@Disabled");
        assertThat(tests)
                .filteredOn(file -> !file.name().equals("HouseRulesTest"))
                .allSatisfy(file -> assertThat(file.text()).as("%s", file).doesNotContainPattern(forbidden));
    }

    /** An answer that nobody looks at could show a secret. */
    @Test
    void testsAskTheServiceWhereItsAnswersAreLookedAt() {
        Pattern own = Pattern.compile("HttpClient\\s*\\.new|new Socket\\(|HttpURLConnection|\\.openStream\\(");
        assertThat(tests.stream()
                        .filter(file -> own.matcher(file.text()).find())
                        .map(JavaFile::name))
                .isNotEmpty()
                .isSubsetOf(
                        "HouseRulesTest",
                        "RunningRegistry",
                        "RawClient",
                        "Raw",
                        // Sockets whose answers are read by RawClient, or that are not read.
                        "DownloadWriterTest",
                        "FullQueue",
                        "HotHerdTest",
                        "HttpServerTest",
                        "RestRouteTest",
                        "StoppingTest",
                        // These ask stand-ins and real servers.
                        "BadRoad",
                        "Forward",
                        "ForwardProxy",
                        "FakeGiteaTest",
                        "Forward",
                        "OciManifestRouteTest",
                        "RealRegistry");
    }

    private List<JavaFile> in(String room) {
        return main.stream().filter(file -> file.room().equals(room)).toList();
    }

    /** The packages that a package may know, directly or through others. */
    private static Set<String> reachable(String room) {
        Set<String> found = new HashSet<>(MAY_KNOW.get(room));
        Set<String> before = Set.of();
        while (!before.equals(found)) {
            before = Set.copyOf(found);
            before.forEach(known -> found.addAll(MAY_KNOW.get(known)));
        }
        return found;
    }
}
