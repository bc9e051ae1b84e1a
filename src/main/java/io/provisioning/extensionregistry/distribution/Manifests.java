package io.provisioning.extensionregistry.distribution;

import io.provisioning.extensionregistry.http.Ageing;
import io.provisioning.extensionregistry.http.RouteAnswer;
import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.upstream.SourceException;
import io.provisioning.extensionregistry.upstream.SourceReply;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Manifests and indexes, byte for byte. */
public final class Manifests {
    private static final Ageing.Aged UNCHANGED = new Ageing.Aged(Map.of(), Duration.ofHours(1));

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
        asking.found(new Content(asking.source(), mediaType(reply), digest, reply.body()));
    }

    /** Takes what was made of a release, if anything was. */
    public void made(Asking asking, Making making) {
        making.manifest().ifPresent(asking::found);
    }

    /** The answer to the request. By its digest a manifest is the same for ever; a tag may be moved at any moment. */
    public RouteAnswer answer(Asking asking) {
        if (asking.content() == null) {
            throw asking.nothing();
        }
        RouteAnswer answer = asking.content().answer();
        return asking.query().isByDigest() ? answer.ageing(elapsed -> UNCHANGED) : answer;
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
