package dev.tufa.tuf.repository.signing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Tokens of SoftHSM, made once for a test JVM: the module reads its configuration when it is loaded. */
final class SoftHsm {
    static final String PIN = "1234";
    static final Path MODULE = Path.of("/usr/lib/softhsm/libsofthsm2.so");

    /** Where the module, loaded into this process, looks for its configuration. */
    private static final Path CONFIGURATION =
            Path.of(Objects.requireNonNull(System.getenv("SOFTHSM2_CONF"), "SOFTHSM2_CONF"));

    static {
        try {
            make();
        } catch (IOException | InterruptedException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private SoftHsm() {}

    /** The URI of a key in the token {@code tufa}. */
    static String uri(String attributes) {
        return "pkcs11:token=tufa;" + attributes + "?module-path=" + MODULE;
    }

    private static void make() throws IOException, InterruptedException {
        Path tokens = CONFIGURATION.resolveSibling("softhsm-tokens");
        if (Files.exists(tokens)) {
            try (Stream<Path> old = Files.walk(tokens)) {
                for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        Files.createDirectories(tokens);
        Files.writeString(
                CONFIGURATION,
                "directories.tokendir = " + tokens + "\nobjectstore.backend = file\nlog.level = ERROR\n");
        for (String label : List.of("tufa", "locked", "twin", "twin")) {
            Tool.run(
                    Map.of(),
                    List.of(
                            "softhsm2-util",
                            "--init-token",
                            "--free",
                            "--label",
                            label,
                            "--pin",
                            PIN,
                            "--so-pin",
                            "12345678"));
        }
        keyPair("EC:edwards25519", "ed25519", "01");
        keyPair("EC:prime256v1", "p256", "02");
        keyPair("EC:secp384r1", "p384", "03");
        keyPair("EC:secp521r1", "p521", "04");
        keyPair("rsa:2048", "rsa", "05");
        keyPair("EC:edwards25519", "double", "06");
        keyPair("EC:edwards25519", "double", "07");
    }

    private static void keyPair(String type, String label, String id) throws IOException, InterruptedException {
        pkcs11Tool("--keypairgen", "--key-type", type, "--label", label, "--id", id);
    }

    private static void pkcs11Tool(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "pkcs11-tool", "--module", MODULE.toString(), "--token-label", "tufa", "--login", "--pin", PIN));
        command.addAll(List.of(words));
        Tool.run(Map.of(), command);
    }
}
