package io.provisioning.extensionregistry.bench;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;

/**
 * What is asked.
 *
 * @param status the only right one
 * @param target of the service; the CNCF registry has its manifest elsewhere
 */
record Case(String name, int status, String target) {
    static final int EXTENSIONS = 200;
    static final int VERSIONS = 10;

    static final List<Case> API = List.of(
            new Case("list", 200, "/api/v1/extensions?limit=100"),
            new Case("get", 200, "/api/v1/extensions/" + path(30)),
            new Case("versions", 200, "/api/v1/extensions/" + path(30) + "/versions"),
            new Case("304", 304, "/api/v1/extensions?limit=100"));
    static final Case MANIFEST = new Case("/v2 manifest", 200, "/v2/" + OciWire.repository(30) + "/manifests/1.9.0");

    private static final String ACCEPT = "application/vnd.oci.image.manifest.v1+json";

    static String path(int number) {
        return Catalogue.type(number) + "/" + Catalogue.name(number);
    }

    String target(Contender contender) {
        return contender.name().equals(Contender.DISTRIBUTION) ? "/v2/bench/pulled/manifests/1.0.0" : target;
    }

    /** Each {@code Name: value}. */
    List<String> headers(Contender contender) throws IOException {
        if (this == MANIFEST) {
            return List.of("Accept: " + ACCEPT);
        }
        return status == 304
                ? List.of("If-None-Match: "
                        + Http.get(contender.url(target))
                                .headers()
                                .firstValue("ETag")
                                .orElseThrow())
                : List.of();
    }

    HttpResponse<byte[]> ask(Contender contender) throws IOException {
        String[] headers = headers(contender).stream()
                .flatMap(header -> Arrays.stream(header.split(": ", 2)))
                .toArray(String[]::new);
        return Http.get(contender.url(target(contender)), headers);
    }

    /** Fails unless a contender gives the right status and, but for the CNCF registry, the very bytes of the service. */
    void check(Contender ours, Contender contender) throws IOException {
        HttpResponse<byte[]> right = ask(ours);
        HttpResponse<byte[]> given = ask(contender);
        boolean sameBytes = contender.name().equals(Contender.DISTRIBUTION)
                ? right.body().length == given.body().length
                : Arrays.equals(right.body(), given.body());
        if (given.statusCode() != status || right.statusCode() != status || !sameBytes) {
            throw new IllegalStateException(contender.name() + " does not answer " + name + " as " + ours.name() + ": "
                    + right + " " + right.body().length + ", " + given + " " + given.body().length);
        }
    }
}
