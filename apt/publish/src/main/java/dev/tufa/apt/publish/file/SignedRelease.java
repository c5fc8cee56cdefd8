package dev.tufa.apt.publish.file;

import dev.tufa.apt.archive.index.ReleaseFile;
import dev.tufa.apt.openpgp.Certificate;
import dev.tufa.apt.openpgp.ClearSigned;
import dev.tufa.apt.openpgp.DetachedSignature;
import dev.tufa.apt.openpgp.OpenPgpException;
import dev.tufa.apt.openpgp.VerifiedText;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** The Release file of a suite, verified: InRelease, or where there is none Release by Release.gpg, as apt looks for them. */
final class SignedRelease {
    /** Bytes that apt takes of a Release file. */
    private static final int LONGEST = 10_000_000;

    /** Bytes of signatures; a few have some thousand. */
    private static final int SIGNATURE = 64 << 10;

    private final ArchiveFiles files;
    private final Certificate key;
    private final Instant now;
    private final ArchiveLint.Told told;

    SignedRelease(ArchiveFiles files, Certificate key, Instant now, ArchiveLint.Told told) {
        this.files = files;
        this.key = key;
        this.now = now;
        this.told = told;
    }

    /** Reads it; empty if it is not there, not signed by the key, or no Release file, which is told. */
    Optional<ReleaseFile> read(String folder) throws IOException {
        Optional<VerifiedText> text = verified(folder);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(ReleaseFile.read("Release", text.get().text()));
        } catch (IOException e) { // it is in memory: it is not a Release file
            told.tell(LintRule.RELEASE, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private Optional<VerifiedText> verified(String folder) throws IOException {
        Optional<byte[]> inRelease = files.read(folder + "InRelease", LONGEST);
        try {
            if (inRelease.isPresent()) {
                return Optional.of(key.verify(ClearSigned.read(inRelease.get()), now));
            }
            Optional<byte[]> release = files.read(folder + "Release", LONGEST);
            Optional<byte[]> signature = files.read(folder + "Release.gpg", SIGNATURE);
            if (release.isPresent() && signature.isPresent()) {
                return Optional.of(key.verify(release.get(), DetachedSignature.read(signature.get()), now));
            }
            told.tell(
                    LintRule.NO_RELEASE,
                    "expected %1$sInRelease, or %1$sRelease and %1$sRelease.gpg, got %2$s"
                            .formatted(folder, release.isPresent() ? "a Release that is not signed" : "none"));
        } catch (OpenPgpException e) {
            told.tell(LintRule.ARCHIVE_SIGNATURE, String.valueOf(e.getMessage()));
        }
        return Optional.empty();
    }
}
