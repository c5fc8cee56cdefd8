package dev.tufa.conformance.chroot;

import static dev.tufa.conformance.chroot.Verdict.ACCEPTED;
import static dev.tufa.conformance.chroot.Verdict.PASSED_OVER;
import static dev.tufa.conformance.chroot.Verdict.REFUSED;

import dev.tufa.apt.publish.archive.AptFileOptions.Way;
import dev.tufa.conformance.chroot.DebianRoot.Answer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The rows: what apt alone withstands, and what TUF adds. The vendor's own newest version is 1.0, a thief's is 9.9. */
final class Attacks {
    private static final String FORGED = "Candidate: 9.9";
    private static final String OLD = "Candidate: 1.0";
    private static final long SIXTY_MEGABYTES = 60_000_000;

    private Attacks() {}

    /** All of them. */
    static List<Attack> all() {
        return List.of(
                new Attack("1", "another `.deb` in the place of one", REFUSED, REFUSED, Attacks::otherPackage),
                new Attack("2", "another `Packages` beside the `InRelease`", REFUSED, REFUSED, Attacks::otherIndex),
                new Attack(
                        "3",
                        "`InRelease` by another key in the place of a new one",
                        PASSED_OVER,
                        REFUSED,
                        stage -> otherKey(behind(stage))),
                new Attack("3b", "the same at the first contact", REFUSED, REFUSED, Attacks::otherKey),
                new Attack(
                        "4", "an older `InRelease`, where the lists are still there", PASSED_OVER, REFUSED, stage -> {
                            Vendor old = outdated(stage);
                            stage.show(old);
                            return Verdict.of(stage.client().update(), OLD);
                        }),
                new Attack("5", "the same where the lists are gone", ACCEPTED, REFUSED, stage -> {
                    Vendor old = outdated(stage);
                    stage.show(old);
                    stage.client().forgetLists();
                    return Verdict.of(stage.client().update(), OLD);
                }),
                new Attack(
                        "6",
                        "a year-old `InRelease` without `Valid-Until`",
                        ACCEPTED,
                        REFUSED,
                        stage -> frozen(stage, Optional.empty())),
                new Attack(
                        "6b",
                        "the same with a `Valid-Until` that is past",
                        REFUSED,
                        REFUSED,
                        stage -> frozen(stage, Optional.of(Duration.ofDays(30)))),
                new Attack("6c", "a `Date` in the future", REFUSED, REFUSED, Attacks::future),
                new Attack(
                        "7",
                        "another suite's `InRelease`, at the first contact",
                        ACCEPTED,
                        REFUSED,
                        Attacks::otherSuite),
                new Attack(
                        "7b",
                        "the same in the place of a new one",
                        REFUSED,
                        REFUSED,
                        stage -> otherSuite(behind(stage))),
                new Attack("8", "two keys sign, and a thief has one", ACCEPTED, REFUSED, Attacks::oneOfTwoKeys),
                new Attack("9", "an `InRelease` of 60 MB", REFUSED, REFUSED, Attacks::endless),
                new Attack("10", "the signature is gone", REFUSED, REFUSED, Attacks::unsigned),
                new Attack("11", "the archive is gone", REFUSED, REFUSED, Attacks::gone),
                new Attack(
                        "12",
                        "a key that the vendor has replaced still signs",
                        ACCEPTED,
                        REFUSED,
                        Attacks::replacedKey),
                new Attack("13", "the archive's key is stolen", ACCEPTED, REFUSED, Attacks::stolenKey),
                new Attack(
                        "14", "the vendor publishes `bash` 99-1", ACCEPTED, PASSED_OVER, Attacks::distributionsPackage),
                new Attack("15", "a server that says nothing", PASSED_OVER, REFUSED, Attacks::silent),
                new Attack(
                        "16",
                        "the keys are stolen that the build service has",
                        ACCEPTED,
                        REFUSED,
                        Attacks::buildService));
    }

    /** The client has what there was; there is something new by now. */
    private static Stage behind(Stage stage) throws Exception {
        stage.client().requireUpdate();
        stage.vendor().publish(stage.later(), stage.vendor().program("1.1"));
        return stage;
    }

    private static Verdict otherPackage(Stage stage) throws Exception {
        Vendor evil = stage.copy("evil");
        try (Stream<Path> files = Files.walk(evil.website().resolve("pool"))) {
            for (Path deb :
                    files.filter(file -> file.toString().endsWith(".deb")).toList()) {
                byte[] bytes = Files.readAllBytes(deb);
                bytes[bytes.length - 1]++;
                Stage.replace(deb, bytes);
            }
        }
        stage.show(evil);
        Answer answer = stage.client().install();
        return answer.exit() == 0 ? ACCEPTED : REFUSED;
    }

