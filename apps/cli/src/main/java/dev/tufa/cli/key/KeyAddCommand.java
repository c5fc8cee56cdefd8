package dev.tufa.cli.key;

import dev.tufa.cli.framework.Command;
import dev.tufa.cli.framework.Invocation;
import dev.tufa.cli.framework.OptionSpecs;
import dev.tufa.cli.framework.RepositoryLease;
import dev.tufa.cli.framework.UsageException;
import dev.tufa.cli.repo.KeyReader;
import dev.tufa.tuf.refusal.Printable;
import dev.tufa.tuf.refusal.TrustException;
import dev.tufa.tuf.repository.Repository;
import dev.tufa.tuf.repository.RepositoryException;
import dev.tufa.tuf.repository.signing.NewKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.Options;

/** {@code tufa repo key add}. */
public final class KeyAddCommand implements Command {
    private static final int LONGEST_NAME = 100;

    @Override
    public String name() {
        return "repo key add";
    }

    @Override
    public String summary() {
        return "Register a key that is elsewhere";
    }

    @Override
    public String operands() {
        return "DIR SOURCE";
    }

    @Override
    public String description() {
        return "Registers a key whose private half is and stays outside: env:NAME, a variable of the environment; pkcs11:…, a key in a token, as a URI of RFC 7512; exec:PROGRAM, a program that signs; ssh-agent:SHA256:…, a key of the ssh-agent; or public:FILE, the public half of a key that somebody else has.";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(KeyReader.schemeOption())
                .addOption(OptionSpecs.valued("name", "NAME", "the person who holds the private key"))
                .addOption(OptionSpecs.valued(
                        "keyid",
                        "KEYID",
                        "the key id that metadata lists the key under, if it is not computed from it"))
                .addOption(RepositoryLease.option());
    }

    @Override
    public List<String> examples() {
        return List.of(
                "repo key add my-repository 'pkcs11:token=me;object=root?module-path=/usr/lib/softhsm/libsofthsm2.so'",
                "repo key add --name alice my-repository public:alice.json",
                "repo key add my-repository 'exec:/usr/local/bin/kms-sign projects/p/keys/timestamp'");
    }

    @Override
    public void run(Invocation invocation) throws UsageException, TrustException, RepositoryException, IOException {
        Path directory = Path.of(invocation.operand(0, "DIR"));
        String source = invocation.operand(1, "SOURCE");
        invocation.expectOperands(2);
        Repository repository = RepositoryLease.open(directory, invocation);
        try (KeyReader reader = new KeyReader(invocation)) {
            NewKey key = reader.read(source);
            if (invocation.value("keyid").isPresent()) {
                key = key.withKeyId(invocation.required("keyid"));
            }
            if (invocation.value("name").isPresent()) {
                key = key.heldBy(name(invocation.required("name")));
            }
            repository.register(key);
            invocation.terminal().line("added key %s", Printable.of(key.stored().keyId()));
        }
    }

    private static String name(String text) throws UsageException {
        if (text.isBlank() || text.length() > LONGEST_NAME) {
            throw new UsageException("--name: expected 1 to %d characters, got %d"
                    .formatted(LONGEST_NAME, text.strip().length()));
        }
        return text;
    }
}
