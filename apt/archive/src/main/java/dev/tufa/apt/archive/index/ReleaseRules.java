package dev.tufa.apt.archive.index;

import dev.tufa.apt.archive.deb822.Field;
import dev.tufa.apt.archive.deb822.Stanza;
import dev.tufa.apt.archive.digest.DigestAlgorithm;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What the fields of a {@code Release} file may say. */
final class ReleaseRules {
    private static final List<String> TEXTS = List.of("Origin", "Label", "Suite", "Version", "Codename", "Changelogs");
    private static final List<String> ANSWERS = List.of("NotAutomatic", "ButAutomaticUpgrades", "Acquire-By-Hash");

    /** Debian Policy §5.6.8 and dpkg's own table. */
    private static final Pattern ARCHITECTURE = Pattern.compile("[a-z0-9][a-z0-9-]*");

    /** apt takes no other fingerprints in a release, and no keys. */
    private static final Pattern FINGERPRINT = Pattern.compile("[0-9A-Fa-f]{40}!?");

    private ReleaseRules() {}

    /** Whether a field lists files, and is no part of the head. */
    static boolean isFileList(Field field) {
        return Arrays.stream(DigestAlgorithm.values()).anyMatch(algorithm -> field.isNamed(algorithm.releaseName()));
    }

    static void check(Stanza head) throws IndexException {
        for (String name : TEXTS) {
            if (head.find(name).isPresent()) {
                Entries.line(head, name);
            }
        }
        for (String name : ANSWERS) {
            if (head.find(name).isPresent()) {
                String answer = Entries.line(head, name);
                if (!answer.equals("yes") && !answer.equals("no")) {
                    throw problem(name, "yes or no", answer);
                }
            }
        }
        checkWords(
                head,
                "Architectures",
                "an architecture",
                word -> ARCHITECTURE.matcher(word).matches());
        checkWords(head, "Components", "a component", ArchivePath::isInside);
        if (head.find("Signed-By").isPresent()) {
            List<String> fingerprints = signedBy(head);
            if (fingerprints.isEmpty()) {
                throw problem("Signed-By", "fingerprints", "none");
            }
            for (String fingerprint : fingerprints) {
                if (!FINGERPRINT.matcher(fingerprint).matches()) {
                    throw problem("Signed-By", "fingerprints of 40 digits", fingerprint);
                }
            }
        }
    }

    /** The words of a field; none if it is not there. */
    static List<String> words(Stanza head, String name) {
        return head.find(name).map(Field::words).orElse(List.of());
    }

    /** Commas part them, and blanks as well. */
    static List<String> signedBy(Stanza head) {
        return words(head, "Signed-By").stream()
                .flatMap(word -> Arrays.stream(word.split(",")))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static void checkWords(Stanza head, String name, String expected, Predicate<String> isRight)
            throws IndexException {
        Set<String> seen = new HashSet<>();
        for (String word : words(head, name)) {
            if (!isRight.test(word)) {
                throw problem(name, expected, word);
            }
            if (!seen.add(word)) {
                throw new IndexException("%s: expected %s once, got it twice".formatted(name, word));
            }
        }
    }

    private static IndexException problem(String name, String expected, String actual) {
        return new IndexException("%s: expected %s, got \"%s\"".formatted(name, expected, Entries.shortened(actual)));
    }
}
