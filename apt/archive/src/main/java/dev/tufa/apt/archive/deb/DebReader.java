package dev.tufa.apt.archive.deb;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.tufa.apt.archive.digest.DigestAlgorithm;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code .deb} files (deb(5)), each once from its first byte to its last. Strict where readers of such files differ: what one of
 * them could take for another package is refused.
 */
public final class DebReader {
    private static final String FORMAT = "debian-binary";
    private static final Pattern VERSION_2 = Pattern.compile("2\\.[0-9]{1,9}\n.*", Pattern.DOTALL);
    private static final int FORMAT_LENGTH = 1024;

    private final DebLimits limits;
    private final Set<DigestAlgorithm> digests;
    private final Listing listing;

    /**
     * A reader that makes some digests of each file.
     *
     * @param digests beside SHA-256, which is always made
     * @param listing whether data.tar is decompressed for its paths; otherwise it is only digested, whatever it has
     */
    public DebReader(Set<DigestAlgorithm> digests, Listing listing, DebLimits limits) {
        EnumSet<DigestAlgorithm> copy = EnumSet.noneOf(DigestAlgorithm.class);
        copy.addAll(digests);
        this.digests = Collections.unmodifiableSet(copy);
        this.listing = listing;
        this.limits = limits;
    }

    /**
     * Reads a file to its end; does not close it.
     *
     * @param file what messages call it
     * @throws IOException if it cannot be read
     * @throws DebException if it is not a package, or not one that may be published
     */
    public DebFile read(String file, InputStream in) throws IOException, DebException {
        try (DebSource source = new DebSource(in, digests)) {
            try {
                return new Members(source).read();
            } catch (IOException e) {
                if (source.failure().isPresent()) {
                    throw source.failure().get();
                }
                if (e instanceof Refused refused) {
                    throw new DebException(file, refused);
                }
                throw e;
            }
        }
    }

    /** Whether the paths of a package are wanted. */
    public enum Listing {
        /** They are: data.tar is decompressed and its entries are checked. */
        PATHS,
        /** They are not. */
        NONE
    }

    /** The members of one file, which come in one order: the format, control.tar, data.tar. */
    private final class Members {
        private final DebSource source;
        private boolean hasFormat;
        private boolean hasData;
        private @Nullable ControlArchive control;
        private @Nullable List<DebPath> paths;

        private Members(DebSource source) {
            this.source = source;
        }

        private DebFile read() throws IOException {
            String magic = new String(source.readUpTo(ArHeader.MAGIC.length()), ISO_8859_1);
            if (!magic.equals(ArHeader.MAGIC)) {
                throw new Refused(DebRefusal.NOT_AN_ARCHIVE, "first bytes", "!<arch>", '"' + magic + '"');
            }
            int count = 0;
            for (Optional<ArHeader> header = ArHeader.read(source);
                    header.isPresent();
                    header = ArHeader.read(source)) {
                if (++count > limits.members()) {
                    throw new Refused(DebRefusal.TOO_MANY, "file", "at most " + limits.members() + " members", "more");
                }
                if (source.position() + header.get().length() > limits.fileLength()) {
                    throw new Refused(
                            DebRefusal.TOO_LARGE, "file", "at most " + limits.fileLength() + " bytes", "more");
                }
                ArMember member = new ArMember(source, header.get());
                take(member);
                member.finish();
            }
            if (control == null || !hasData) {
                throw new Refused(
                        DebRefusal.MEMBER_MISSING, "file", hasFormat ? expected() : FORMAT, "the end of the file");
            }
            return new DebFile(control, source.position(), source.digests(), Optional.ofNullable(paths));
        }

        /** Members whose names begin with an underscore are for others: dpkg passes over them. */
        private void take(ArMember member) throws IOException {
            String name = member.name();
            if (!hasFormat) {
                takeFormat(member);
            } else if (name.startsWith("_")) {
                return;
            } else if (control == null && name.startsWith(ControlArchive.BASE)) {
                control = ControlArchive.read(member, limits);
            } else if (control != null && !hasData && name.startsWith(DataArchive.BASE)) {
                takeData(member);
            } else if (name.equals(FORMAT)
                    || name.startsWith(ControlArchive.BASE)
                    || (hasData && name.startsWith(DataArchive.BASE))) {
                throw new Refused(DebRefusal.MEMBER_TWICE, name, "one such member", "two");
            } else {
                throw new Refused(DebRefusal.MEMBER_ORDER, "member", expected(), name);
            }
        }

        private String expected() {
            if (control == null) {
                return ControlArchive.BASE;
            }
            return hasData ? "none after " + DataArchive.BASE : DataArchive.BASE;
        }

        private void takeFormat(ArMember member) throws IOException {
            if (!member.name().equals(FORMAT)) {
                throw new Refused(DebRefusal.MEMBER_ORDER, "first member", FORMAT, member.name());
            }
            String version = new String(member.readNBytes(FORMAT_LENGTH), ISO_8859_1);
            if (!VERSION_2.matcher(version).matches() || member.left() > 0) {
                throw new Refused(DebRefusal.FORMAT_VERSION, FORMAT, "version 2.x", '"' + version + '"');
            }
            hasFormat = true;
        }

        private void takeData(ArMember member) throws IOException {
            TarCompression compression = TarCompression.of(member.name(), DataArchive.BASE, TarCompression.OF_DATA);
            if (listing == Listing.PATHS) {
                paths = DataArchive.paths(member, compression, limits);
            }
            hasData = true;
        }
    }
}
