package dev.tufa.tuf.client.http;

import dev.tufa.tuf.client.PermanentFetchException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/** Where redirects may lead: a few times, and never from https to http. */
final class Redirects {
    static final int MOST = 5;

    private static final Set<Integer> STATUSES = Set.of(301, 302, 303, 307, 308);

    private Redirects() {}

    static boolean is(int status) {
        return STATUSES.contains(status);
    }

    /** What a redirect leads to. */
    static URI follow(URI from, String location) throws PermanentFetchException {
        try {
            URI to = from.resolve(new URI(location));
            String scheme = String.valueOf(to.getScheme()).toLowerCase(Locale.ROOT);
            boolean safe =
                    scheme.equals("https") || (scheme.equals("http") && !"https".equalsIgnoreCase(from.getScheme()));
            if (!safe) {
                throw new PermanentFetchException(
                        "%s: expected a redirect that stays as safe, got %s".formatted(from, to));
            }
            return to;
        } catch (URISyntaxException e) {
            throw new PermanentFetchException("%s: expected a redirect to a URL, got %s".formatted(from, location));
        }
    }
}
