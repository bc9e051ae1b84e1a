package io.provisioning.extensionregistry.contract;

import io.provisioning.extensionregistry.model.ExtensionId;
import io.provisioning.extensionregistry.model.ExtensionType;
import io.provisioning.extensionregistry.support.StubAnswer;
import io.provisioning.extensionregistry.support.StubRequest;
import io.provisioning.extensionregistry.support.TarGz;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A source that is one YAML file, and speaks the JSON of our own API, keeps what every source promises. */
class DropInBackendTest extends DownloadContract {
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d+)");
    private static final byte[] FILE = TarGz.extension("cluster", "buildkit", "2.0.0");

    @Override
    protected String id() {
        return "mirror";
    }

    @Override
    protected Map<String, String> settings(String url, Path token) throws Exception {
        Path backends = Files.createDirectories(folder.resolve("backends"));
        String routes = Stream.of(
                        route("list", "/extensions?limit=2"),
                        route("find", "/extensions/${exchangeProperty.extensionId}"),
                        route("versions", "/extensions/${exchangeProperty.extensionId}/versions"),
                        route("ping", "/health"))
                .collect(Collectors.joining());
        Files.writeString(backends.resolve("mirror.camel.yaml"), routes);
        return Map.of(
                "registry.routes", folder.toString(),
                "registry.mirror.url", url,
                "registry.mirror.token-path", token.toString());
    }

    private static String route(String operation, String path) {
        return """
                - route:
                    id: mirror.%1$s
                    description: For a test
                    group: backend-drop-in
                    routeConfigurationId: backend
                    from:
                      uri: direct:mirror.%1$s
                      steps:
                        - setBody:
                            simple: "{{registry.mirror.url}}%2$s"
                        - to: direct:mirror.get
                """.formatted(operation, path);
    }

    @Override
    protected StubAnswer healthy(StubRequest request) {
        return switch (request.target()) {
            case "/extensions?limit=2" ->
                StubAnswer.json("[" + entry("aws", "provider", "1.0.0") + ",{\"name\":\"x\"}]")
                        .with("Link", "</extensions?limit=2&offset=2>; rel=\"next\"");
            case "/extensions?limit=2&offset=2" -> StubAnswer.json("[" + buildkit("2.0.0") + "]");
            case "/extensions/cluster/buildkit" -> StubAnswer.json(buildkit("2.0.0"));
            case "/extensions/cluster/buildkit/versions" ->
                StubAnswer.json("[" + buildkit("1.5.0") + "," + buildkit("2.0.0") + "]");
            case "/health" -> StubAnswer.json("{}");
            case "/files/2.0.0" -> file(request);
            default -> StubAnswer.status(404);
        };
    }

    @Override
    protected StubAnswer empty(StubRequest request) {
        return StubAnswer.json("[]");
    }

    @Override
    protected ExtensionId known() {
        return new ExtensionId(ExtensionType.CLUSTER, "buildkit");
    }

    @Override
    protected List<String> versions() {
        return List.of("2.0.0", "1.5.0");
    }

    @Override
    protected Map<String, Integer> skipped() {
        return Map.of("not_an_extension", 1);
    }

    private String buildkit(String version) {
        String rest = ",\"download_url\":\"%s/files/%s\",\"checksum\":\"sha256:%s\",\"size\":%d}"
                .formatted(server.url(), version, TarGz.sha256(FILE), FILE.length);
        return entry("buildkit", "cluster", version).replaceFirst("}$", Matcher.quoteReplacement(rest));
    }

    private static String entry(String name, String type, String version) {
        return "{\"name\":\"%s\",\"type\":\"%s\",\"version\":\"%s\",\"description\":\"Some %1$s\"}"
                .formatted(name, type, version);
    }

    private static StubAnswer file(StubRequest request) {
        Matcher range = RANGE.matcher(request.header("range").orElse(""));
        if (!range.matches()) {
            return StubAnswer.of(200, "application/gzip", FILE);
        }
        int from = Integer.parseInt(range.group(1));
        int to = Integer.parseInt(range.group(2));
        return StubAnswer.of(206, "application/gzip", Arrays.copyOfRange(FILE, from, to + 1))
                .with("Content-Range", "bytes " + from + "-" + to + "/" + FILE.length);
    }
}
