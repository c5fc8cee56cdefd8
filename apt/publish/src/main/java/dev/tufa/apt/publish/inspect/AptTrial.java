package dev.tufa.apt.publish.inspect;

import dev.tufa.apt.archive.deb822.Stanza;
import dev.tufa.apt.archive.policy.DebianVersion;
import dev.tufa.apt.archive.policy.PolicyException;
import dev.tufa.apt.openpgp.Certificate;
import dev.tufa.apt.publish.check.AptCheck;
import dev.tufa.apt.publish.check.Outside;
import dev.tufa.apt.publish.check.TriedSuite;
import dev.tufa.apt.publish.pool.PoolFile;
import dev.tufa.apt.publish.suite.SuiteFiles;
import dev.tufa.apt.publish.verify.Finding;
import dev.tufa.apt.publish.verify.Rule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Has apt-get read a suite, and download and install the newest version of each of its packages as far as that can be simulated. */
final class AptTrial {
    private final SuitePlace place;
    private final List<Finding> findings;

    AptTrial(SuitePlace place, List<Finding> findings) {
        this.place = place;
        this.findings = findings;
    }

    void run(SuiteContent content, List<Certificate> keys) throws IOException {
        byte[] inRelease = place.release(SuiteFiles.IN_RELEASE).orElse(new byte[0]);
        if (inRelease.length == 0 || keys.isEmpty()) {
            return; // which is told already
        }
        StringBuilder armored = new StringBuilder();
        keys.forEach(key -> armored.append(key.armored()));
        try (AptCheck check = AptCheck.begin()) {
            Map<String, String> outside = new HashMap<>();
            for (String architecture : content.architectures()) {
                outside.put(architecture, Outside.installed(content.binaries(architecture), architecture));
            }
            check.problems(new TriedSuite(
                            place.suite(),
                            content.release().components(),
                            List.copyOf(content.architectures()),
                            inRelease,
                            place.dist(),
                            armored.toString().getBytes(StandardCharsets.US_ASCII),
                            newest(content),
                            outside))
                    .forEach(this::find);
        } catch (PolicyException e) {
            find(String.valueOf(e.getMessage()));
        }
    }

    private List<TriedSuite.Deb> newest(SuiteContent content) throws PolicyException {
        Map<List<String>, Stanza> newest = new LinkedHashMap<>();
        for (String architecture : content.architectures()) {
            for (Stanza stanza : content.binaries(architecture)) {
                List<String> name = List.of(value(stanza, "Package"), value(stanza, "Architecture"));
                Stanza known = newest.get(name);
                if (known == null || version(stanza).compareTo(version(known)) > 0) {
                    newest.put(name, stanza);
                }
            }
        }
        List<TriedSuite.Deb> debs = new ArrayList<>();
        for (Stanza stanza : newest.values()) {
            PoolFile file = content.file(value(stanza, "Filename"));
            if (Files.exists(place.pooled(file))) { // else that is told already
                debs.add(new TriedSuite.Deb(
                        value(stanza, "Package"),
                        value(stanza, "Version"),
                        value(stanza, "Architecture"),
                        file.path(),
                        place.pooled(file)));
            }
        }
        return debs;
    }

    private static DebianVersion version(Stanza stanza) throws PolicyException {
        return DebianVersion.parse(value(stanza, "Version"));
    }

    /** Of a stanza that was read as a package, which has it. */
    private static String value(Stanza stanza, String field) {
        return stanza.value(field).orElseThrow();
    }

    private void find(String problem) {
        findings.add(new Finding(Rule.APT, "dists/" + place.suite(), problem));
    }
}
