package dev.tufa.cli.install;

import dev.tufa.apt.install.preflight.Preparation;
import dev.tufa.apt.install.system.SystemRoot;
import dev.tufa.apt.install.words.ConsentWords;
import dev.tufa.apt.openpgp.Fingerprint;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.ExitCode;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.UsageException;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.cli.Options;

/** A person agrees by typing the host's name, or root, or the owner of the system's folder, has agreed beforehand by naming the key; then root's side does it. */
final class Agreement {
    private final Invocation invocation;
    private final SystemRoot root;
    private final Set<Fingerprint> expected;

    private Agreement(Invocation invocation, SystemRoot root, Set<Fingerprint> expected) {
        this.invocation = invocation;
        this.root = root;
        this.expected = expected;
    }

    /** Options with those by which root, or the folder's owner, agrees. */
    static Options with(Options options) {
        return options.addOption(OptionSpecs.flag(
                        "yes", "agree without a question; for root, or DIR's owner, with --fingerprint"))
                .addOption(OptionSpecs.valued("fingerprint", "FINGERPRINT", "the key that must have signed the file"));
    }

    /** How this call of a command is agreed to. */
    static Agreement of(Invocation invocation) throws UsageException, IOException {
        Set<Fingerprint> expected = Preparing.fingerprints(invocation, "fingerprint");
        SystemRoot root = ChosenSystem.root(invocation);
        if (invocation.has("yes") && (expected.isEmpty() || !ChosenSystem.isOwn(root))) {
            throw new UsageException("--yes: expected %s and --fingerprint, got %s"
                    .formatted(
                            invocation.value("root").isPresent() ? "the folder's owner" : "root",
                            expected.isEmpty() ? "no fingerprint" : "another user"));
        }
        return new Agreement(invocation, root, expected);
    }

    /** Refuses a file by another key than was named. */
    void requireSigner(Preparation preparation) throws CommandFailure {
        Fingerprint signer = preparation.plan().signer();
        if (!expected.isEmpty() && !expected.contains(signer)) {
            throw new CommandFailure(
                    ExitCode.REFUSED,
                    "expected a file signed by %s, got one by %s"
                            .formatted(
                                    expected.stream()
                                            .map(Fingerprint::hex)
                                            .sorted()
                                            .collect(Collectors.joining(" or ")),
                                    signer),
                    "nothing was changed");
        }
    }

    /** Asks, unless somebody has agreed beforehand, and has it done. */
    void carryOut(Preparation preparation, ConsentWords words) throws IOException, CommandFailure {
        if (invocation.has("yes")) {
            apply(preparation);
            return;
        }
        try (TerminalQuestion question = TerminalQuestion.begin(invocation)) {
            question.ask(words.hosts().first());
            apply(preparation);
        }
    }

    private void apply(Preparation preparation) throws IOException, CommandFailure {
        String id = new HelperProcess(invocation.terminal(), root).apply(preparation.request());
        invocation.terminal().line("done: %s", id);
    }
}
