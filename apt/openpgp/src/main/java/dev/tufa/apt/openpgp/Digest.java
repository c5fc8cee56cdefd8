package dev.tufa.apt.openpgp;

import java.util.Optional;
import org.bouncycastle.bcpg.HashAlgorithmTags;

/** What signatures are over (RFC 9580 §9.5), as far as any archive has used it. */
enum Digest {
    MD5(HashAlgorithmTags.MD5, Strength.BROKEN),
    SHA1(HashAlgorithmTags.SHA1, Strength.BROKEN),
    RIPEMD160(HashAlgorithmTags.RIPEMD160, Strength.BROKEN),
    SHA224(HashAlgorithmTags.SHA224, Strength.SHORT),
    SHA256(HashAlgorithmTags.SHA256, Strength.GOOD),
    SHA384(HashAlgorithmTags.SHA384, Strength.GOOD),
    SHA512(HashAlgorithmTags.SHA512, Strength.GOOD);

    final int id;
    final Strength strength;

    Digest(int id, Strength strength) {
        this.id = id;
        this.strength = strength;
    }

    static Optional<Digest> of(int id) {
        for (Digest digest : values()) {
            if (digest.id == id) {
                return Optional.of(digest);
            }
        }
        return Optional.empty();
    }

    /** The name in a Hash header (RFC 9580 §6.2.2.3). */
    static boolean isName(String name) {
        for (Digest digest : values()) {
            if (digest.name().equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a signature over it may be trusted. */
    static boolean isGood(String name) {
        return isName(name) && valueOf(name).strength == Strength.GOOD;
    }

    enum Strength {
        BROKEN,
        SHORT,
        GOOD
    }
}
