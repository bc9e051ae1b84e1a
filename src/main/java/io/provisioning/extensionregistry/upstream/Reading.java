package io.provisioning.extensionregistry.upstream;

import java.util.Locale;
import org.apache.camel.Exchange;

/** How the answer to a call is read, and which refusals are answers. */
enum Reading {
    /** Whole; every refusal is a failure. */
    WHOLE,
    /** Whole; 401 is an answer, whose challenge says how to log in. */
    CHALLENGE,
    /** Whole; 403 is an answer, since one thing may be denied where others are not. */
    DENIAL,
    /** As an open stream; 401 is an answer. */
    STREAM;

    /** The exchange property, which routes set to one of these in lower case; nothing means {@link #WHOLE}. */
    static final String PROPERTY = "reading";

    static Reading of(Exchange exchange) {
        String word = exchange.getProperty(PROPERTY, "whole", String.class);
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
