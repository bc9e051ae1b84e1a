package io.provisioning.extensionregistry.upstream;

/** A source says that it does not have what it was asked for. That is an answer, so it has no stack trace. */
public final class AbsenceException extends Exception {
    public AbsenceException() {
        super("the source does not have it", null, false, false);
    }
}
