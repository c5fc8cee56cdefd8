package dev.tufa.apt.archive.sources;

import java.util.Locale;
import java.util.Optional;

/** What apt knows of a source beyond where it is and who signs it, under its two names. */
public enum SourceOption {
    /** For which architectures indexes are fetched, in place of those of the system. */
    ARCHITECTURES("Architectures", "arch", Values.MANY),
    /** For which beside those. */
    ARCHITECTURES_ADD("Architectures-Add", "arch+", Values.MANY),
    /** For which of those not. */
    ARCHITECTURES_REMOVE("Architectures-Remove", "arch-", Values.MANY),
    /** In which languages descriptions are fetched. */
    LANGUAGES("Languages", "lang", Values.MANY),
    /** In which beside those. */
    LANGUAGES_ADD("Languages-Add", "lang+", Values.MANY),
    /** In which of those not. */
    LANGUAGES_REMOVE("Languages-Remove", "lang-", Values.MANY),
    /** Which kinds of indexes are fetched. */
    TARGETS("Targets", "target", Values.MANY),
    /** Which beside those. */
    TARGETS_ADD("Targets-Add", "target+", Values.MANY),
    /** Which of those not. */
    TARGETS_REMOVE("Targets-Remove", "target-", Values.MANY),
    /** Yes: nothing that it has is verified. */
    TRUSTED("Trusted", "trusted", Values.ONE),
    /** No: an archive that has ended is taken. */
    CHECK_VALID_UNTIL("Check-Valid-Until", "check-valid-until", Values.ONE),
    /** Seconds for which a Release file is taken at least. */
    VALID_UNTIL_MIN("Valid-Until-Min", "valid-until-min", Values.ONE),
    /** Seconds for which a Release file is taken at most. */
    VALID_UNTIL_MAX("Valid-Until-Max", "valid-until-max", Values.ONE),
    /** No: neither its date nor its end counts. */
    CHECK_DATE("Check-Date", "check-date", Values.ONE),
    /** Seconds by which a date may be in the future. */
    DATE_MAX_FUTURE("Date-Max-Future", "date-max-future", Values.ONE),
    /** Yes: it need not be signed. */
    ALLOW_INSECURE("Allow-Insecure", "allow-insecure", Values.ONE),
    /** Yes: it may be signed by weak means. */
    ALLOW_WEAK("Allow-Weak", "allow-weak", Values.ONE),
    /** Yes: it may have been signed before and not be now. */
    ALLOW_DOWNGRADE_TO_INSECURE("Allow-Downgrade-To-Insecure", "allow-downgrade-to-insecure", Values.ONE),
    /** Of which day it is to be. */
    SNAPSHOT("Snapshot", "snapshot", Values.ONE),
    /** Where InRelease is, if not where it should be. */
    INRELEASE_PATH("InRelease-Path", "inrelease-path", Values.ONE),
    /** Whether changes of indexes are fetched. */
    PDIFFS("PDiffs", "pdiffs", Values.ONE),
    /** Whether indexes are asked for by their digests. */
    BY_HASH("By-Hash", "by-hash", Values.ONE),
    /** Of which packages alone apt takes notice. */
    INCLUDE("Include", "include", Values.ONE),
    /** Of which packages apt takes no notice. */
    EXCLUDE("Exclude", "exclude", Values.ONE);

    private final String field;
    private final String key;
    private final Values values;

    SourceOption(String field, String key, Values values) {
        this.field = field;
        this.key = key;
        this.values = values;
    }

    /** Its name as a field of a stanza. */
    public String field() {
        return field;
    }

    /** Its name among the options of a line. */
    public String key() {
        return key;
    }

    /** Whether its value is a list. */
    boolean isList() {
        return values == Values.MANY;
    }

    static Optional<SourceOption> ofField(String name) {
        for (SourceOption option : values()) {
            if (option.field.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
                return Optional.of(option);
            }
        }
        return Optional.empty();
    }

    /** In lines, apt looks at the case of names. */
    static Optional<SourceOption> ofKey(String name) {
        for (SourceOption option : values()) {
            if (option.key.equals(name)) {
                return Optional.of(option);
            }
        }
        return Optional.empty();
    }

    private enum Values {
        ONE,
        MANY
    }
}
