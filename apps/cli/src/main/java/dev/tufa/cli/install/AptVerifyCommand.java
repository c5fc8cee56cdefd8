package dev.tufa.cli.install;

import dev.tufa.apt.install.plan.SourceRecord;
import dev.tufa.apt.install.plan.SourceRecords;
import dev.tufa.apt.install.system.SystemRoot;
import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.CommandFailure;
import dev.tufa.cli.framework.ExitCode;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.refusal.Printable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.commons.cli.Options;

/** {@code tufa apt verify}. */
public final class AptVerifyCommand implements Command {
    @Override
    public String name() {
        return "apt verify";
    }

    @Override
    public String summary() {
        return "Check that what .apt files brought to this system is as it was agreed to";
    }

    @Override
    public String operands() {
        return "";
    }

    @Override
    public String description() {
        return "Compares every file that tufa apt install wrote with what it wrote. The exit code is "
                + ExitCode.FINDINGS.number()
                + " if one is different or gone. Nothing is changed; tufa apt refresh writes them anew.";
    }

    @Override
    public Options options() {
        return new Options().addOption(ChosenSystem.option());
    }

    @Override
    public List<String> examples() {
        return List.of("apt verify", "apt verify --root image");
    }

    @Override
    public void run(Invocation invocation) throws UsageException, IOException, CommandFailure {
        invocation.expectOperands(0);
        List<String> findings = new ArrayList<>();
        SystemRoot root = ChosenSystem.root(invocation);
        List<SourceRecord> records = SourceRecords.read(root);
        for (SourceRecord record : records) {
            for (Map.Entry<String, String> file : record.files().entrySet()) {
                String actual = digest(root.locate(file.getKey()));
                if (!actual.equals(file.getValue())) {
                    findings.add("%s: expected SHA-256 %s, got %s".formatted(file.getKey(), file.getValue(), actual));
                }
            }
        }
        findings.forEach(finding -> invocation.terminal().line("%s", Printable.of(finding)));
        if (!findings.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.FINDINGS,
                    "expected files as they were written, got %d that are not".formatted(findings.size()),
                    "somebody has changed them; tufa apt refresh writes them anew");
        }
        invocation.terminal().line("%d sources, all as they were agreed to", records.size());
    }

    private static String digest(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return "no file";
        }
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