    private static Verdict otherIndex(Stage stage) throws Exception {
        Vendor evil = forged(stage, "evil");
        stage.withoutTuf(evil);
        for (String name : List.of("InRelease", "Release", "Release.gpg")) {
            Stage.everywhere(
                    evil,
                    name,
                    Files.readAllBytes(
                            stage.vendor().website().resolve("dists/stable").resolve(name)));
        }
        Path indexes = Path.of("dists/stable/main/binary-amd64");
        for (String name : List.of("Packages", "Packages.gz", "Packages.xz")) {
            byte[] bytes = Files.readAllBytes(evil.website().resolve(indexes).resolve(name));
            try (Stream<Path> files =
                    Files.list(stage.vendor().website().resolve(indexes).resolve("by-hash/SHA256"))) {
                for (Path file : files.toList()) {
                    Stage.replace(
                            evil.website()
                                    .resolve(indexes)
                                    .resolve("by-hash/SHA256")
                                    .resolve(file.getFileName()),
                            bytes);
                }
            }
        }
        stage.show(evil);
        return Verdict.of(stage.client().update(), FORGED);
    }

    private static Verdict otherKey(Stage stage) throws Exception {
        Vendor evil = stage.copy("evil");
        evil.addKey("thief.key", stage.later());
        evil.removeKey("archive.key", stage.later());
        evil.publish(stage.later(), evil.program("9.9"));
        stage.withoutTuf(evil);
        stage.show(evil);
        return Verdict.of(stage.client().update(), FORGED);
    }

    /** The client has 2.0; what was before that is kept. */
    private static Vendor outdated(Stage stage) throws Exception {
        Vendor old = stage.copy("old");
        stage.vendor().publish(stage.later(), stage.vendor().program("2.0"));
        stage.client().requireUpdate();
        return old;
    }

    private static Verdict frozen(Stage stage, Optional<Duration> validFor) throws Exception {
        Instant year = stage.later().minus(Duration.ofDays(366));
        Vendor frozen = Vendor.in(stage.folder("frozen"), stage.website().address(), validFor, year);
        frozen.publish(year.plusSeconds(60), frozen.program("1.0"));
        stage.client().trust(frozen);
        stage.show(frozen);
        return Verdict.of(stage.client().update(), OLD);
    }

    private static Verdict silent(Stage stage) throws Exception {
        stage.client().requireUpdate();
        stage.website().serve(Website.SILENCE);
        return Verdict.of(stage.client().update(), FORGED);
    }

    private static Verdict future(Stage stage) throws Exception {
        Vendor evil = stage.copy("evil");
        evil.publish(stage.later().plusSeconds(7200), evil.program("9.9"));
        if (stage.way() == Way.TUF) {
            stage.withoutTuf(evil);
        }
        stage.show(evil);
        return Verdict.of(stage.client().update(), FORGED);
    }

    private static Verdict otherSuite(Stage stage) throws Exception {
        Vendor evil = stage.copy("evil");
        for (String name : List.of("InRelease", "Release", "Release.gpg")) {
            Stage.everywhere(
                    evil,
                    name,
                    Files.readAllBytes(evil.website().resolve("dists/beta").resolve(name)));
        }
        copyIndexes(evil.website().resolve("dists/beta/main"), evil.website().resolve("dists/stable/main"));
        stage.show(evil);
        return Verdict.of(stage.client().update(), FORGED);
    }

