package io.provisioning.extensionregistry.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.provisioning.extensionregistry.cache.DigestLedger;
import io.provisioning.extensionregistry.http.Download;
import io.provisioning.extensionregistry.http.DownloadEvents;
import io.provisioning.extensionregistry.http.WrongDigest;
import io.provisioning.extensionregistry.model.Checksum;
import io.provisioning.extensionregistry.model.Failure;
import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.store.WrongContent;
import io.provisioning.extensionregistry.upstream.Failures;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what passes, and remembers the digests of what passed whole. */
public final class DownloadMetrics implements DownloadEvents {
    private static final Logger LOG = LoggerFactory.getLogger(DownloadMetrics.class);

    private static final Failure WRONG_BYTES =
            Failure.of(Reason.INVALID_ANSWER, "the file does not have the digest that it should have");

    private final MeterRegistry metrics;
    private final DigestLedger ledger;
    private final SourceCalls sourceCalls;

    public DownloadMetrics(MeterRegistry metrics, DigestLedger ledger, SourceCalls sourceCalls) {
        this.metrics = metrics;
        this.ledger = ledger;
        this.sourceCalls = sourceCalls;
    }

    @Override
    public void sent(String source, long bytes) {
        metrics.counter(MetricNames.DOWNLOAD_BYTES, "source", source).increment(bytes);
    }

    @Override
    public void complete(Download download, Checksum checksum) {
        ledger.learn(download.contentId(), checksum);
    }

    @Override
    public void mismatch(Download download, Checksum actual) {
        metrics.counter(MetricNames.CHECKSUM_MISMATCHES, "source", download.source())
                .increment();
        LOG.warn(
                "{}: {} has the digest {} and not {}; it was thrown away",
                download.source(),
                download.fileName(),
                actual,
                download.checksum());
    }

    @Override
    public void cut(Download download, String why) {
        LOG.info("{}: the download of {} broke off: {}", download.source(), download.fileName(), why);
    }

    @Override
    public void failed(Download download, IOException why) {
        boolean wrong = why instanceof WrongDigest || why.getCause() instanceof WrongContent;
        sourceCalls.downloadBroke(download.source(), wrong ? WRONG_BYTES : Failures.of(why));
    }
}
