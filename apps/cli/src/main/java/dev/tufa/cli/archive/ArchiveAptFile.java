package dev.tufa.cli.archive;

import dev.tufa.apt.install.file.AptFileException;
import dev.tufa.apt.install.file.VerifiedAptFile;
import dev.tufa.apt.openpgp.OpenPgpException;
import dev.tufa.apt.publish.archive.AptFileOptions;
import dev.tufa.apt.publish.archive.Archive;
import dev.tufa.apt.publish.archive.ArchiveException;
import dev.tufa.apt.publish.archive.ArchiveKeys;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.SourceDate;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.RepositoryException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;

/** The {@code .apt} file of an archive, for {@code tufa apt make --from}. */
public final class ArchiveAptFile {
    private final Invocation invocation;
    private final Archive archive;

    /**
     * The file of an archive.
     *
     * @param folder of the archive
     */
    public ArchiveAptFile(Invocation invocation, Path folder) throws IOException {
        this.invocation = invocation;
        this.archive = Archive.open(folder);
    }

    /** Takes the bytes of a file. */
    public interface Taker {
        /** Does what is to be done with them. */
        void take(byte[] made) throws IOException;
    }

    /** Makes the file, and leaves the archive as it is. */
    public void make(AptFileOptions options, Taker taker)
            throws UsageException, IOException, CommandFailure, AptFileException, OpenPgpException, RepositoryException,
                    TrustException {
        try (ArchiveKeys keys = ArchivePublication.keys(invocation, archive)) {
            taker.take(made(options, keys));
        } catch (ArchiveException e) {
            throw ArchiveCommand.failure(invocation, e);
        }
    }

    /**
     * Makes the file and puts it where the world sees it.
     *
     * @return where that is
     */
    public Path publish(AptFileOptions options)
            throws UsageException, IOException, CommandFailure, AptFileException, OpenPgpException, RepositoryException,
                    TrustException {
        try (ArchiveKeys keys = ArchivePublication.keys(invocation, archive)) {
            byte[] made = made(options, keys);
            String name = name(options);
            archive.publishAptFile(name, made, keys, invocation.clock().instant());
            return archive.publishedFolder().resolve(name);
        } catch (ArchiveException e) {
            throw ArchiveCommand.failure(invocation, e);
        }
    }

    /** Signed at the time that the environment says, and good as of now. */
    private byte[] made(AptFileOptions options, ArchiveKeys keys)
            throws UsageException, IOException, ArchiveException, AptFileException, OpenPgpException,
                    RepositoryException {
        Instant now = invocation.clock().instant();
        byte[] made = archive.aptFile(options, keys, SourceDate.find().orElse(now));
        VerifiedAptFile.read(made, now);
        return made;
    }

    /** After the first package that it installs, or after the archive. */
    private String name(AptFileOptions options) throws IOException {
        String text = options.install().isEmpty()
                ? archive.conf().label()
                : options.install().get(0).replaceFirst(":.*", "");
        String name =
                text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.+-]+", "-").replaceAll("^[^a-z0-9]+|-+$", "");
        return (name.isEmpty() ? "archive" : name) + ".apt";
    }
}