    private static void copyIndexes(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path there = to.resolve(from.relativize(file));
                Files.createDirectories(there.getParent());
                Stage.replace(there, Files.readAllBytes(file));
            }
        }
    }

    private static Verdict oneOfTwoKeys(Stage stage) throws Exception {
        stage.vendor().addKey("second.key", stage.later());
        stage.vendor().publish(stage.later());
        if (stage.way() == Way.PLAIN) {
            Files.copy(
                    stage.vendor().archive().served("keys/archive.asc"),
                    stage.client().debian().shared().resolve("both.asc"));
            stage.client().debian().require("cp", "/mnt/both.asc", "/etc/apt/keyrings/acme.asc");
        }
        Vendor evil = behind(stage).copy("evil");
        evil.removeKey("archive.key", stage.later());
        evil.publish(stage.later(), evil.program("9.9"));
        stage.withoutTuf(evil);
        stage.show(evil);
        return Verdict.of(stage.client().update(), FORGED);
    }

    private static Verdict endless(Stage stage) throws Exception {
        Vendor evil = stage.copy("evil");
        byte[] start = Files.readAllBytes(evil.website().resolve("dists/stable/InRelease"));
        Stage.everywhere(evil, "InRelease", start);
        try (Stream<Path> files = Files.list(evil.website().resolve("dists/stable"))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith("InRelease")).toList()) {
                try (RandomAccessFile longer = new RandomAccessFile(file.toFile(), "rw")) {
                    longer.setLength(SIXTY_MEGABYTES);
                }
            }
        }
        for (String name : List.of("Release", "Release.gpg")) {
            Stage.everywhere(evil, name, "no".getBytes(StandardCharsets.UTF_8));
        }
        stage.show(evil);
        return Verdict.of(stage.client().update(), FORGED);
    }

    private static Verdict unsigned(Stage stage) throws Exception {
        Vendor evil = forged(behind(stage), "evil");
        stage.withoutTuf(evil);
        byte[] text = Files.readAllBytes(evil.website().resolve("dists/stable/Release"));
        Stage.everywhere(evil, "InRelease", text);
        Stage.everywhere(evil, "Release", text);
        Stage.everywhere(evil, "Release.gpg", new byte[0]);
        stage.show(evil);
        return Verdict.of(stage.client().update(), FORGED);
    }

    private static Verdict gone(Stage stage) throws Exception {
        stage.client().requireUpdate();
        stage.website().serve(Files.createDirectory(stage.folder("empty")));
        return Verdict.of(stage.client().update(), FORGED);
    }

    /** Whoever stole the first key signs with it what the vendor signs with another one by now. */
    private static Verdict replacedKey(Stage stage) throws Exception {
        Vendor thief = forged(stage, "thief");
        stage.vendor().addKey("next.key", stage.later());
        stage.vendor().publish(stage.later());
        stage.vendor().removeKey("archive.key", stage.later());
        stage.vendor().publish(stage.later());
        stage.withoutTuf(thief);
        stage.show(thief);
        return Verdict.of(stage.client().update(), FORGED);
    }

    private static Verdict stolenKey(Stage stage) throws Exception {
        Vendor thief = forged(behind(stage), "thief");
        stage.withoutTuf(thief);
        stage.show(thief);
        return Verdict.of(stage.client().update(), FORGED);
    }

    private static Vendor forged(Stage stage, String name) throws Exception {
        Vendor thief = stage.copy(name);
        thief.publish(stage.later(), thief.program("9.9"));
        return thief;
    }

    private static Verdict distributionsPackage(Stage stage) throws Exception {
        Path distribution =
                Files.createDirectory(stage.client().debian().shared().resolve("distribution"));
        Files.writeString(distribution.resolve("Packages"), """
                Package: bash
                Version: 5.9-1
                Architecture: amd64
                Filename: bash.deb
                Size: 1
                SHA256: %s
                """.formatted("0".repeat(64)));
        stage.client()
                .debian()
                .require("sh", "-c", "echo 'deb [trusted=yes] file:/mnt/distribution ./' >/etc/apt/sources.list");
        stage.vendor().publish(stage.later(), stage.vendor().deb("bash", "99-1"));
        return Verdict.of(stage.client().update(), "Candidate: 99-1");
    }

    /** That is the OpenPGP key where there is no TUF; with TUF, also the keys by which it describes packages, and those of each publication. */
    private static Verdict buildService(Stage stage) throws Exception {
        if (stage.way() == Way.PLAIN) {
            return stolenKey(stage);
        }
        Vendor thief = forged(stage, "thief");
        for (String name : List.of("InRelease", "Release", "Release.gpg")) {
            byte[] signed =
                    Files.readAllBytes(thief.website().resolve("dists/stable").resolve(name));
            thief.archive().put("dists/stable/" + name, signed);
        }
        // The role that vouches for suites is somebody else's: its last word is the vendor's.
        for (Path role : roles(thief, "suites")) {
            Path honest = stage.vendor().website().resolve("tuf").resolve(role.getFileName());
            if (Files.exists(honest)) {
                Stage.replace(role, Files.readAllBytes(honest));
            } else {
                Files.delete(role);
            }
        }
        stage.show(thief);
        return Verdict.of(stage.client().update(), FORGED);
    }

    private static List<Path> roles(Vendor vendor, String name) throws IOException {
        try (Stream<Path> files = Files.list(vendor.website().resolve("tuf"))) {
            return files.filter(file -> file.getFileName().toString().endsWith('.' + name + ".json"))
                    .toList();
        }
    }
}
