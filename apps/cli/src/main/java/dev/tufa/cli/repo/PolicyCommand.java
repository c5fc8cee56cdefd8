package dev.tufa.cli.repo;

import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.JsonOutput;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.RepositoryLease;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.repository.Repository;
import dev.tufa.tuf.repository.RepositoryException;
import dev.tufa.tuf.repository.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.Options;

/** {@code tufa repo policy}. */
public final class PolicyCommand implements Command {
    @Override
    public String name() {
        return "repo policy";
    }

    @Override
    public String summary() {
        return "Show or change what a repository keeps to";
    }

    @Override
    public String operands() {
        return "DIR [show | set KEY=VALUE...]";
    }

    @Override
    public String description() {
        return "Shows lifetimes, times of renewal, schemes of new keys, rules for target paths and the like, a line each, or changes some of"
                + " these lines. If one of the changes is wrong, none is made. They hold from the next command on; what is published"
                + " stays as it is until it is signed again. docs/guide/policy.md explains every line.";
    }

    @Override
    public Options options() {
        return new Options().addOption(OptionSpecs.json()).addOption(RepositoryLease.option());
    }

    @Override
    public List<String> examples() {
        return List.of(
                "repo policy my-repository",
                "repo policy my-repository set lifetime.timestamp=2d renew-at.timestamp=25%",
                "repo policy my-repository set lifetime.plugins=30d replace=never",
                "repo policy my-repository set 'paths.allowed=[a-z0-9/.-]+'");
    }

    @Override
    public void run(Invocation invocation) throws UsageException, RepositoryException, IOException {
        Path directory = Path.of(invocation.operand(0, "DIR"));
        List<String> words = invocation.operandsFrom(1);
        String verb = words.isEmpty() ? "show" : words.get(0);
        Repository repository = RepositoryLease.open(directory, invocation);
        if (verb.equals("set") && words.size() > 1) {
            repository.configure(changed(repository.settings(), words.subList(1, words.size())));
        } else if (verb.equals("set")) {
            throw new UsageException("set: expected KEY=VALUE, got nothing");
        } else if (!verb.equals("show") || words.size() > 1) {
            throw new UsageException("policy: expected show or set, got \"%s\"".formatted(String.join(" ", words)));
        }
        print(repository.settings(), invocation);
    }

    private static Settings changed(Settings settings, List<String> lines) throws UsageException {
        Settings changed = settings;
        for (String line : lines) {
            int equals = line.indexOf('=');
            if (equals < 0) {
                throw new UsageException("set: expected KEY=VALUE, got \"%s\"".formatted(line));
            }
            try {
                changed = changed.withLine(line.substring(0, equals), line.substring(equals + 1));
            } catch (IllegalArgumentException e) {
                throw new UsageException(String.valueOf(e.getMessage()));
            }
        }
        return changed;
    }

    private static void print(Settings settings, Invocation invocation) {
        if (invocation.has("json")) {
            JsonOutput output = new JsonOutput();
            settings.lines().forEach(output::with);
            invocation.terminal().json(output.build());
            return;
        }
        settings.lines()
                .forEach((key, value) -> invocation.terminal().line("%s=%s", Printable.of(key), Printable.of(value)));
    }
}
