package io.provisioning.extensionregistry.bench;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The service and its references, all running, and the cases that can be asked of them. */
final class Arena implements AutoCloseable {
    private final Contender ours;
    private final Map<Case, List<Contender>> contenders = new LinkedHashMap<>();
    private final List<Contender> all = new ArrayList<>();
    private String skipped = "";

    /** @param flags of the JVM of the service */
    Arena(String... flags) throws IOException {
        Contender sources = keep(Contender.sources(Case.EXTENSIONS, Case.VERSIONS, 0, 0));
        ours = keep(Contender.ours(sources, flags));
        ours.awaitExtensions(Case.EXTENSIONS);
        HttpResponse<byte[]> manifest = Case.BY_TAG.ask(ours);
        boolean pulls = manifest.statusCode() == 200;
        Case byDigest = Case.manifest(
                manifest.headers().firstValue("Docker-Content-Digest").orElse(""));
        List<String> targets =
                new ArrayList<>(Case.API.stream().map(Case::target).distinct().toList());
        if (pulls) {
            targets.addAll(List.of(byDigest.target(), Case.BY_TAG.target()));
        }
        Contender bare = keep(Contender.bare(ours, targets));
        Contender nginx = keep(Contender.nginx(ours, sources));
        Case.API.forEach(each -> contenders.put(each, List.of(bare, ours, nginx)));
        contenders.put(Case.PACKED, List.of(bare, ours, nginx));
        if (pulls) {
            String type = manifest.headers().firstValue("Content-Type").orElseThrow();
            Contender distribution = keep(Contender.distribution(manifest.body(), type));
            contenders.put(byDigest, List.of(bare, ours, nginx, distribution));
            // A cache that keeps a tag for an hour does not answer the same question.
            contenders.put(Case.BY_TAG, List.of(bare, ours, distribution));
        } else {
            skipped = "`/v2` was skipped: the service answered %d to `%s`."
                    .formatted(manifest.statusCode(), Case.BY_TAG.target());
        }
        for (Map.Entry<Case, List<Contender>> each : contenders.entrySet()) {
            for (Contender contender : each.getValue()) {
                each.getKey().check(ours, contender);
            }
        }
    }

    /** The cases, each with those who take part in it, the limit first. */
    Map<Case, List<Contender>> contenders() {
        return contenders;
    }

    Contender ours() {
        return ours;
    }

    /** Why a case is missing; empty if none is. */
    String skipped() {
        return skipped;
    }

    /** Lets compilers settle. */
    void warmUp(int seconds) throws IOException {
        for (Map.Entry<Case, List<Contender>> each : contenders.entrySet()) {
            for (Contender contender : each.getValue().subList(0, 2)) {
                Wrk.rate(contender, each.getKey(), seconds);
            }
        }
    }

    /**
     * Lets the compilers of the service settle for its routes, too, and for the calls with which it probes its sources. To
     * each of them it comes now and then: at that pace their code would be compiled for hours to come, beside the answers
     * that are timed.
     */
    void warmUpRoutes(int seconds) throws IOException {
        for (Case each : Case.API) {
            // Whoever says Pragma wants no answer that was given before; what it says means nothing.
            Wrk.rate(ours, each, seconds, "Pragma: warm-up");
        }
        if (contenders.containsKey(Case.BY_TAG)) {
            Wrk.rate(ours, Case.BY_TAG, seconds);
        }
    }

    private Contender keep(Contender contender) {
        all.add(contender);
        return contender;
    }

    @Override
    public void close() {
        for (int i = all.size() - 1; i >= 0; i--) {
            all.get(i).close();
        }
    }
}
