package dev.tufa.cli.archive;

import dev.tufa.apt.archive.digest.DigestAlgorithm;
import dev.tufa.apt.archive.index.Upgrades;
import dev.tufa.apt.publish.archive.Archive;
import dev.tufa.apt.publish.archive.ArchiveException;
import dev.tufa.apt.publish.archive.ArchiveInit;
import dev.tufa.apt.publish.conf.ArchiveConf;
import dev.tufa.apt.publish.conf.ArchiveConf.Check;
import dev.tufa.apt.publish.conf.ArchiveConf.TufScope;
import dev.tufa.apt.publish.conf.KeySource;
import dev.tufa.apt.publish.conf.SuiteConf;
import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.Durations;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.cli.repo.Passphrase;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.RepositoryException;
import dev.tufa.tuf.repository.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.commons.cli.Options;

/** {@code tufa archive init}. */
public final class ArchiveInitCommand implements Command {
    private static final String OWN_KEY = "file:keys/archive.key";
    private static final int EXPECTED = 1000;
    private static final int MOST_VERSIONS = 1_000_000;

    @Override
    public String name() {
        return "archive init";
    }

    @Override
    public String summary() {
        return "Make an apt archive with TUF beside it";
    }

    @Override
    public String operands() {
        return "ARCHIVE";
    }

    @Override
    public String description() {
        return "Makes the folder ARCHIVE: ARCHIVE/public is what a web server serves, ARCHIVE/private has the private keys, encrypted, and"
                + " what is not published yet, and ARCHIVE/archive.conf is for you to edit. Keep a copy of the keys, and the passphrase"
                + " elsewhere. Origin, Label and Codename stay as they are from the first publication on: apt stops and asks everyone"
                + " before it goes on with others.";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(Passphrase.option())
                .addOption(OptionSpecs.valued("origin", "TEXT", "who publishes it, such as Example; must be given"))
                .addOption(OptionSpecs.valued("label", "TEXT", "what it is called; the same if not given"))
                .addOption(OptionSpecs.valued("url", "URL", "where the world will see ARCHIVE/public"))
                .addOption(OptionSpecs.valued("suite", "NAME", "a suite; may be repeated; stable if not given"))
                .addOption(
                        OptionSpecs.valued("codename", "NAME", "with one suite: its codename; its name if not given"))
                .addOption(OptionSpecs.valued(
                        "component", "NAME", "a component of each suite; may be repeated; main if not given"))
                .addOption(OptionSpecs.valued(
                        "arch", "NAME", "an architecture of each suite; may be repeated; amd64 and arm64 if not given"))
                .addOption(OptionSpecs.flag("sources", "there will be source packages"))
                .addOption(OptionSpecs.flag("no-contents", "no Contents indexes, which say which package has a file"))
                .addOption(OptionSpecs.valued(
                        "valid-for", "DURATION", "how long apt takes a release, such as 14d; 30d if not given"))
                .addOption(OptionSpecs.valued(
                        "keep-versions", "N", "how many versions of a package stay in a suite; all if not given"))
                .addOption(OptionSpecs.valued(
                        "key",
                        "SOURCE",
                        "sign with file:FILE, gpg:FINGERPRINT[@HOME] or exec:PROGRAM;certificate=FILE; may be repeated; a new key"
                                + " if not given"))
                .addOption(OptionSpecs.valued("user-id", "TEXT", "whose a new key is; the origin if not given"))
                .addOption(
                        OptionSpecs.valued("expires", "DURATION", "how long a new key is good; for ever if not given"))
                .addOption(OptionSpecs.valued(
                        "tuf", "SCOPE", "what TUF vouches for: packages, release or none; packages if not given"))
                .addOption(OptionSpecs.valued(
                        "expect", "N", "how many packages to expect, for TUF; " + EXPECTED + " if not given"))
                .addOption(OptionSpecs.valued(
                        "key-iterations",
                        "N",
                        "how slow guessing the passphrase is, in iterations of PBKDF2; 600000 if not given"))
                .addOption(OptionSpecs.valued(
                        "check", "WHO", "who tries a publication first: apt or none; apt if not given"));
    }

