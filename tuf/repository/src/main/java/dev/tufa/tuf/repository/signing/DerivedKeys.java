package dev.tufa.tuf.repository.signing;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * What one passphrase comes to by PBKDF2, which takes long on purpose: each key is derived once, so that files with the same salt
 * open in the time of one, and may be begun before it is needed. Close it to overwrite them. For one thread.
 */
final class DerivedKeys implements AutoCloseable {
    private final char[] passphrase;
    private final Map<Parameters, FutureTask<byte[]>> derived = new LinkedHashMap<>();

    /** Keys of a passphrase, which stays the caller's to overwrite. */
    DerivedKeys(char[] passphrase) {
        this.passphrase = passphrase;
    }

    /** Begins to derive a key that will be asked for, on a thread of its own. */
    void prepare(Parameters parameters) {
        if (!derived.containsKey(parameters)) {
            Thread thread = new Thread(task(parameters), "tufa-passphrase");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** A key that the caller does not change. */
    byte[] derive(Parameters parameters) throws GeneralSecurityException {
        FutureTask<byte[]> task = derived.get(parameters);
        if (task == null) {
            task = task(parameters);
            task.run();
        }
        return result(task);
    }

    private FutureTask<byte[]> task(Parameters parameters) {
        PBEKeySpec password =
                new PBEKeySpec(passphrase, parameters.saltBytes(), parameters.iterations(), parameters.bits());
        FutureTask<byte[]> task = new FutureTask<>(() -> {
            try {
                return SecretKeyFactory.getInstance("PBKDF2With" + parameters.function())
                        .generateSecret(password)
                        .getEncoded();
            } finally {
                password.clearPassword();
            }
        });
        derived.put(parameters, task);
        return task;
    }

    private static byte[] result(FutureTask<byte[]> task) throws GeneralSecurityException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) { // it ends soon, and what comes after it can be interrupted
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw new GeneralSecurityException(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
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

    /** Waits for what was begun, which cannot be stopped, and overwrites all of it. */
    @Override
    public void close() {
        for (FutureTask<byte[]> task : derived.values()) {
            try {
                Arrays.fill(result(task), (byte) 0);
            } catch (GeneralSecurityException | CancellationException e) {
                // there is nothing to overwrite
            }
        }
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

        @Override
        public boolean equals(Object other) { // the platform links the one of a record at its first call, slowly
            return other instanceof Parameters that
                    && function.equals(that.function)
                    && salt.equals(that.salt)
                    && iterations == that.iterations
                    && bits == that.bits;
        }

        @Override
        public int hashCode() {
            return Objects.hash(function, salt, iterations, bits);
        }

        private byte[] saltBytes() {
            return HexFormat.of().parseHex(salt);
        }
    }
}
