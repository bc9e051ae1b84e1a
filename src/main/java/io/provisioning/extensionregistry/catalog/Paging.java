package io.provisioning.extensionregistry.catalog;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** Cuts lists into pages and leads from one to the next. */
public final class Paging {
    /** The header that says how long the whole list is. */
    public static final String TOTAL = "X-Total-Count";

    private Paging() {}

    /** The part of a list that is wanted; empty beyond its end. */
    public static <T> List<T> slice(List<T> all, Page page) {
        int from = Math.min(page.offset(), all.size());
        return all.subList(from, (int) Math.min((long) from + page.limit(), all.size()));
    }

    /**
     * {@value #TOTAL} and {@code Link}.
     *
     * @param path of the list in our API; the links are relative references that begin with it
     * @param total the length of the whole list
     * @see <a href="https://www.rfc-editor.org/rfc/rfc8288">RFC 8288, web linking</a>
     */
    public static Map<String, String> headers(String path, PagedQuery query, int total) {
        Page page = query.page();
        StringJoiner links = new StringJoiner(", ");
        links.add(link(path, query, 0, "first"));
        int last = last(page, total);
        if (page.offset() > 0) {
            int previous = Math.max(0, page.offset() - page.limit());
            links.add(link(path, query, Math.min(previous, last), "prev"));
        }
        if ((long) page.offset() + page.limit() < total) {
            links.add(link(path, query, page.offset() + page.limit(), "next"));
        }
        links.add(link(path, query, last, "last"));
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(TOTAL, Integer.toString(total));
        headers.put("Link", links.toString());
        return headers;
    }

    /** Where the last page begins, counted from this page on, or from the first if this one is beyond the end. */
    private static int last(Page page, int total) {
        if (total == 0) {
            return 0;
        }
        int start = page.offset() < total ? page.offset() : 0;
        return start + (total - 1 - start) / page.limit() * page.limit();
    }

    private static String link(String path, PagedQuery query, int offset, String relation) {
        StringJoiner parameters = new StringJoiner("&", "<" + path + "?", ">; rel=\"" + relation + "\"");
        query.parameters().forEach((name, value) -> parameters.add(name + "=" + Percent.encode(value)));
        parameters.add("limit=" + query.page().limit());
        parameters.add("offset=" + offset);
        return parameters.toString();
    }
}
