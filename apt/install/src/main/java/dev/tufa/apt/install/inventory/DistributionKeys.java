package dev.tufa.apt.install.inventory;

import dev.tufa.apt.install.host.Distribution;
import dev.tufa.apt.install.host.HostFacts;
import dev.tufa.apt.install.system.SystemRoot;
import dev.tufa.apt.openpgp.Certificate;
import dev.tufa.apt.openpgp.Fingerprint;
import dev.tufa.apt.openpgp.KeyFacts;
import dev.tufa.apt.openpgp.OpenPgpException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The keys of the distribution itself: those in the package of keyrings that it is named after. */
final class DistributionKeys {
    private static final Pattern KEYRING = Pattern.compile("/(usr/share/keyrings|etc/apt/trusted\\.gpg\\.d)/[^/]+");

    private final Set<Fingerprint> primary = new HashSet<>();
    private final Set<String> all = new HashSet<>();

    private DistributionKeys() {}

    /** Those of a system. */
    static DistributionKeys of(SystemRoot root, HostFacts host) throws IOException {
        DistributionKeys keys = new DistributionKeys();
        for (String name : packages(host)) {
            Path list = root.locate("/var/lib/dpkg/info/" + name + ".list");
            if (!Files.isRegularFile(list)) {
                continue;
            }
            for (String file : Files.readAllLines(list)) {
                if (KEYRING.matcher(file).matches() && Files.isRegularFile(root.locate(file))) {
                    keys.add(Files.readAllBytes(root.locate(file)));
                }
            }
        }
        return keys;
    }

    private static Set<String> packages(HostFacts host) {
        Set<String> names = new LinkedHashSet<>();
        List<String> ids = host.base().map(Distribution::id).stream().toList();
        Set<String> all = new LinkedHashSet<>(ids);
        all.add(host.distribution().id());
        for (String id : all) {
            names.add(id.toLowerCase(Locale.ROOT) + "-archive-keyring");
            names.add(id.toLowerCase(Locale.ROOT) + "-keyring");
        }
        return names;
    }

    private void add(byte[] keyring) {
        try {
            for (Certificate certificate : Certificate.readKeyring(keyring)) {
                primary.add(certificate.fingerprint());
                add(certificate.key());
                certificate.subkeys().forEach(this::add);
            }
        } catch (OpenPgpException e) {
            // no keyring: apt takes nothing for it either
        }
    }

    private void add(KeyFacts key) {
        all.add(key.fingerprint().hex());
        all.add(key.fingerprint().keyId());
    }

    /** Whether all of these keys are the distribution's; false if there are none. */
    boolean areAll(Collection<Fingerprint> keys) {
        return !keys.isEmpty() && primary.containsAll(keys);
    }

    /** Whether one of these has signed, by fingerprint or key id. */
    boolean isAmong(Collection<String> issuers) {
        return issuers.stream().anyMatch(all::contains);
    }
}
