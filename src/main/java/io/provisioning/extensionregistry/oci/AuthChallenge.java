package io.provisioning.extensionregistry.oci;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.client5.http.auth.ChallengeType;
import org.apache.hc.client5.http.impl.auth.AuthChallengeParser;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.message.ParserCursor;

/**
 * One challenge of a {@code WWW-Authenticate} header. The parsing is HttpClient's; what it cannot read is passed over.
 *
 * @param scheme in lower case, for example {@code bearer}
 * @param parameters by lower-case name; the first of a repeated one counts
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-11.6.1">RFC 9110, WWW-Authenticate</a>
 */
public record AuthChallenge(String scheme, Map<String, String> parameters) {
    public AuthChallenge {
        parameters = Map.copyOf(parameters);
    }

    /**
     * Reads all challenges of all headers, in order.
     *
     * @param headers the values of {@code WWW-Authenticate}; each may hold several challenges
     * @return empty if nothing can be read; never fails
     */
    public static List<AuthChallenge> parse(List<String> headers) {
        List<AuthChallenge> challenges = new ArrayList<>();
        headers.forEach(header -> parse(header, challenges));
        return challenges;
    }

    /** A parameter that is there and not blank. */
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isBlank());
    }

    private static void parse(String header, List<AuthChallenge> into) {
        String rest = header;
        while (!rest.isBlank()) {
            try {
                AuthChallengeParser.INSTANCE
                        .parse(ChallengeType.TARGET, rest, new ParserCursor(0, rest.length()))
                        .forEach(challenge -> into.add(of(challenge)));
                return;
            } catch (ParseException e) {
                int comma = rest.indexOf(',');
                rest = comma < 0 ? "" : rest.substring(comma + 1);
            }
        }
    }

    private static AuthChallenge of(org.apache.hc.client5.http.auth.AuthChallenge challenge) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (challenge.getParams() != null) {
            challenge.getParams().forEach(pair -> {
                if (pair.getValue() != null) {
                    parameters.putIfAbsent(pair.getName().toLowerCase(Locale.ROOT), pair.getValue());
                }
            });
        }
        return new AuthChallenge(challenge.getSchemeName().toLowerCase(Locale.ROOT), parameters);
    }
}
