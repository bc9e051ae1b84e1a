package io.provisioning.extensionregistry.distribution;

import io.provisioning.extensionregistry.catalog.Gathered;
import io.provisioning.extensionregistry.catalog.SourceAnswer;
import io.provisioning.extensionregistry.model.Artifact;
import io.provisioning.extensionregistry.model.Checksum;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Has files read whose digest nobody tells, before anybody asks for them; each once, whatever comes of it. */
public final class HashAhead {
    private final Hashing hashing;
    private final Function<String, Optional<Checksum>> ledger;
    private final Set<String> begun = ConcurrentHashMap.newKeySet();

    /** @param ledger what was computed for content, by its identity */
    HashAhead(Hashing hashing, Function<String, Optional<Checksum>> ledger) {
        this.hashing = hashing;
        this.ledger = ledger;
    }

    /** Begins with every file in these catalogues that was not begun with; waits for nothing. */
    public void begin(Gathered catalogues) {
        catalogues.answers().stream()
                .filter(answer -> !Holder.isOfRegistry(answer))
                .forEach(this::begin);
    }

    private void begin(SourceAnswer catalogue) {
        catalogue.answer().extensions().stream()
                .flatMap(extension -> Release.of(extension).stream())
                .map(Release::artifact)
                .filter(this::isUnknown)
                .filter(file -> begun.add(file.contentId()))
                .forEach(file -> hashing.checksum(catalogue.source(), file));
    }

    private boolean isUnknown(Artifact file) {
        return file.checksum() == null && ledger.apply(file.contentId()).isEmpty();
    }
}
