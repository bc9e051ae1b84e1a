package io.provisioning.extensionregistry.faults;

/** One place of the matrix: a request, while somebody fails in some way, and what is kept then. */
record Cell(Fault fault, Copy copy, Question question, Bad bad) {
    @Override
    public String toString() {
        return fault + " / " + bad + " / " + copy + " / " + question;
    }
}
