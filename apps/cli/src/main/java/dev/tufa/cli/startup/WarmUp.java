package dev.tufa.cli.startup;

import dev.tufa.tuf.crypto.PublicKeys;
import dev.tufa.tuf.crypto.UnusableKeyException;
import dev.tufa.tuf.json.JsonObject;
import dev.tufa.tuf.metadata.Key;
import java.io.IOException;
import java.net.URI;

/**
 * Loads and initialises, on other cores, what many commands need soon: on Java, the first signature and the first
 * connection take longer than all others together. Nothing depends on it.
 */
public final class WarmUp {
    private WarmUp() {}

    /** Starts and returns at once. Threads are classes here because a first lambda would hold up the caller. */
    public static void start() {
        begin(new Signatures());
        begin(new Connections());
    }

    /** The same for commands about a repository, which connect to nothing. */
    public static void startForRepository() {
        begin(new Signatures());
    }

    private static void begin(Thread thread) {
        thread.setDaemon(true);
        thread.start();
    }

    /** Verifies a signature. */
    static final class Signatures extends Thread {
        private static final String PUBLIC_KEY = "d1d241ca1fb8875342f71dc6e623c3de4c1917ef182ff76b50b28aa241f85c9e";
        private static final String OF_EMPTY_OBJECT = "5353599efcf63b970b1925c39b1622f8e9485322e5e9b7566103a2d41bbb292a"
                + "e2a5c93f4fa550b48aa43cd03a5b3e316a3e8ce3bf96f6b7bd2715b9b478bd02";

        @Override
        public void run() {
            verifies();
        }

        /** Whether the platform accepts the signature, which is right. */
        static boolean verifies() {
            try {
                return PublicKeys.decode(Key.of("ed25519", "ed25519", PUBLIC_KEY))
                        .verifies(JsonObject.EMPTY, OF_EMPTY_OBJECT);
            } catch (UnusableKeyException e) {
                return false; // the command that needs it will say so
            }
        }
    }

    /** Makes a connection without connecting it. */
    static final class Connections extends Thread {
        @Override
        public void run() {
            try {
                URI.create("http://localhost/").toURL().openConnection();
            } catch (IOException e) {
                // the command that needs one will say so
            }
        }
    }
}
