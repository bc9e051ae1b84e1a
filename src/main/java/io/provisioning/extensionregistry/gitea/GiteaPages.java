package io.provisioning.extensionregistry.gitea;

import com.fasterxml.jackson.core.type.TypeReference;
import io.provisioning.extensionregistry.config.SourceSettings;
import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.upstream.Json;
import io.provisioning.extensionregistry.upstream.LinkHeader;
import io.provisioning.extensionregistry.upstream.Refusals;
import io.provisioning.extensionregistry.upstream.SourceException;
import io.provisioning.extensionregistry.upstream.SourceReply;
import io.provisioning.extensionregistry.upstream.SourceRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Reads lists page by page. The server filters a page by our rights after it has cut it, so a page may be short or
 * empty while more follow: only the link counts. It lowers {@code limit} without a word, so the link also says where
 * the next page begins.
 */
public final class GiteaPages {
    private static final TypeReference<List<GiteaRepository>> REPOSITORIES = new TypeReference<>() {};
    private static final TypeReference<List<GiteaRelease>> RELEASES = new TypeReference<>() {};

    private static final Pattern NUMBER = Pattern.compile("(?<=[?&]page=)\\d{1,6}(?!\\d)");

    private final GiteaAddresses addresses = new GiteaAddresses();

    /** A walk that has not begun. */
    public Pages<Object> first(URI first) {
        return Pages.startingAt(first);
    }

    /** The call for one thing that has no pages. */
    public SourceRequest call(URI address) {
        return SourceRequest.json(address);
    }

    /** The call for the next page. */
    public SourceRequest request(Pages<?> pages) {
        return SourceRequest.json(pages.next());
    }

    /**
     * Takes a page of repositories in.
     *
     * @throws SourceException {@code invalid_answer} if it is no such page
     */
    public Pages<GiteaRepository> repositories(SourceSettings settings, Pages<GiteaRepository> pages, SourceReply reply)
            throws SourceException {
        return read(settings, pages, reply, REPOSITORIES);
    }

    /**
     * Walks of one page each over all pages between the first and the last, that one included, so that they can be read
     * side by side.
     *
     * @param first the walk after its first page
     * @param reply that page
     * @return empty if the server names no last page, or one whose address differs in more than the number
     */
    public List<Pages<GiteaRepository>> ahead(
            SourceSettings settings, Pages<GiteaRepository> first, SourceReply reply) {
        String next = String.valueOf(first.next());
        String last = LinkHeader.last(reply, settings.url())
                .flatMap(link -> addresses.rebaseApi(settings, link.toString()))
                .map(URI::toString)
                .orElse("");
        Matcher from = NUMBER.matcher(next);
        Matcher to = NUMBER.matcher(last);
        if (!from.find() || !to.find() || !from.replaceFirst("").equals(to.replaceFirst(""))) {
            return List.of();
        }
        int number = Integer.parseInt(from.group());
        return IntStream.rangeClosed(number, Math.min(Integer.parseInt(to.group()), number + Pages.MAX_PAGES - 2))
                .mapToObj(each -> first.at(URI.create(NUMBER.matcher(next).replaceFirst(String.valueOf(each)))))
                .toList();
    }

    /** Collects walks over single pages, in their order: the list is made with the first and grows. */
    public List<Pages<GiteaRepository>> collect(List<Pages<GiteaRepository>> before, Pages<GiteaRepository> page) {
        List<Pages<GiteaRepository>> all = before == null ? new ArrayList<>() : before;
        all.add(page);
        return all;
    }

    /**
     * The walk after its first page and all that came of {@link #ahead}; what the last of them names as the next one is
     * still to be read.
     */
    public Pages<GiteaRepository> together(Pages<GiteaRepository> first, List<Pages<GiteaRepository>> others) {
        return first.and(others);
    }

    /**
     * Takes a page of releases in.
     *
     * @throws SourceException {@code invalid_answer} if it is no such page; {@code unauthorized} if the token may not
     *     read the releases of any repository
     */
    public Pages<GiteaRelease> releases(SourceSettings settings, Pages<GiteaRelease> pages, SourceReply reply)
            throws SourceException {
        if (reply.status() == 403 && new String(reply.body(), StandardCharsets.UTF_8).contains("required scope")) {
            throw new SourceException(
                    Reason.UNAUTHORIZED, "the source denies access: the token lacks the scope read:repository");
        }
        return read(settings, pages, reply, RELEASES);
    }

    /**
     * The pages, if there are such.
     *
     * @throws SourceException {@code invalid_answer} if the server does not know the owner at all: that is no answer to
     *     what it owns
     */
    public Pages<GiteaRepository> required(Pages<GiteaRepository> pages) throws SourceException {
        if (pages.isMissing()) {
            throw new SourceException(
                    Reason.INVALID_ANSWER, "the configured organization or user does not exist, or is hidden from us");
        }
        return pages;
    }

    /**
     * The first page of a user's repositories, unless it is denied.
     *
     * @param organization how the question for an organization's repositories was refused
     * @throws SourceException {@code unauthorized}; it says what the server said of the organization, as that is what an
     *     owner usually is
     */
    public Pages<GiteaRepository> permitted(Pages<GiteaRepository> pages, SourceReply organization)
            throws SourceException {
        if (pages.isForbidden()) {
            Refusals.check(organization);
            throw new SourceException(
                    Reason.UNAUTHORIZED,
                    "there is no organization of the configured name that we may see, and a user's repositories are"
                            + " denied to us: for those the token needs the scope read:user");
        }
        return pages;
    }

    private <T> Pages<T> read(SourceSettings settings, Pages<T> pages, SourceReply reply, TypeReference<List<T>> type)
            throws SourceException {
        boolean first = pages.asked().isEmpty();
        if (first && (reply.status() == 403 || reply.status() == 404)) {
            return pages.refusedWith(reply.status());
        }
        if (!reply.isSuccess()) {
            throw new SourceException(Reason.INVALID_ANSWER, "a page is answered with status " + reply.status());
        }
        List<T> page = Json.read(reply.body(), type);
        if (page.contains(null)) {
            throw new SourceException(Reason.INVALID_ANSWER, "the answer is not the JSON that was asked for");
        }
        Long total = first ? total(reply).orElse(null) : pages.total();
        return pages.and(page, total, following(settings, pages, reply, total).orElse(null));
    }

    private Optional<URI> following(SourceSettings settings, Pages<?> pages, SourceReply reply, Long total) {
        if (reply.header("Link").isPresent()) {
            return LinkHeader.next(reply, pages.next()).flatMap(link -> addresses.rebaseApi(settings, link.toString()));
        }
        // Some proxies take the links away; the count then says whether there is more.
        Matcher number = NUMBER.matcher(pages.next().toString());
        int page = number.find() ? Integer.parseInt(number.group()) : 1;
        return total == null || total <= (long) page * GiteaAddresses.PAGE_SIZE
                ? Optional.empty()
                : Optional.of(numbered(pages.next(), page + 1));
    }

    private static URI numbered(URI address, int page) {
        return URI.create(address.toString().replaceFirst("&page=\\d+$", "") + "&page=" + page);
    }

    private static Optional<Long> total(SourceReply reply) {
        return reply.header("X-Total-Count")
                .filter(count -> count.matches("\\d{1,18}"))
                .map(Long::valueOf);
    }
}
