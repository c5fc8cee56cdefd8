package dev.tufa.apt.publish.migrate;

import dev.tufa.apt.archive.deb822.Field;
import dev.tufa.apt.archive.deb822.Stanza;
import dev.tufa.apt.archive.sources.ListedSource;
import dev.tufa.apt.archive.sources.SignedBy;
import dev.tufa.apt.archive.sources.Source;
import dev.tufa.apt.archive.sources.SourcesException;
import dev.tufa.apt.archive.sources.SourcesFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The sources that a vendor offers today, on their way into a {@code .apt} file. */
public final class Migration {
    private static final String CODENAME = "Codename";

    private final List<ListedSource> sources;
    private final List<String> keyUrls;
    private final Optional<SignedBy> signedBy;
    private final List<String> notes;

    private Migration(
            List<ListedSource> sources, List<String> keyUrls, Optional<SignedBy> signedBy, List<String> notes) {
        this.sources = sources;
        this.keyUrls = keyUrls;
        this.signedBy = signedBy;
        this.notes = notes;
    }

    /**
     * Reads a list of sources, if the file is called like one, or else commands that people are told to paste.
     *
     * @param file its name, by which messages call it too
     */
    public static Migration read(String file, byte[] text) throws MigrationException {
        boolean isList = file.endsWith(".list") || file.endsWith(".sources");
        List<ListedSource> listed;
        List<String> keyUrls = List.of();
        try {
            if (isList) {
                listed = SourcesFile.read(file, text);
            } else {
                PastedCommands commands = PastedCommands.read(file, text);
                listed = commands.sources();
                keyUrls = commands.keyUrls();
            }
        } catch (SourcesException e) {
            throw new MigrationException(String.valueOf(e.getMessage()), e);
        }
        List<String> notes = new ArrayList<>();
        List<ListedSource> used = new ArrayList<>();
        for (ListedSource source : listed) {
            if (source.source().use() == Source.Use.ENABLED) {
                used.add(source);
            } else {
                notes.add(source.place() + ": left out, it is not in use");
            }
        }
        if (used.isEmpty()) {
            throw new MigrationException(
                    "%s: expected a source, such as \"deb https://apt.example.org stable main\", got none"
                            .formatted(file));
        }
        return new Migration(List.copyOf(used), keyUrls, signedBy(used), List.copyOf(notes));
    }

    private static Optional<SignedBy> signedBy(List<ListedSource> sources) throws MigrationException {
        Optional<SignedBy> first = sources.get(0).source().signedBy();
        for (ListedSource other : sources) {
            if (!other.source().signedBy().equals(first)) {
                throw new MigrationException(
                        "%s: Signed-By: expected the same keys as in %s, since a .apt file has one key for all of its archives, got others"
                                .formatted(other.place(), sources.get(0).place()));
            }
        }
        return first;
    }

    /** Where people are told to fetch the key; nothing was fetched from there. */
    public List<String> keyUrls() {
        return keyUrls;
    }

    /** By which keys the archives are verified today, as far as the sources say it. */
    public Optional<SignedBy> signedBy() {
        return signedBy;
    }

    /**
     * The stanzas of the {@code .apt} file: one, or one for each codename where the sources ask each system for its own.
     *
     * @param fields beside Archive: for which systems, what to install
     */
    public Migrated stanzas(List<Field> fields) throws MigrationException {
        List<String> told = new ArrayList<>(notes);
        List<String> archives = ArchiveLines.of(sources, told);
        boolean isPerCodename = archives.stream().anyMatch(line -> line.contains(ShellValues.CODENAME));
        List<String> codenames = fields.stream()
                .filter(field -> field.isNamed(CODENAME))
                .flatMap(field -> field.words().stream())
                .toList();
        if (!isPerCodename) {
            return new Migrated(List.of(stanza(fields, archives)), told);
        }
        if (codenames.isEmpty()) {
            throw new MigrationException(
                    "%s: the suite is the codename of each system: expected the codenames that there are suites for, got none"
                            .formatted(sources.get(0).place()));
        }
        List<Stanza> stanzas = new ArrayList<>();
        for (String codename : codenames) {
            List<Field> own = fields.stream()
                    .map(field -> field.isNamed(CODENAME) ? Field.of(CODENAME, codename) : field)
                    .toList();
            stanzas.add(stanza(
                    own,
                    archives.stream()
                            .map(line -> line.replace(ShellValues.CODENAME, codename))
                            .toList()));
        }
        told.add("the suite is the codename of each system: a stanza for each of " + String.join(", ", codenames));
        return new Migrated(stanzas, told);
    }

    private static Stanza stanza(List<Field> fields, List<String> archives) {
        List<Field> all = new ArrayList<>(fields);
        all.add(Field.ofLines("Archive", archives));
        return Stanza.of(all);
    }

    /**
     * What the {@code .apt} file is to say.
     *
     * @param notes for the vendor: what is left out, and what is not as good as it could be
     */
    public record Migrated(List<Stanza> stanzas, List<String> notes) {
        /** Stanzas in their order. */
        public Migrated {
            stanzas = List.copyOf(stanzas);
            notes = List.copyOf(notes);
        }
    }
}
