package io.provisioning.extensionregistry.bench;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;

/**
 * What is asked.
 *
 * @param status the only right one
 * @param target of all contenders
 * @param header what is sent with it, as {@code Name: value}; empty if nothing is. A 304 has a tag to send instead
 */
record Case(String name, int status, String target, String header) {
    private static final String ACCEPT = "Accept: application/vnd.oci.image.manifest.v1+json";

    static final int EXTENSIONS = 200;
    static final int VERSIONS = 10;

    static final List<Case> API = List.of(
            new Case("list", 200, "/api/v1/extensions?limit=100", ""),
            new Case("get", 200, "/api/v1/extensions/" + path(30), ""),
            new Case("versions", 200, "/api/v1/extensions/" + path(30) + "/versions", ""),
            new Case("304", 304, "/api/v1/extensions?limit=100", ""));

    /** The list as it goes to browsers and to most libraries, which ask for gzip. */
    static final Case PACKED = new Case("list gzip", 200, "/api/v1/extensions?limit=100", "Accept-Encoding: gzip");

    static final String REPOSITORY = OciWire.repository(30);
    static final String TAG = Catalogue.version(VERSIONS - 1);

    /** A registry must be asked for a tag, which may be moved at any moment. */
    static final Case BY_TAG = new Case("/v2 tag", 200, "/v2/" + REPOSITORY + "/manifests/" + TAG, ACCEPT);

    /** By digest, as clients ask when they know it. */
    static Case manifest(String digest) {
        return new Case("/v2 manifest", 200, "/v2/" + REPOSITORY + "/manifests/" + digest, ACCEPT);
    }

    /** Its name in {@code floors.properties}. */
    String key() {
        return name.substring(name.startsWith("/") ? 1 : 0).replace(' ', '-');
    }

    static String path(int number) {
        return Catalogue.type(number) + "/" + Catalogue.name(number);
    }

    /** Each {@code Name: value}. */
    List<String> headers(Contender contender) throws IOException {
        if (status == 304) {
            return List.of("If-None-Match: "
                    + Http.get(contender.url(target))
                            .headers()
                            .firstValue("ETag")
                            .orElseThrow());
        }
        return header.isEmpty() ? List.of() : List.of(header);
    }

    HttpResponse<byte[]> ask(Contender contender) throws IOException {
        String[] headers = headers(contender).stream()
                .flatMap(header -> Arrays.stream(header.split(": ", 2)))
                .toArray(String[]::new);
        return Http.get(contender.url(target), headers);
    }

    /** Fails unless a contender gives the right status and the very bytes of the service. */
    void check(Contender ours, Contender contender) throws IOException {
        HttpResponse<byte[]> right = ask(ours);
        HttpResponse<byte[]> given = ask(contender);
        boolean sameBytes = Arrays.equals(right.body(), given.body());
        if (given.statusCode() != status || right.statusCode() != status || !sameBytes) {
            throw new IllegalStateException(contender.name() + " does not answer " + name + " as " + ours.name() + ": "
                    + right + " " + right.body().length + ", " + given + " " + given.body().length);
        }
    }
}
