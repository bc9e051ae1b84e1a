package io.provisioning.extensionregistry.model;

/**
 * An address of a file, kept as its folder, the last part of that and its own name. Ten thousand releases have a hundred
 * thousand addresses, but few different parts: the folder is that of all releases of an extension, what follows is their
 * tag, and the name is often the same. The parts, put together, are the address again, whatever it is.
 */
record Address(String folder, String part, String name) {
    /** @param text null stays null */
    static Address of(String text) {
        if (text == null) {
            return null;
        }
        int name = text.lastIndexOf('/') + 1;
        int part = text.lastIndexOf('/', name - 2) + 1;
        return new Address(
                SharedText.of(text.substring(0, part)),
                SharedText.of(text.substring(part, name)),
                SharedText.of(text.substring(name)));
    }

    /** The address as one text; null for null. */
    static String text(Address address) {
        return address == null ? null : address.folder + address.part + address.name;
    }
}
