package dev.tufa.cli.conformance;

import dev.tufa.cli.startup.FastSignatures;
import dev.tufa.cli.startup.OptionalJar;
import dev.tufa.cli.startup.WarmUp;
import dev.tufa.tuf.client.MetadataStore;
import dev.tufa.tuf.client.TransferPolicy;
import dev.tufa.tuf.client.Updater;
import dev.tufa.tuf.client.file.FileMetadataStore;
import dev.tufa.tuf.client.file.FileTargetStore;
import dev.tufa.tuf.client.http.HttpFetcher;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.trust.DelegationSearch;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/**
 * The command line of the public TUF conformance suite: {@code init}, {@code refresh} and {@code download} after their options.
 * The exit code is 0 or 1, nothing else.
 */
public final class TufClient {
    private static final Options OPTIONS = new Options()
            .addOption(
                    Option.builder().longOpt("metadata-dir").hasArg().required().get())
            .addOption(Option.builder().longOpt("metadata-url").hasArg().get())
            .addOption(Option.builder().longOpt("target-name").hasArg().get())
            .addOption(Option.builder().longOpt("target-dir").hasArg().get())
            .addOption(Option.builder().longOpt("target-base-url").hasArg().get());

    /** The suite looks at requests one by one: nothing is asked for before it is known to be needed. */
    private static final TransferPolicy IN_ORDER = TransferPolicy.DEFAULT.withConnections(1);

    private TufClient() {}

    /** Runs one command. */
    public static void main(String[] arguments) {
        OptionalJar.add();
        FastSignatures.fromTheStart();
        WarmUp.start();
        try {
            run(new DefaultParser().parse(OPTIONS, arguments, true));
        } catch (ParseException | TrustException | IOException | IllegalArgumentException e) {
            System.err.println("error: " + e.getMessage());
            System.exit(1);
        }
    }

    private static void run(CommandLine line) throws IOException, TrustException {
        String command = line.getArgList().isEmpty() ? "" : line.getArgList().get(0);
        FileMetadataStore store = new FileMetadataStore(Path.of(line.getOptionValue("metadata-dir")));
        switch (command) {
            case "init" -> init(line, store);
            case "refresh" -> updater(line, store).refresh();
            case "download" -> download(line, updater(line, store));
            default ->
                throw new IllegalArgumentException(
                        "command: expected init, refresh or download, got \"" + command + '"');
        }
    }

    /** Takes any bytes: whether they are a root is for the first refresh to say. */
    private static void init(CommandLine line, FileMetadataStore store) throws IOException {
        if (line.getArgList().size() != 2) {
            throw new IllegalArgumentException("init: expected one root file, got "
                    + line.getArgList().subList(1, line.getArgList().size()));
        }
        byte[] root = Files.readAllBytes(Path.of(line.getArgList().get(1)));
        try (MetadataStore.Lock lock = store.lock()) {
            store.write("root", root);
        }
    }

    private static Updater updater(CommandLine line, FileMetadataStore store) {
        return Updater.of(URI.create(required(line, "metadata-url")))
                .targetsUrl(URI.create(line.getOptionValue("target-base-url", required(line, "metadata-url"))))
                .fetcher(new HttpFetcher())
                .metadataStore(store)
                .targetStore(new FileTargetStore(Path.of(line.getOptionValue("target-dir", "."))))
                .transferPolicy(IN_ORDER)
                .build();
    }

    private static void download(CommandLine line, Updater updater) throws IOException, TrustException {
        updater.refresh();
        for (String name : line.getOptionValues("target-name")) {
            Optional<DelegationSearch.Found> found = updater.find(name);
            if (found.isEmpty()) {
                throw new IOException(name + ": expected a target of the repository, got none of that path");
            }
            updater.download(found.get().target());
        }
    }

    private static String required(CommandLine line, String option) {
        String value = line.getOptionValue(option);
        if (value == null) {
            throw new IllegalArgumentException("--" + option + ": expected a value, got none");
        }
        return value;
    }
}
