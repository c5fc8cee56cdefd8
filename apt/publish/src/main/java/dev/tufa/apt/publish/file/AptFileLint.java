package dev.tufa.apt.publish.file;

import dev.tufa.apt.install.file.AptStanza;
import dev.tufa.apt.install.file.ArchiveEntry;
import dev.tufa.apt.install.file.FormatVersion;
import dev.tufa.apt.install.file.VerifiedAptFile;
import dev.tufa.apt.openpgp.AptVerifier;
import dev.tufa.apt.openpgp.Prognosis;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** Says what a good {@code .apt} file would do differently than one that is accepted. It looks at nothing but the file. */
public final class AptFileLint {
    /** The architectures of Debian's archives and ports, and those of Ubuntu. */
    private static final Set<String> ARCHITECTURES = Set.of(
            "alpha",
            "amd64",
            "amd64v3",
            "arm64",
            "armel",
            "armhf",
            "hppa",
            "hurd-amd64",
            "hurd-i386",
            "i386",
            "ia64",
            "loong64",
            "m68k",
            "mips64el",
            "mipsel",
            "powerpc",
            "ppc64",
            "ppc64el",
            "riscv64",
            "s390x",
            "sh4",
            "sparc64",
            "x32");

    private static final Duration SOON = Duration.ofDays(90);

    private AptFileLint() {}

    /** What is found, first what is about the file, then by stanza. */
    public static List<Finding> check(VerifiedAptFile file, Instant now) {
        List<Finding> findings = new ArrayList<>();
        if (file.version() != FormatVersion.NEWEST) {
            findings.add(whole(
                    LintRule.OLD_FORMAT,
                    "version %d does not sign its version; make it with version %d"
                            .formatted(file.version().number(), FormatVersion.NEWEST.number())));
        }
        key(file, now, findings);
        for (int number = 1; number <= file.stanzas().size(); number++) {
            stanza(file.stanzas(), number, findings);
        }
        return List.copyOf(findings);
    }

    /** Two verifiers are in use; most of the time they say the same. */
    private static void key(VerifiedAptFile file, Instant now, List<Finding> findings) {
        Set<String> told = new HashSet<>();
        for (AptVerifier verifier : AptVerifier.values()) {
            for (Prognosis prognosis : verifier.of(file.signer(), now)) {
                boolean isSoon = prognosis
                        .from()
                        .map(from -> from.isBefore(now.plus(SOON)))
                        .orElse(true);
                if (told.add(prognosis.message())) {
                    findings.add(whole(isSoon ? LintRule.KEY_ENDS : LintRule.KEY_ENDS_LATER, prognosis.message()));
                }
            }
        }
    }

    private static void stanza(List<AptStanza> stanzas, int number, List<Finding> findings) {
        AptStanza stanza = stanzas.get(number - 1);
        List<Integer> shadows = Shadows.over(stanzas, number);
        if (!shadows.isEmpty()) {
            findings.add(in(
                    number,
                    LintRule.SHADOWED,
                    "every system that it is for finds stanza %s first; put it before that, or take it out"
                            .formatted(shadows.stream().map(String::valueOf).collect(Collectors.joining(" or ")))));
        }
        if (stanza.isForAll() && shadows.isEmpty()) {
            findings.add(
                    number < stanzas.size()
                            ? in(number, LintRule.CATCH_ALL, "it is for every system; put it behind all others")
                            : in(
                                    number,
                                    LintRule.FOR_ALL,
                                    "it is for every system that no other is for; say for which distributions and releases the packages are made"));
        }
        for (String architecture : stanza.architectures().values()) {
            if (!ARCHITECTURES.contains(architecture)) {
                findings.add(
                        in(number, LintRule.UNKNOWN_VALUE, "Architecture: dpkg knows no architecture " + architecture));
            }
        }
        for (ArchiveEntry archive : stanza.archives()) {
            if (archive.uri().getScheme().endsWith("http")) {
                findings.add(in(
                        number,
                        LintRule.NOT_HTTPS,
                        "%s: others on the way see what is fetched; serve it by https".formatted(archive.uri())));
            }
        }
        if (stanza.tuf().isEmpty()) {
            findings.add(
                    in(
                            number,
                            LintRule.NO_TUF,
                            "whoever gets hold of the archive's key keeps it for ever; publish with TUF, and name its root here"));
        }
    }

    private static Finding whole(LintRule rule, String message) {
        return new Finding(rule, OptionalInt.empty(), message);
    }

    private static Finding in(int stanza, LintRule rule, String message) {
        return new Finding(rule, OptionalInt.of(stanza), message);
    }
}
