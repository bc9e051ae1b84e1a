package io.provisioning.extensionregistry.distribution;

import io.provisioning.extensionregistry.catalog.Provenance;
import io.provisioning.extensionregistry.catalog.SourceAnswer.CacheUse;
import io.provisioning.extensionregistry.http.Ageing;
import io.provisioning.extensionregistry.http.RouteAnswer;
import io.provisioning.extensionregistry.model.Failure;
import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.upstream.SourceException;
import io.provisioning.extensionregistry.upstream.SourceReply;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Manifests and indexes, byte for byte. */
public final class Manifests {
    private static final Ageing.Aged UNCHANGED = new Ageing.Aged(Map.of(), Duration.ofHours(1), Duration.ofHours(1));
    static final Failure NOT_KEPT = Failure.of(Reason.LOADING, "no source is asked, and nothing of it is kept");

    private final KeptManifests kept;
    private final boolean offline;

    /** @param offline whether nobody may be asked */
    Manifests(KeptManifests kept, boolean offline) {
        this.kept = kept;
        this.offline = offline;
    }

    /**
     * Answers from what is kept, if that is sure to be right or all there is.
     *
     * @return whether the registry is to be asked
     */
    public boolean recall(Asking asking) {
        Optional<Content> known = asking.query().isByDigest() || offline ? kept(asking) : Optional.empty();
        known.ifPresent(asking::found);
        if (known.isEmpty() && offline) {
            asking.failed(asking.source(), new SourceException(NOT_KEPT));
        }
        return known.isEmpty() && !offline;
    }

    /** Answers with what was made before for a release, if it is asked for by its digest. */
    public void recallMade(Asking asking) {
        asking.makers().stream()
                .filter(maker -> asking.query().isByDigest())
                .flatMap(maker -> kept.find(maker.source(), asking.query().repository(), asking.reference()).stream())
                .findFirst()
                .ifPresent(asking::found);
    }

    /**
     * Takes what a registry answered for a manifest.
     *
     * @throws SourceException {@code invalid_answer} if it is neither the manifest nor the word that there is none, or
     *     not what its digest says
     */
    public void replied(Asking asking, SourceReply reply) throws SourceException {
        if (reply.status() == 404) {
            asking.absent();
            return;
        }
        if (!reply.isSuccess()) {
            throw new SourceException(
                    Reason.INVALID_ANSWER, "the registry answered " + reply.status() + " for a manifest");
        }
        Digest digest = digest(asking, reply).orElseGet(() -> Digest.over(reply.body()));
        if (!digest.names(reply.body())) {
            throw new SourceException(Reason.INVALID_ANSWER, "the registry sent another manifest than its digest says");
        }
        Content content = new Content(asking.source(), mediaType(reply), digest, reply.body());
        kept.keep(asking.query().repository(), asking.reference(), content);
        asking.found(content);
    }

    /** Takes what a tag meant when its registry last answered; if that is not kept, it has failed. */
    public void failed(Asking asking, Throwable thrown) {
        Optional<Content> known = kept(asking);
        asking.failed(asking.source(), thrown);
        known.ifPresent(asking::found);
    }

    /** Takes what was made of a release, if anything was. */
    public void made(Asking asking, Making making) {
        making.manifest().ifPresent(content -> {
            kept.keepMade(asking.query().repository(), making.release(), content);
            asking.found(content);
        });
    }

    /** The answer to the request. By its digest a manifest is the same for ever; a tag may be moved at any moment. */
    public RouteAnswer answer(Asking asking) {
        if (asking.content() == null) {
            throw asking.nothing();
        }
        if (asking.query().isByDigest()) {
            return asking.content().answer(Map.of()).ageing(elapsed -> UNCHANGED);
        }
        return asking.content().answer(isStale(asking) ? stale(asking) : Map.of());
    }

    /** Whether the source of what is answered failed when it was asked: the tag may name something else by now. */
    private static boolean isStale(Asking asking) {
        return asking.heard().answers().stream()
                .anyMatch(answer -> answer.isFailed()
                        && answer.source().equals(asking.content().source()));
    }

    private static Map<String, String> stale(Asking asking) {
        Map<String, String> headers = Provenance.sources(asking.heard());
        headers.put(Provenance.CACHE, CacheUse.STALE.wireName());
        return headers;
    }

    private Optional<Content> kept(Asking asking) {
        return kept.find(asking.source(), asking.query().repository(), asking.reference());
    }

    private static Optional<Digest> digest(Asking asking, SourceReply reply) {
        return asking.query().isByDigest()
                ? Optional.of(new Digest(asking.reference()))
                : reply.header("Docker-Content-Digest")
                        .map(String::strip)
                        .filter(Digest::isOne)
                        .map(Digest::new);
    }

    private static String mediaType(SourceReply reply) throws SourceException {
        String type = reply.header("Content-Type").orElse("");
        int semicolon = type.indexOf(';');
        String bare = (semicolon < 0 ? type : type.substring(0, semicolon)).strip();
        if (bare.isEmpty() || bare.startsWith("text/")) {
            throw new SourceException(Reason.INVALID_ANSWER, "the registry sent something that is no manifest");
        }
        return bare;
    }
}
