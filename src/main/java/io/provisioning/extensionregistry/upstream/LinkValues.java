package io.provisioning.extensionregistry.upstream;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Takes one {@code Link} header apart. What is not a link is passed over. */
final class LinkValues {
    /**
     * One link.
     *
     * @param target as sent, without the angle brackets
     * @param relations the first {@code rel}, in lower case; may name several, parted by spaces; empty if not given
     */
    record Link(String target, String relations) {
        boolean isRelation(String relation) {
            return List.of(relations.split("\\s+")).contains(relation);
        }
    }

    private final String text;
    private int at;

    private LinkValues(String text) {
        this.text = text;
    }

    /** The links of a header, in its order. */
    static List<Link> parse(String header) {
        LinkValues values = new LinkValues(header);
        List<Link> links = new ArrayList<>();
        while (values.at < header.length()) {
            if (values.text.charAt(values.at) == '<') {
                values.link(links);
            } else {
                values.at++;
            }
        }
        return links;
    }

    private void link(List<Link> links) {
        int end = text.indexOf('>', at);
        if (end < 0) {
            at = text.length();
            return;
        }
        String target = text.substring(at + 1, end).strip();
        at = end + 1;
        String relations = null;
        while (skip(';')) {
            String name = token().toLowerCase(Locale.ROOT);
            String value = skip('=') ? value() : "";
            if (relations == null && name.equals("rel")) {
                relations = value.strip().toLowerCase(Locale.ROOT);
            }
        }
        links.add(new Link(target, relations == null ? "" : relations));
        // Whatever stands before the next comma belongs to no link.
        while (at < text.length() && text.charAt(at) != ',') {
            at++;
        }
    }

    private boolean skip(char wanted) {
        blanks();
        if (at < text.length() && text.charAt(at) == wanted) {
            at++;
            blanks();
            return true;
        }
        return false;
    }

    private void blanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private String token() {
        int start = at;
        while (at < text.length() && ";,=\"".indexOf(text.charAt(at)) < 0 && !Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    private String value() {
        if (at >= text.length() || text.charAt(at) != '"') {
            return token();
        }
        StringBuilder value = new StringBuilder();
        for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                at++;
            }
            value.append(text.charAt(at));
        }
        at++;
        return value.toString();
    }
}
