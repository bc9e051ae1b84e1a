package io.provisioning.extensionregistry.http;

import io.provisioning.extensionregistry.model.Checksum;
import java.io.IOException;

/** Is told how downloads end. Called on the download's thread. */
public interface DownloadEvents {
    /** Told nothing. */
    DownloadEvents NONE = new DownloadEvents() {};

    /** So many bytes more went to a client. */
    default void sent(String source, long bytes) {}

    /** A whole file passed, and this is its digest; the promised one if there was one. */
    default void complete(Download download, Checksum checksum) {}

    /** A whole file passed with another digest than the promised one; its client did not get the end. */
    default void mismatch(Download download, Checksum actual) {}

    /** A download broke off after its first byte had gone out. */
    default void cut(Download download, String why) {}

    /** It broke off through the fault of its source; told after {@link #cut}. */
    default void failed(Download download, IOException why) {}
}
