package dev.tufa.tuf.repository.signing;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * What one passphrase comes to by PBKDF2, which takes long on purpose: each key is derived once, so that files with the same salt
 * open in the time of one. Close it to overwrite them. For one thread.
 */
final class DerivedKeys implements AutoCloseable {
    private static final String SHA256 = "HmacSHA256";

    private final char[] passphrase;
    private final Map<Parameters, byte[]> derived = new LinkedHashMap<>();

    /** Keys of a passphrase, which stays the caller's to overwrite. */
    DerivedKeys(char[] passphrase) {
        this.passphrase = passphrase;
    }

    /** A key that the caller does not change. */
    byte[] derive(Parameters parameters) throws GeneralSecurityException {
        byte[] known = derived.get(parameters);
        if (known == null) {
            known = parameters.function().equals(SHA256)
                    ? Pbkdf2.derive(
                            passphrase, parameters.saltBytes(), parameters.iterations(), parameters.bits() / Byte.SIZE)
                    : byThePlatform(parameters);
            derived.put(parameters, known);
        }
        return known;
    }

    private byte[] byThePlatform(Parameters parameters) throws GeneralSecurityException {
        PBEKeySpec password =
                new PBEKeySpec(passphrase, parameters.saltBytes(), parameters.iterations(), parameters.bits());
        try {
            return SecretKeyFactory.getInstance("PBKDF2With" + parameters.function())
                    .generateSecret(password)
                    .getEncoded();
        } finally {
            password.clearPassword();
        }
    }

    /**
     * A salt that files of this passphrase have already, for the next one to open together with them: it parts one passphrase from
     * others, and needs not part files of the same one, which has to be guessed only once anyway.
     */
    Optional<byte[]> salt(String function, int iterations, int bits) {
        return derived.keySet().stream()
                .filter(known ->
                        known.function().equals(function) && known.iterations() == iterations && known.bits() == bits)
                .map(Parameters::saltBytes)
                .findFirst();
    }

    @Override
    public void close() {
        derived.values().forEach(key -> Arrays.fill(key, (byte) 0));
        derived.clear();
    }

    /**
     * How a key is derived.
     *
     * @param function such as {@code HmacSHA256}
     * @param salt in hex
     */
    record Parameters(String function, String salt, int iterations, int bits) {
        static Parameters of(String function, byte[] salt, int iterations, int bits) {
            return new Parameters(function, HexFormat.of().formatHex(salt), iterations, bits);
        }

        private byte[] saltBytes() {
            return HexFormat.of().parseHex(salt);
        }
    }
}