    @Override
    public List<String> examples() {
        return List.of(
                "archive init --origin Example --url https://apt.example.org my-archive",
                "archive init --origin Example --suite stable --suite beta --arch amd64 --keep-versions 3 my-archive",
                "archive init --origin Example --key gpg:0123456789ABCDEF0123456789ABCDEF01234567 --tuf release my-archive");
    }

    @Override
    public void run(Invocation invocation)
            throws UsageException, TrustException, RepositoryException, IOException, CommandFailure {
        Path folder = Path.of(invocation.operand(0, "ARCHIVE"));
        invocation.expectOperands(1);
        ArchiveInit init = init(invocation);
        try {
            Archive archive = OnePassphrase.use(
                    invocation,
                    Passphrase.Purpose.NEW,
                    passphrases -> Archive.init(
                            folder, init, passphrases, invocation.clock().instant()));
            invocation.terminal().line("made an archive in %s", folder);
            invocation.terminal().line("the world is to see %s", archive.publishedFolder());
        } catch (ArchiveException e) {
            throw ArchiveCommand.failure(invocation, e);
        }
    }

    private static ArchiveInit init(Invocation invocation) throws UsageException {
        String origin = invocation.required("origin");
        Optional<Duration> life = invocation.value("expires").isPresent()
                ? Optional.of(Durations.parse("expires", invocation.required("expires")))
                : Optional.empty();
        Settings settings = Settings.DEFAULT.withKeyIterations(
                invocation.number("key-iterations", 1000, 1_000_000_000).orElse(Settings.DEFAULT.keyIterations()));
        try {
            ArchiveConf conf = new ArchiveConf(
                    origin,
                    invocation.value("label").orElse(origin),
                    invocation.value("url").map(ArchiveInitCommand::url),
                    valuesOr(invocation, "key", OWN_KEY).stream()
                            .map(KeySource::parse)
                            .toList(),
                    choice(invocation, "tuf", TufScope.PACKAGES),
                    Set.of(DigestAlgorithm.SHA256),
                    choice(invocation, "check", Check.APT),
                    suites(invocation));
            return new ArchiveInit(
                    conf,
                    invocation.value("user-id").orElse(origin),
                    life,
                    invocation.number("expect", 1, Integer.MAX_VALUE).orElse(EXPECTED),
                    settings);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static URI url(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("URL: expected one, got \"%s\"".formatted(text), e);
        }
    }

    private static List<SuiteConf> suites(Invocation invocation) throws UsageException {
        List<String> names = valuesOr(invocation, "suite", "stable");
        if (names.size() > 1 && invocation.value("codename").isPresent()) {
            throw new UsageException("--codename: expected it with one suite, got " + names.size());
        }
        Duration validFor = invocation.value("valid-for").isPresent()
                ? Durations.parse("valid-for", invocation.required("valid-for"))
                : Duration.ofDays(30);
        OptionalInt keep = invocation.number("keep-versions", 1, MOST_VERSIONS);
        List<SuiteConf> suites = new ArrayList<>();
        for (String name : names) {
            suites.add(new SuiteConf(
                    name,
                    invocation.value("codename").orElse(name),
                    Optional.empty(),
                    Optional.empty(),
                    valuesOr(invocation, "component", "main"),
                    valuesOr(invocation, "arch", "amd64", "arm64"),
                    invocation.has("sources"),
                    !invocation.has("no-contents"),
                    Upgrades.AUTOMATIC,
                    Optional.of(validFor),
                    keep));
        }
        return suites;
    }

    private static List<String> valuesOr(Invocation invocation, String option, String... otherwise) {
        List<String> values = invocation.values(option);
        return values.isEmpty() ? List.of(otherwise) : values;
    }

    private static <E extends Enum<E>> E choice(Invocation invocation, String option, E otherwise)
            throws UsageException {
        Optional<String> word = invocation.value(option);
        if (word.isEmpty()) {
            return otherwise;
        }
        List<String> words = new ArrayList<>();
        for (E choice : otherwise.getDeclaringClass().getEnumConstants()) {
            words.add(choice.name().toLowerCase(Locale.ROOT));
            if (words.get(words.size() - 1).equals(word.get())) {
                return choice;
            }
        }
        throw new UsageException(
                "--%s: expected %s, got \"%s\"".formatted(option, String.join(" or ", words), word.get()));
    }
}
