package dev.tufa.apt.publish.inspect;

import dev.tufa.apt.archive.index.ReleaseFile;
import dev.tufa.apt.openpgp.AptVerifier;
import dev.tufa.apt.openpgp.Certificate;
import dev.tufa.apt.openpgp.ClearSigned;
import dev.tufa.apt.openpgp.DetachedSignature;
import dev.tufa.apt.openpgp.OpenPgpException;
import dev.tufa.apt.openpgp.Prognosis;
import dev.tufa.apt.openpgp.SignatureFacts;
import dev.tufa.apt.openpgp.VerifiedText;
import dev.tufa.apt.publish.suite.SuiteFiles;
import dev.tufa.apt.publish.verify.Finding;
import dev.tufa.apt.publish.verify.Rule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Verifies the release of a suite in its three forms: that they say the same, who signed them, and for how long that is good. */
final class ReleaseCheck {
    private final SuitePlace place;
    private final List<Certificate> keys;
    private final Instant now;
    private final List<Finding> findings;

    ReleaseCheck(SuitePlace place, List<Certificate> keys, Instant now, List<Finding> findings) {
        this.place = place;
        this.keys = keys;
        this.now = now;
        this.findings = findings;
    }

    /** What the release says; empty if there is none that can be read. */
    Optional<ReleaseFile> check() throws IOException {
        Optional<byte[]> text = form(SuiteFiles.RELEASE);
        Optional<byte[]> detached = form(SuiteFiles.RELEASE_GPG);
        Optional<byte[]> inRelease = form(SuiteFiles.IN_RELEASE);
        Optional<ReleaseFile> release = text.flatMap(this::read);
        Instant until = release.flatMap(ReleaseFile::validUntil)
                .filter(end -> end.isAfter(now))
                .orElse(now);
        if (text.isPresent() && detached.isPresent()) {
            verify(
                    SuiteFiles.RELEASE_GPG,
                    until,
                    key -> key.verify(text.get(), DetachedSignature.read(detached.get()), now));
        }
        if (inRelease.isPresent()) {
            verify(SuiteFiles.IN_RELEASE, until, key -> key.verify(ClearSigned.read(inRelease.get()), now));
            text.ifPresent(bytes -> compare(bytes, inRelease.get()));
        }
        prognosis(until);
        if (!keys.isEmpty()) {
            Map<String, byte[]> forms = new HashMap<>();
            text.ifPresent(bytes -> forms.put(SuiteFiles.RELEASE, bytes));
            detached.ifPresent(bytes -> forms.put(SuiteFiles.RELEASE_GPG, bytes));
            inRelease.ifPresent(bytes -> forms.put(SuiteFiles.IN_RELEASE, bytes));
            OutsideVerifiers.complaints(keys, forms).forEach(this::verifier);
        }
        release.ifPresent(this::time);
        return release;
    }

    private Optional<byte[]> form(String form) throws IOException {
        Optional<byte[]> bytes = place.release(form);
        if (bytes.isEmpty()) {
            find(Rule.RELEASE, form, "expected a file, got none");
        }
        return bytes;
    }

    private Optional<ReleaseFile> read(byte[] text) {
        try {
            return Optional.of(ReleaseFile.read(SuiteFiles.RELEASE, text));
        } catch (IOException e) {
            find(Rule.RELEASE, SuiteFiles.RELEASE, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private void verify(String form, Instant until, Signed signed) {
        Set<String> told = new LinkedHashSet<>();
        for (Certificate key : keys) {
            try {
                VerifiedText verified = signed.by(key);
                for (SignatureFacts facts : verified.signatures()) {
                    for (AptVerifier verifier : AptVerifier.values()) {
                        told.addAll(inForce(verifier.of(facts), until));
                    }
                }
            } catch (OpenPgpException e) {
                find(Rule.SIGNATURE, form, String.valueOf(e.getMessage()));
            }
        }
        told.forEach(message -> find(Rule.VERIFIER, form, message));
    }

    private void prognosis(Instant until) {
        Set<String> told = new LinkedHashSet<>();
        for (Certificate key : keys) {
            for (AptVerifier verifier : AptVerifier.values()) {
                told.addAll(inForce(verifier.of(key, now), until));
            }
        }
        told.forEach(this::verifier);
    }

    /** What is refused before the release ends. */
    private static List<String> inForce(List<Prognosis> prognoses, Instant until) {
        return prognoses.stream()
                .filter(prognosis ->
                        prognosis.from().isEmpty() || !prognosis.from().get().isAfter(until))
                .map(Prognosis::message)
                .toList();
    }

    private void compare(byte[] release, byte[] inRelease) {
        try {
            List<String> expected = lines(release);
            List<String> got = lines(ClearSigned.unverifiedText(inRelease));
            for (int i = 0; i < Math.max(expected.size(), got.size()); i++) {
                String one = i < expected.size() ? '"' + expected.get(i) + '"' : "no more";
                String other = i < got.size() ? '"' + got.get(i) + '"' : "no more";
                if (!one.equals(other)) {
                    find(
                            Rule.IN_RELEASE,
                            SuiteFiles.IN_RELEASE,
                            "line %d: expected %s, as Release says, got %s".formatted(i + 1, one, other));
                    return;
                }
            }
        } catch (OpenPgpException e) {
            if (keys.isEmpty()) { // else it was told as a signature that is none
                find(Rule.IN_RELEASE, SuiteFiles.IN_RELEASE, String.valueOf(e.getMessage()));
            }
        }
    }

    private static List<String> lines(byte[] text) {
        return List.of(new String(text, StandardCharsets.UTF_8).split("\n", -1));
    }

    private void time(ReleaseFile release) {
        if (release.date().isAfter(now)) {
            find(Rule.TIME, SuiteFiles.RELEASE, "Date: expected one up to %s, got %s".formatted(now, release.date()));
        }
        release.validUntil()
                .filter(end -> !end.isAfter(now))
                .ifPresent(end -> find(
                        Rule.TIME,
                        SuiteFiles.RELEASE,
                        "Valid-Until: expected a time after %s, got %s".formatted(now, end)));
    }

    private void verifier(String message) {
        findings.add(new Finding(Rule.VERIFIER, "dists/" + place.suite(), message));
    }

    private void find(Rule rule, String form, String message) {
        findings.add(new Finding(rule, "dists/%s/%s".formatted(place.suite(), form), message));
    }

    /** Something that certificates may have signed. */
    @FunctionalInterface
    private interface Signed {
        VerifiedText by(Certificate key) throws OpenPgpException;
    }
}
