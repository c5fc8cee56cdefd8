package dev.tufa.apt.publish.archive;

import dev.tufa.apt.openpgp.SigningKey;
import dev.tufa.apt.publish.conf.ArchiveConf;
import dev.tufa.tuf.repository.Settings;
import java.time.Duration;
import java.util.Optional;

/**
 * How an archive begins.
 *
 * @param conf what it keeps to; keys in files that are not there yet are made
 * @param userId whose such a key is, such as {@code Acme Archive <apt@acme.example>}
 * @param life how long such a key is good; empty for ever
 * @param packages how many packages are to be expected, if TUF is to know about each
 * @param tuf what the TUF repository keeps to
 */
public record ArchiveInit(ArchiveConf conf, String userId, Optional<Duration> life, int packages, Settings tuf) {
    /** What new keys can be made with. */
    public ArchiveInit {
        SigningKey.requirePossible(userId, life);
    }
}
