package io.provisioning.extensionregistry.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.provisioning.extensionregistry.cache.DigestLedger;
import io.provisioning.extensionregistry.http.Download;
import io.provisioning.extensionregistry.http.DownloadEvents;
import io.provisioning.extensionregistry.model.Checksum;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what passes, and remembers the digests of what passed whole. */
public final class DownloadMetrics implements DownloadEvents {
    private static final Logger LOG = LoggerFactory.getLogger(DownloadMetrics.class);

    private final MeterRegistry metrics;
    private final DigestLedger ledger;

    public DownloadMetrics(MeterRegistry metrics, DigestLedger ledger) {
        this.metrics = metrics;
        this.ledger = ledger;
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
}
